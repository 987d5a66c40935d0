import * as E from 'fp-ts/Either'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyScene, type Scene } from 'podfit/arbitraries'
import { plan } from '../../src/cluster/plan.js'
import { rolloutHistory, rolloutUndo } from '../../src/kubectl/rolloutHistory.js'
import { frozenly } from '../support/frozen.js'

const now = '2026-01-01T00:01:00Z'
const scenes = frozenly(anyScene)

/** What comes of an undo: the scene with the DaemonSet rolled back, or nothing. */
const undone = (scene: Scene) => {
  const undo = rolloutUndo(scene.daemonSet, scene.revisions)
  return E.isRight(undo) && undo.right.code === 'RolledBack' ? undo.right : undefined
}

describe('an undo', () => {
  it('is refused, is not needed, or goes to a revision of the history', () => {
    fc.assert(
      fc.property(scenes, fc.integer({ min: -1, max: 5 }), (scene, toRevision) => {
        const { daemonSet, revisions } = scene
        const undo = rolloutUndo(daemonSet, revisions, { toRevision })
        fc.pre(E.isRight(undo))
        const numbers = rolloutHistory(daemonSet, revisions).map(({ revision }) => revision)
        expect(numbers).toContain(undo.right.to.revision)
      }),
    )
  })

  it('makes the revision that it goes to the current one, so that the pass makes none', () => {
    fc.assert(
      fc.property(scenes, (scene) => {
        const undo = undone(scene)
        fc.pre(undo !== undefined)
        const { outcome, revision } = plan({ ...scene, daemonSet: undo.daemonSet, now })
        fc.pre(outcome.code === 'Synced')
        expect(revision.code).toBe('Current')
      }),
    )
  })

  it('needs no second one', () => {
    fc.assert(
      fc.property(scenes, (scene) => {
        const undo = undone(scene)
        fc.pre(undo !== undefined)
        const { revision } = undo.to
        const again = rolloutUndo(undo.daemonSet, scene.revisions, { toRevision: BigInt(revision) })
        expect(again).toMatchObject({ _tag: 'Right', right: { code: 'AlreadyThere' } })
      }),
    )
  })

  it('changes nothing but the template and what counts its changes', () => {
    fc.assert(
      fc.property(scenes, (scene) => {
        const undo = undone(scene)
        fc.pre(undo !== undefined)
        const { template: _new, ...spec } = undo.daemonSet.spec ?? {}
        const { template: _old, ...before } = scene.daemonSet.spec ?? {}
        expect(spec).toEqual(before)
        expect(undo.daemonSet.status).toEqual(scene.daemonSet.status)
      }),
    )
  })
})
