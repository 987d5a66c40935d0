import type { Assertion } from 'podfit/expect'
import { expectTypeOf, it } from 'vitest'

it('an assertion is exactly one of the assertions', () => {
  const daemonSets = ['agent']
  const none = {}
  const one = { runsOnEvery: { daemonSets } }
  const two = { runsOnEvery: { daemonSets }, neverShare: { daemonSets } }
  const misspelt = { runsOnevery: { daemonSets } }
  const spelled = { runsOnEvery: { daemonSets }, neverShare: null, exactlyOne: undefined }
  expectTypeOf(one).toExtend<Assertion>()
  expectTypeOf(spelled).toExtend<Assertion>()
  expectTypeOf(none).not.toExtend<Assertion>()
  expectTypeOf(two).not.toExtend<Assertion>()
  expectTypeOf(misspelt).not.toExtend<Assertion>()
})
