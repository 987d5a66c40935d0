import { describe, expect, it } from 'vitest'
import type { Pod } from '../../src/kube/pod.js'
import { manageStep } from '../../src/sync/manage.js'
import type { SyncInput } from '../../src/sync/pass.js'
import { updateStep } from '../../src/sync/rollingUpdate.js'
import { aDaemonSet, aNode } from '../../src/testing/builders.js'
import { frozen } from '../support/frozen.js'
import { inputOf } from '../support/syncInput.js'
import { aPass, onNodes, podsAt, START } from '../support/passes.js'

const nodes = [aNode('n1'), aNode('n2')]
const pass = aPass({ decisions: { n1: 'run', n2: 'run' } })
const rolling = (maxUnavailable: number | string, maxSurge: number) =>
  frozen(
    aDaemonSet({
      spec: {
        updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable, maxSurge } },
      },
    }),
  )

const step = (daemonSet = rolling(1, 0), words = 'old', rest: Partial<SyncInput> = {}) => {
  const input = { ...inputOf({ daemonSet, nodes }), ...rest }
  const its = { ...pass, daemonSet }
  const pods = onNodes(daemonSet, podsAt(daemonSet, { n1: words, n2: words }))
  return updateStep(input, its, manageStep(input, its, pods))
}

describe('updateStep', () => {
  it('11.5: deletes as many as the budget allows, Kubernetes picks which', () => {
    const { step: taken, deletes, byNode } = step()
    expect(taken).toEqual({ code: 'Ran', maxUnavailable: 1, maxSurge: 0, spent: 0 })
    expect(deletes.choices[0]?.choice).toMatchObject({ count: 1, from: ['n1-0', 'n2-0'] })
    expect(byNode.size).toBe(2)
  })

  it('sees what it did where writes are seen at once', () => {
    const { byNode } = step(rolling(1, 0), 'old', { cacheLag: false })
    expect([...byNode.keys()]).toEqual(['n2'])
  })

  it('9.12: waits where the step before it acted', () => {
    expect(step(rolling(1, 0), 'old old').step).toEqual({ code: 'Waits' })
    expect(step(rolling(1, 0), 'old old', { cacheLag: false }).step.code).toBe('Ran')
  })

  it('11.1: rests with another strategy', () => {
    const daemonSet = frozen(aDaemonSet({ spec: { updateStrategy: { type: 'OnDelete' } } }))
    expect(step(daemonSet).step).toEqual({ code: 'OtherStrategy' })
  })

  it.each(['nodes', 'pods'] as const)('does not know without %s', (needs) => {
    expect(step(rolling(1, 0), 'old', { [needs]: undefined }).step).toEqual({
      code: 'Unknown',
      needs,
    })
  })

  it('does not know where revisions are needed for one pod of several', () => {
    const input = inputOf({ nodes })
    const daemonSet = rolling(1, 0)
    const blind = { ...pass, daemonSet, hash: { code: 'unknown' } as const, generation: 2n }
    const open = podsAt(daemonSet, { n1: 'old', n2: 'old' })
    const known = open.map((pod) => ({
      ...pod,
      metadata: {
        ...pod.metadata,
        labels: { ...pod.metadata?.labels, 'pod-template-generation': '2' },
      },
    }))
    const stepOf = (...pods: readonly Pod[]) => {
      const byNode = onNodes(daemonSet, pods)
      return updateStep({ ...input, daemonSet }, blind, manageStep(input, blind, byNode)).step
    }
    expect(stepOf(...known)).toMatchObject({ code: 'Ran' })
    const unknown = { code: 'Unknown', needs: 'revisions' }
    expect(stepOf(...known.slice(0, 1), ...open.slice(1))).toEqual(unknown)
    const leaving = open.slice(0, 1).map((pod) => ({
      ...pod,
      metadata: { ...pod.metadata, name: 'leaving', deletionTimestamp: START },
    }))
    expect(stepOf(...known, ...leaving)).toEqual(unknown)
  })

  it('does not know where only revisions could tell', () => {
    const input = inputOf({ nodes })
    const blind = { ...pass, hash: { code: 'unknown' } as const }
    const pods = onNodes(pass.daemonSet, podsAt(pass.daemonSet, { n1: 'old', n2: 'old' }))
    const { step: taken } = updateStep(input, blind, manageStep(input, blind, pods))
    expect(taken).toEqual({ code: 'Unknown', needs: 'revisions' })
  })

  it('fails with a budget that cannot be read', () => {
    const { fault, step: taken } = step(rolling('x', 0))
    expect(fault).toMatchObject({ code: 'InvalidBudget', setting: 'MaxUnavailable' })
    expect(taken).toEqual({ code: 'NotReached' })
  })
})
