import * as fc from 'fast-check'
import * as E from 'fp-ts/Either'
import { describe, expect, it } from 'vitest'
import { formatInstant } from '../../src/data/instant.js'
import {
  advance,
  nextInstant,
  changesPods,
  passAt,
  applyPass,
} from '../../src/rollout/simulation/advance.js'
import { NEWEST_RELEASE } from '../../src/kube/release.js'
import { newestSemantics } from '../../src/kube/semantics.js'
import { semanticsFor } from '../../src/kube/semanticsFor.js'
import { modelOf } from '../../src/rollout/forecast/model.js'
import { simulate, startingState, type Simulation } from '../../src/rollout/simulation/simulate.js'
import { countsOf, unfinishedOf } from '../../src/rollout/simulation/state.js'
import { waveOf, type Wave } from '../../src/rollout/simulation/deterministicRun.js'
import { pickFirst } from '../../src/sync/choose.js'
import { anyRollout } from '../support/anyRollout.js'
import type { RolloutScene } from '../support/aRollout.js'

type Followed = Pick<Simulation, 'waves'> & {
  readonly moments: readonly {
    readonly at: string
    readonly available: number
    readonly updated: number
  }[]
  readonly unfinished: readonly string[]
}

/** A rollout followed with every node in sight, the first by name where Kubernetes picks any. */
const followed = ({ snapshot, daemonSet, options }: RolloutScene): Followed => {
  const model = modelOf(snapshot, daemonSet, options)
  const waves: Wave[] = []
  const moments: Followed['moments'][number][] = []
  const begun = new Set<string>()
  let state = startingState(model, snapshot, daemonSet)
  for (;;) {
    const pass = passAt(model, state)
    if (changesPods(pass)) {
      const wave = waveOf(pass, begun, state.omitted)
      if (wave.replaces.length > 0) waves.push(wave)
      for (const { node } of wave.replaces) begun.add(node)
      state = applyPass(model, state, pass, pickFirst)
      continue
    }
    const { available, updated } = countsOf(state, pass, model)
    moments.push({ at: formatInstant(state.now), available, updated })
    const unfinished = unfinishedOf(state, pass, model)
    state = applyPass(model, state, pass, pickFirst)
    const next = nextInstant(model, state)
    if (next === undefined) return { waves, moments, unfinished }
    state = advance(model, state, next)
  }
}

/** The rules of several releases: before and after surge, and after each change of how it counts. */
const anySemantics = fc.constantFrom('1.21', '1.23', '1.28', NEWEST_RELEASE).map((kubernetes) => {
  const resolved = semanticsFor({ kubernetes })
  return E.isRight(resolved) ? resolved.right.semantics : newestSemantics
})

describe('a simulation leaves out what does not matter, and', () => {
  it('has the waves and the end of one that leaves out nothing', () => {
    fc.assert(
      fc.property(anyRollout(9), anySemantics, ({ snapshot, daemonSet, ...rest }, semantics) => {
        const options = { ...rest.options, semantics }
        const { waves, end } = simulate(snapshot, daemonSet, options)
        const whole = followed({ snapshot, daemonSet, options })
        expect(waves).toEqual(whole.waves)
        expect('unfinished' in end ? end.unfinished : []).toEqual(whole.unfinished)
      }),
      { numRuns: 300 },
    )
  })

  it('has its moments within the bounds that it tells', () => {
    fc.assert(
      fc.property(anyRollout(7), (scene) => {
        const { snapshot, daemonSet, options } = scene
        const { moments } = simulate(snapshot, daemonSet, options)
        for (const { at, available, updated } of followed(scene).moments) {
          const moment = moments.find((each) => each.at === at)
          expect(available).toBeGreaterThanOrEqual(moment?.available.least ?? Infinity)
          expect(available).toBeLessThanOrEqual(moment?.available.most ?? -1)
          expect(updated).toBeGreaterThanOrEqual(moment?.updated.least ?? Infinity)
          expect(updated).toBeLessThanOrEqual(moment?.updated.most ?? -1)
        }
      }),
    )
  })
})
