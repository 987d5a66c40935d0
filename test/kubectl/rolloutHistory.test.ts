import * as E from 'fp-ts/Either'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyScene } from 'podfit/arbitraries'
import { orThrow } from '../../src/data/orThrow.js'
import { semanticsFor } from '../../src/kube/semanticsFor.js'
import { rolloutHistory, rolloutUndo } from '../../src/kubectl/rolloutHistory.js'
import type { ControllerRevision } from '../../src/kube/controllerRevision.js'
import type { DaemonSet } from '../../src/kube/daemonSet.js'
import type { PodTemplate } from '../../src/kube/podTemplate.js'
import { ownerReference } from '../../src/sync/createdObjects.js'
import { aDaemonSet } from '../../src/testing/builders.js'
import { frozenly } from '../support/frozen.js'

const template = (image: string): PodTemplate => ({
  metadata: { labels: { app: 'agent' } },
  spec: { containers: [{ name: 'main', image, resources: {} }] },
})

const daemonSet = aDaemonSet({ spec: { template: template('main:3') } })

const revision = (
  number: number | bigint,
  image: string,
  metadata: ControllerRevision['metadata'] = {},
): ControllerRevision => ({
  metadata: {
    namespace: 'default',
    name: `agent-${image}`,
    labels: { app: 'agent', 'controller-revision-hash': image },
    ownerReferences: [ownerReference(daemonSet)],
    ...metadata,
  },
  revision: number,
  data: { spec: { template: { ...template(image), $patch: 'replace' } } },
})

const three = [revision(3, 'main:3'), revision(1, 'main:1'), revision(2, 'main:2')]

const entry = (number: number | string, image: string, current = false) => ({
  revision: number,
  name: `agent-${image}`,
  hash: image,
  current,
})

describe('rolloutHistory', () => {
  it('lists the oldest first and marks the one that is current', () => {
    expect(rolloutHistory(daemonSet, three)).toEqual([
      entry(1, 'main:1'),
      entry(2, 'main:2'),
      entry(3, 'main:3', true),
    ])
  })

  it('finds the current one as a release writes it', () => {
    const withNull = {
      ...template('main:3'),
      metadata: { creationTimestamp: null, labels: { app: 'agent' } },
      $patch: 'replace',
    }
    const old = { ...revision(3, 'main:3'), data: { spec: { template: withNull } } }
    const { semantics } = orThrow(semanticsFor({ kubernetes: '1.28' }))
    expect(rolloutHistory(daemonSet, [old])).toEqual([entry(3, 'main:3')])
    expect(rolloutHistory(daemonSet, [old], { semantics })).toEqual([entry(3, 'main:3', true)])
    const undo = rolloutUndo(daemonSet, [old], { toRevision: 3, semantics })
    expect(undo).toMatchObject({ right: { code: 'AlreadyThere' } })
  })

  it('tells the change cause that was recorded, if it is any', () => {
    const because = (cause: string) => ({ annotations: { 'kubernetes.io/change-cause': cause } })
    const revisions = [revision(1, 'main:1', because('')), revision(2, 'main:2', because('hotfix'))]
    expect(rolloutHistory(daemonSet, revisions)).toStrictEqual([
      entry(1, 'main:1'),
      { ...entry(2, 'main:2'), changeCause: 'hotfix' },
    ])
  })

  it.each<[string, ControllerRevision]>([
    ['of another namespace', revision(1, 'main:1', { namespace: 'other' })],
    ['that the selector does not match', revision(1, 'main:1', { labels: { app: 'other' } })],
    ['without labels', revision(1, 'main:1', { labels: null })],
    ['of nobody', revision(1, 'main:1', { ownerReferences: null })],
    [
      'of an earlier DaemonSet of the same name',
      revision(1, 'main:1', { ownerReferences: [{ ...ownerReference(daemonSet), uid: 'old' }] }),
    ],
    [
      'that it owns and does not control',
      revision(1, 'main:1', {
        ownerReferences: [{ ...ownerReference(daemonSet), controller: false }],
      }),
    ],
  ])('leaves out a revision %s', (_what, other) => {
    expect(rolloutHistory(daemonSet, [other, ...three])).toHaveLength(3)
  })

  it.each([
    ['no revisions', daemonSet, undefined],
    ['null', daemonSet, null],
    ['a DaemonSet without a selector', { ...daemonSet, spec: {} }, three],
    [
      'a selector that cannot be read',
      { ...daemonSet, spec: { selector: { matchLabels: { app: 'b!' } } } },
      three,
    ],
  ])('is empty for %s', (_what, subject: DaemonSet, revisions) => {
    expect(rolloutHistory(subject, revisions)).toEqual([])
  })

  it('takes a namespace of null for the one without a name', () => {
    const bare = { ...daemonSet, metadata: { ...daemonSet.metadata, namespace: null } }
    expect(rolloutHistory(bare, [revision(1, 'main:1', { namespace: undefined })])).toHaveLength(1)
    expect(rolloutHistory(bare, three)).toEqual([])
  })

  it('tells numbers beyond what JSON can carry as text', () => {
    const revisions = [revision(9_223_372_036_854_775_807n, 'main:1'), revision(0, 'main:2')]
    expect(rolloutHistory(daemonSet, revisions)).toEqual([
      entry(0, 'main:2'),
      entry('9223372036854775807', 'main:1'),
    ])
  })

  it('counts a revision without number and name as 0 and nameless', () => {
    const { revision: _number, ...rest } = revision(1, 'main:1', { name: null })
    expect(rolloutHistory(daemonSet, [rest])).toEqual([
      { revision: 0, name: '', hash: 'main:1', current: false },
    ])
  })
})

describe('rolloutUndo', () => {
  const rolledBack = (to: number, image: string) =>
    E.right({
      code: 'RolledBack',
      to: entry(to, image),
      daemonSet: {
        ...daemonSet,
        metadata: { ...daemonSet.metadata, generation: 2 },
        spec: { ...daemonSet.spec, template: template(image) },
      },
    })

  it('goes to the second highest revision', () => {
    expect(rolloutUndo(daemonSet, three)).toEqual(rolledBack(2, 'main:2'))
    expect(rolloutUndo(daemonSet, three, { toRevision: 0n })).toEqual(rolledBack(2, 'main:2'))
  })

  it('goes to the lower of two', () => {
    expect(rolloutUndo(daemonSet, three.slice(0, 2))).toEqual(rolledBack(1, 'main:1'))
  })

  it('goes to the revision that is asked for, even if it is the only one', () => {
    expect(rolloutUndo(daemonSet, three, { toRevision: 1 })).toEqual(rolledBack(1, 'main:1'))
    expect(rolloutUndo(daemonSet, [revision(1, 'main:1')], { toRevision: 1 })).toEqual(
      rolledBack(1, 'main:1'),
    )
  })

  it('finds a number that only a bigint can say', () => {
    const huge = revision(9_223_372_036_854_775_806n, 'main:1')
    const larger = revision(9_223_372_036_854_775_807n, 'main:2')
    expect(
      rolloutUndo(daemonSet, [larger, huge], { toRevision: 9_223_372_036_854_775_806n }),
    ).toMatchObject(E.right({ code: 'RolledBack', to: { name: 'agent-main:1' } }))
  })

  it('does nothing where the template is that already', () => {
    const already = E.right({ code: 'AlreadyThere', to: entry(3, 'main:3', true) })
    expect(rolloutUndo(daemonSet, three, { toRevision: 3 })).toEqual(already)
    expect(rolloutUndo(daemonSet, [...three, revision(4, 'main:4')])).toEqual(already)
  })

  it.each([
    ['no revision', []],
    ['one revision', [revision(3, 'main:3')]],
    ['null', null],
  ])('refuses to go back with %s', (_what, revisions) => {
    expect(rolloutUndo(daemonSet, revisions)).toEqual(E.left([{ code: 'NoLastRevision' }]))
  })

  it.each([
    ['that there is not', 7, 7],
    ['below zero', -1, -1],
    ['far below zero', -9_223_372_036_854_775_808n, '-9223372036854775808'],
  ])('refuses a number %s', (_what, number, told) => {
    expect(rolloutUndo(daemonSet, three, { toRevision: number })).toEqual(
      E.left([{ code: 'NoRevision', revision: told }]),
    )
  })

  it('does not find a negative number even where a revision has it', () => {
    expect(rolloutUndo(daemonSet, [...three, revision(-1, 'main:0')], { toRevision: -1 })).toEqual(
      E.left([{ code: 'NoRevision', revision: -1 }]),
    )
  })

  it('takes the first by name of two with one number, where the list shows the last', () => {
    const twins = [revision(1, 'b'), revision(1, 'a'), revision(2, 'main:2')]
    expect(rolloutHistory(daemonSet, twins).map(({ name }) => name)).toEqual([
      'agent-b',
      'agent-main:2',
    ])
    expect(rolloutUndo(daemonSet, twins, { toRevision: 1 })).toMatchObject(
      E.right({ to: { name: 'agent-a' } }),
    )
  })

  it('sees nothing without a controller, even without a UID of its own', () => {
    const { ownerReferences: _owners, ...metadata } = revision(1, 'main:1').metadata ?? {}
    const orphan = { ...revision(1, 'main:1'), metadata }
    const { uid: _uid, ...anonymous } = daemonSet.metadata ?? {}
    expect(rolloutHistory({ ...daemonSet, metadata: anonymous }, [orphan])).toEqual([])
  })

  it('tells a revision whose data is no template', () => {
    const broken = { ...revision(1, 'main:1'), data: { spec: {} } }
    expect(rolloutUndo(daemonSet, [broken, ...three], { toRevision: 1 })).toEqual(
      E.left([{ code: 'UnreadableRevision', name: 'agent-main:1' }]),
    )
  })

  it('arrives where another undo has nothing to do', () => {
    fc.assert(
      fc.property(frozenly(anyScene), (scene) => {
        for (const { revision: number, name } of rolloutHistory(scene.daemonSet, scene.revisions)) {
          const undone = rolloutUndo(scene.daemonSet, scene.revisions, {
            toRevision: Number(number),
          })
          if (E.isLeft(undone) || undone.right.code === 'AlreadyThere') continue
          expect(
            rolloutUndo(undone.right.daemonSet, scene.revisions, { toRevision: Number(number) }),
          ).toMatchObject(E.right({ code: 'AlreadyThere', to: { name } }))
        }
      }),
    )
  })
})
