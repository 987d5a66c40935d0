import { describe, expect, it } from 'vitest'
import { type Happens, changedRevisions, hashAfter } from '../../src/cluster/applyPlan.js'
import { cluster } from '../../src/cluster/cluster.js'
import type { ControllerRevision } from '../../src/kube/controllerRevision.js'
import type { RevisionHash } from '../../src/revision/isPodUpdated.js'
import { createdRevision, ownerReference } from '../../src/sync/createdObjects.js'
import type { CurrentRevision, NewRevision, Plan, RevisionStep } from '../../src/sync/plan.js'
import { aDaemonSet } from '../../src/testing/builders.js'
import { frozen } from '../support/frozen.js'
import { planned, UNCHANGED } from '../support/passes.js'

const agent = frozen(
  aDaemonSet({ metadata: { annotations: { 'kubernetes.io/change-cause': 'why' } } }),
)
const kept: CurrentRevision = {
  code: 'Current',
  name: 'agent-new',
  hash: 'new',
  number: 2,
  renumbered: {},
  relabelled: [],
  ...UNCHANGED,
}
const made: NewRevision = { code: 'New', number: 3, ...UNCHANGED }

const planWith = (revision: RevisionStep, parts: Partial<Plan> = {}): Plan =>
  frozen({ ...planned({ daemonSet: agent }), choices: [], revision, ...parts })

const there: readonly ControllerRevision[] = frozen([createdRevision(agent, 'new', 2)])

interface Given {
  readonly revisions?: readonly ControllerRevision[] | null
  readonly plan?: Partial<Plan>
  readonly happens?: Happens
  readonly hash?: RevisionHash
}

const changed = (
  revision: RevisionStep,
  {
    revisions = there,
    plan = {},
    happens = () => true,
    hash = { code: 'known', hash: 'next' },
  }: Given = {},
) => changedRevisions(cluster({ revisions }), agent, planWith(revision, plan), happens, hash)

describe('hashAfter', () => {
  it.each<[string, RevisionStep, string | undefined, RevisionHash]>([
    ['the current one', kept, undefined, { code: 'known', hash: 'new' }],
    ['the current one, whatever is given', kept, 'given', { code: 'known', hash: 'new' }],
    ['the given one of a new revision', made, 'given', { code: 'known', hash: 'given' }],
    ['a placeholder for a new revision', made, undefined, { code: 'known', hash: 'revision-3' }],
    ['unknown without revisions', { code: 'Unknown' }, 'given', { code: 'unknown' }],
    ['unknown where none was reached', { code: 'NotReached' }, undefined, { code: 'unknown' }],
  ])('is %s', (_what, revision, given, expected) => {
    expect(hashAfter(planWith(revision), given)).toEqual(expected)
  })
})

describe('changedRevisions', () => {
  const nothing = { put: [], drop: [] }

  it.each<[string, RevisionStep]>([
    ['were not given', { code: 'Unknown' }],
    ['were not reached', { code: 'NotReached' }],
    ['are as they should be', kept],
  ])('does nothing where they %s', (_what, revision) => {
    expect(changed(revision)).toEqual(nothing)
  })

  it('12.5: makes a new one with the hash, the next number, and the annotations', () => {
    expect(changed(made)).toEqual({
      put: [
        {
          apiVersion: 'apps/v1',
          kind: 'ControllerRevision',
          metadata: {
            name: 'agent-next',
            namespace: 'default',
            labels: { app: 'agent', 'controller-revision-hash': 'next' },
            annotations: { 'kubernetes.io/change-cause': 'why' },
            ownerReferences: [ownerReference(agent)],
          },
          revision: 3,
          data: { spec: { template: { ...agent.spec?.template, $patch: 'replace' } } },
        },
      ],
      drop: [],
    })
  })

  it('makes one with a number that no number can say', () => {
    const { put } = changed({ ...made, number: '9007199254740993' })
    expect(put[0]?.revision).toBe(9007199254740993n)
  })

  it('makes none where its hash is not known', () => {
    expect(changed(made, { hash: { code: 'unknown' } })).toEqual(nothing)
  })

  it('makes one where the others are unknown', () => {
    expect(changed(made, { revisions: null }).put).toHaveLength(1)
  })

  it('12.6: renumbers one, and leaves the rest of it as it is', () => {
    const renumbered = { ...kept, renumbered: { 'agent-new': 5 } }
    expect(changed(renumbered)).toEqual({
      put: [{ ...there[0], revision: 5 }],
      drop: [],
    })
    expect(changed({ ...kept, renumbered: { 'agent-gone': 5 } })).toEqual(nothing)
    expect(changed(renumbered, { revisions: null })).toEqual(nothing)
  })

  const orphan: ControllerRevision = frozen({ metadata: { namespace: 'default', name: 'x' } })

  it('12.1: adopts, releases and labels, also beside a new one', () => {
    const owned = createdRevision(agent, 'y', 1)
    const revisions = [orphan, owned]
    const step = { ...made, adopted: ['x'], released: ['agent-y', 'gone'], labelled: ['x'] }
    const { put } = changed(step, { revisions })
    expect(put).toMatchObject([
      {
        metadata: {
          name: 'x',
          labels: { 'controller-revision-hash': 'x' },
          ownerReferences: [ownerReference(agent)],
        },
      },
      { metadata: { name: 'agent-y', labels: owned.metadata?.labels, ownerReferences: [] } },
      { metadata: { name: 'agent-next' } },
    ])
  })

  it('12.1: does not bring back what it deletes', () => {
    const step = { ...kept, adopted: ['x'], labelled: ['x'], deleted: ['x'] }
    expect(changed(step, { revisions: [orphan] })).toEqual({ put: [], drop: ['default/x'] })
  })

  it('12.9: drops those that are deleted, also beside a new one', () => {
    const keys = ['default/a', 'default/b']
    expect(changed({ ...kept, deleted: ['a', 'b'] }).drop).toEqual(keys)
    expect(changed({ ...made, deleted: ['a', 'b'] }).drop).toEqual(keys)
  })

  it('of a choice drops those that were picked', () => {
    const choice = { count: 1, why: 'RevisionHistoryLimit' } as const
    const choices = [
      { ...choice, id: 'x', action: 'delete', from: ['a', 'b'] },
      { ...choice, id: 'y', action: 'deleteRevision', from: ['b', 'c'] },
    ] as const
    const happens: Happens = (name) => name !== 'c'
    expect(changed({ ...kept, deleted: ['z'] }, { plan: { choices }, happens }).drop).toEqual([
      'default/z',
      'default/b',
    ])
  })
})
