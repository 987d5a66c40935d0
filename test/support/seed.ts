import * as fc from 'fast-check'
import { beforeEach, expect } from 'vitest'

/**
 * Every property of a run uses one seed: FC_SEED, or a random one that a failure prints. CI names its seed,
 * so that what failed there can be run again.
 */
const given = process.env['FC_SEED']
if (given === undefined && process.env['CI'] !== undefined) {
  throw new Error('set FC_SEED in CI, so that a failure can be repeated')
}
const seed = given === undefined ? Date.now() % 2 ** 31 : Number(given)
fc.configureGlobal({ seed })

/**
 * No test passes without having asked anything; those of types are asked by the compiler. Asked where the seed is named, as
 * in CI: a property that asks of some of its cases only may by chance meet none of them.
 */
beforeEach(({ task }) => {
  if (given !== undefined && !task.file.name.startsWith('test/types/')) expect.hasAssertions()
})
