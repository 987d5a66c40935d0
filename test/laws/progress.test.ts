import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyPlan } from '../../src/cluster/applyPlan.js'
import { plan } from '../../src/cluster/plan.js'
import { rolloutStatus } from '../../src/kubectl/rolloutStatus.js'
import { attributeUnavailability } from '../../src/rollout/attributeUnavailability.js'
import { forecast } from '../../src/rollout/forecast/forecast.js'
import { anyRollout } from '../support/anyRollout.js'
import type { RolloutScene } from '../support/aRollout.js'
import { afterRollout } from '../support/afterRollout.js'

const progressOf = ({ snapshot, daemonSet, options }: RolloutScene) => {
  const { progress } = attributeUnavailability(snapshot, daemonSet, options)
  if (progress === undefined) throw new Error('everything was given')
  return progress
}

const rolling = ({ daemonSet }: RolloutScene): boolean =>
  daemonSet.spec?.updateStrategy?.type === 'RollingUpdate'

describe('the word for a rollout', () => {
  it('is done if and only if kubectl rollout status says so after the next pass', () => {
    fc.assert(
      fc.property(anyRollout(5).filter(rolling), (scene) => {
        const { snapshot, daemonSet, options } = scene
        const { code: word, next } = progressOf(scene)
        const pass = plan(snapshot, daemonSet, options)
        const after = rolloutStatus(applyPlan(snapshot, daemonSet, pass).daemonSet)
        expect(next).toEqual(after)
        expect(word === 'done').toBe(after.code === 'Done')
      }),
    )
  })

  it('is stalled if and only if it is not done and the forecast says that it stalls', () => {
    fc.assert(
      fc.property(anyRollout(5), (scene) => {
        const { snapshot, daemonSet, options } = scene
        const { code: word } = progressOf(scene)
        const { code } = forecast(snapshot, daemonSet, options)
        expect(word === 'stalled').toBe(word !== 'done' && code === 'Stalls')
      }),
    )
  })

  it('is progressing only where kubectl says done in the end, or something is left blindSpot', () => {
    fc.assert(
      fc.property(anyRollout(5).filter(rolling), (scene) => {
        const { code: word, blindSpot } = progressOf(scene)
        fc.pre(word === 'progressing' && blindSpot !== 'MayNeverEnd')
        const { code } = rolloutStatus(afterRollout(scene).daemonSet)
        expect(code === 'Done').toBe(blindSpot === undefined)
      }),
    )
  })
})
