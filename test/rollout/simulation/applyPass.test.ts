import { describe, expect, it } from 'vitest'
import { parseInstant } from '../../../src/data/instant.js'
import { modelOf } from '../../../src/rollout/forecast/model.js'
import { changesPods, passAt, applyPass } from '../../../src/rollout/simulation/advance.js'
import { startOf } from '../../../src/rollout/simulation/state.js'
import { pickFirst } from '../../../src/sync/choose.js'
import { after } from '../../support/passes.js'
import { aRollout, rolloutOf, type RolloutScene } from '../../support/aRollout.js'

const passOf = ({ snapshot, daemonSet, options }: RolloutScene) => {
  const model = modelOf(snapshot, daemonSet, options)
  const state = startOf(snapshot, daemonSet, model)
  return { model, state, pass: passAt(model, state) }
}

describe('changesPods', () => {
  it('tells passes that do something to pods', () => {
    expect(changesPods(passOf(aRollout({ n1: '' })).pass)).toBe(true)
    expect(changesPods(passOf(aRollout({ n1: 'old' })).pass)).toBe(true)
    expect(changesPods(passOf(aRollout({ n1: 'old', n2: 'old' })).pass)).toBe(true)
    expect(changesPods(passOf(aRollout({ n1: 'new' })).pass)).toBe(false)
  })
})

describe('applyPass', () => {
  it('carries out a pass and schedules what it creates', () => {
    const { model, state, pass } = passOf(aRollout({ n1: '' }))
    const taken = applyPass(model, state, pass, pickFirst)
    const [pod] = [...(taken.snapshot.pods?.values() ?? [])]
    expect(pod?.spec?.nodeName).toBe('n1')
    expect(taken.now).toBe(state.now)
  })

  it('wakes for the earliest of several backoffs', () => {
    const { model, state, pass } = passOf(aRollout({ n1: 'new', n2: 'new', n3: 'new' }))
    const wakes = (...untils: readonly string[]) => {
      const pods = pass.pods.map((pod, i) => {
        const disposition = { code: 'backoff' as const, until: untils[i] ?? after(9000) }
        return { ...pod, disposition }
      })
      return applyPass(model, state, { ...pass, pods }, pickFirst).wake
    }
    expect(wakes(after(3620), after(3610), after(3630))).toBe(parseInstant(after(3610)))
    expect(wakes(after(3610), after(3620), after(3630))).toBe(parseInstant(after(3610)))
  })

  it('never wakes for a backoff that ends after the last instant', () => {
    const { model, state, pass } = passOf(aRollout({ n1: 'new' }))
    const disposition = { code: 'backoff' as const, until: '9999999999999s' }
    const pods = pass.pods.map((pod) => ({ ...pod, disposition }))
    expect(applyPass(model, state, { ...pass, pods }, pickFirst)).not.toHaveProperty('wake')
  })

  it('wakes when the first backoff has passed', () => {
    const { model, state, pass } = passOf(
      rolloutOf([{ name: 'n1', words: ['oldFailed', 'oldFailed'] }], { rollingUpdate: 'OnDelete' }),
    )
    const one = applyPass(model, state, pass, pickFirst)
    expect(one).not.toHaveProperty('wake')
    const other = applyPass(model, one, passAt(model, one), pickFirst)
    expect(other.wake).toBe((parseInstant(pass.now) ?? 0n) + 1_000_000_000n)
  })
})
