import { describe, expect, it } from 'vitest'
import type { WhatIfStep } from '../../../src/impact/applyChange.js'
import type { DrainedPod } from '../../../src/impact/drained.js'
import type { DrainFate } from '../../../src/kubectl/drain.js'
import { changeFaultText, whatIfStepText } from '../../../src/report/text/whatIfText.js'

const STEP: WhatIfStep = { nodes: ['n1'], faults: [], drained: [], noticed: true, queued: [] }

const pod = (name: string, fate: DrainFate, more: Partial<DrainedPod> = {}): DrainedPod => ({
  namespace: 'a',
  name,
  node: 'n1',
  fate,
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
      '  · the controller looks, and syncs no DaemonSet: statuses stay as they are for now',
    ])
    expect(whatIfStepText('x', { ...STEP, nodes: [], noticed: false })).toEqual([
      'x',
      '  · the controller does not look',
    ])
    expect(whatIfStepText('x', { ...STEP, queued: ['a/b', 'a/c'] })[2]).toBe(
      '  ~ the controller syncs a/b, a/c',
    )
  })

  it('tells what becomes of pods, and which come back', () => {
    const ignored: DrainFate = { code: 'Left', why: 'DaemonSet' }
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
      '  · left by drain; deleted by hand it comes back at once, the automatic toleration tolerates the cordon: a/agent, a/other',
      '  · left by drain: a/gone',
      '  · left, the mirror of a static pod: a/mirror',
      '  - evicted: a/web',
      '  - evicted, with its local storage: a/cache',
      '  - evicted, for good: nobody makes it again: a/bare',
      '  - evicted, for good: its DaemonSet is gone: a/orphan',
      '  - evicted; its successor may come back: a/back',
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
      '  ! refused because of pods of a DaemonSet that is gone (--force evicts them): a/orphan',
      '  ! refused because of pods with local storage (--delete-emptydir-data evicts them): a/cache',
      '  ! refused because of pods that nobody makes again (--force evicts them): a/bare',
      '  · would be evicted: a/web',
    ])
  })
})

describe('changeFaultText', () => {
  it.each<[Parameters<typeof changeFaultText>[0], string]>([
    [{ code: 'NodeNotFound', node: 'n9' }, 'nodes "n9" not found'],
    [{ code: 'NoNodeMatches' }, 'no node matches'],
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
      'unable to drain node "n1": it is cordoned, and no pod is evicted',
    ],
  ])('of %j', (fault, text) => {
    expect(changeFaultText(fault)).toBe(text)
  })
})
