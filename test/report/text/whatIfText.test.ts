import { describe, expect, it } from 'vitest'
import type { WhatIfStep } from '../../../src/impact/applyChange.js'
import type { DrainedPod } from '../../../src/impact/drainedPods.js'
import type { DrainOutcome } from '../../../src/kubectl/drain.js'
import { changeFaultText, whatIfStepText } from '../../../src/report/text/whatIfText.js'

const STEP: WhatIfStep = {
  nodes: ['n1'],
  objects: [],
  faults: [],
  drained: [],
  noticed: true,
  queued: [],
}

const pod = (name: string, outcome: DrainOutcome, more: Partial<DrainedPod> = {}): DrainedPod => ({
  namespace: 'a',
  name,
  node: 'n1',
  outcome,
  comesBack: false,
  ...more,
})

const drained = (...pods: readonly DrainedPod[]) =>
  whatIfStepText('drain n1', { ...STEP, drained: pods }).slice(2, -1)

describe('whatIfStepText', () => {
  it('says what was done and who noticed', () => {
    expect(whatIfStepText('cordon n1', STEP)).toEqual([
      'cordon n1',
      '  · 1 node: n1',
      '  · this change triggers no sync: `kubectl get ds` keeps showing the old numbers until something else does',
    ])
    expect(whatIfStepText('x', { ...STEP, nodes: [], noticed: false })).toEqual([
      'x',
      '  · the DaemonSet controller does nothing at this change',
    ])
    expect(whatIfStepText('x', { ...STEP, queued: ['a/b', 'a/c'] })[2]).toBe(
      '  ~ the controller syncs a/b, a/c',
    )
  })

  it('tells what becomes of pods, and which come back', () => {
    const ignored: DrainOutcome = { code: 'Left', why: 'DaemonSet' }
    expect(
      drained(
        pod('agent', ignored, { comesBack: true, tolerates: 'automatic' }),
        pod('other', ignored, { comesBack: true, tolerates: 'automatic' }),
        pod('gone', ignored),
        pod('mirror', { code: 'Left', why: 'MirrorPod' }),
        pod('web', { code: 'Evicted' }),
        pod('cache', { code: 'Evicted', loses: 'LocalStorage' }),
        pod('bare', { code: 'Evicted', loses: 'NoController' }),
        pod('orphan', { code: 'Evicted', loses: 'DaemonSetMissing' }),
        pod('back', { code: 'Evicted' }, { comesBack: true }),
      ),
    ).toEqual([
      '  · not evicted by drain (DaemonSet pod); deleted by hand it is recreated at once, the automatic toleration tolerates the cordon: a/agent, a/other',
      '  · not evicted by drain (DaemonSet pod): a/gone',
      '  · not evicted by drain (mirror pod of a static pod): a/mirror',
      '  - evicted: a/web',
      '  - evicted, with its local storage: a/cache',
      '  - evicted, not recreated: it has no controller: a/bare',
      '  - evicted, not recreated: its DaemonSet does not exist: a/orphan',
      '  - evicted; its replacement may be scheduled here again: a/back',
    ])
  })

  it('tells which pods make drain refuse, and that the others stay too', () => {
    expect(
      drained(
        pod('agent', { code: 'Refused', why: 'DaemonSet' }),
        pod('orphan', { code: 'Refused', why: 'DaemonSetMissing' }),
        pod('cache', { code: 'Refused', why: 'LocalStorage' }),
        pod('bare', { code: 'Refused', why: 'NoController' }),
        pod('web', { code: 'Evicted' }),
      ),
    ).toEqual([
      '  ! refused because of DaemonSet-managed pods (--ignore-daemonsets leaves them): a/agent',
      '  ! refused because of pods of a DaemonSet that does not exist (--force evicts them): a/orphan',
      '  ! refused because of pods with local storage (--delete-emptydir-data evicts them): a/cache',
      '  ! refused because of pods without a controller (--force evicts them): a/bare',
      '  · would be evicted: a/web',
    ])
  })
})

describe('changeFaultText', () => {
  it.each<[Parameters<typeof changeFaultText>[0], string]>([
    [{ code: 'NodeNotFound', node: 'n9' }, 'nodes "n9" not found'],
    [{ code: 'NoNodeMatches' }, 'no node matches'],
    [
      { code: 'InvalidCount', expected: 'a whole number', found: 'the number 0' },
      'no nodes are added: expected a whole number, found the number 0',
    ],
    [
      { code: 'TaintRefused', node: 'n1', fault: { code: 'AlreadyTainted', keys: ['a'] } },
      'node n1 already has a taint(s) with same effect(s) and --overwrite is false',
    ],
    [
      {
        code: 'TaintRefused',
        node: 'n1',
        fault: { code: 'TaintNotFound', taints: [{ key: 'a', effect: '' }] },
      },
      'node n1: taint "a" not found',
    ],
    [
      { code: 'LabelRefused', node: 'n1', fault: { code: 'LabelExists', key: 'a', value: 'b' } },
      "node n1: 'a' already has a value (b), and --overwrite is false",
    ],
    [
      { code: 'DrainRefused', node: 'n1' },
      'kubectl does not drain node n1: it cordons it and evicts no pod',
    ],
  ])('of %j', (fault, text) => {
    expect(changeFaultText(fault)).toBe(text)
  })
})
