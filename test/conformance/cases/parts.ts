import * as fc from 'fast-check'
import { compact } from '../../../src/testing/vocabulary.js'

/** An object whose undefined fields are absent. */
export const record = (
  fields: Readonly<Record<string, fc.Arbitrary<unknown>>>,
): fc.Arbitrary<object> => fc.record(fields).map(compact)

/** Mostly made up, and now and then what a real cluster holds. */
export const orRecorded = (
  made: fc.Arbitrary<object>,
  ofCluster: fc.Arbitrary<object>,
  weight = 20,
): fc.Arbitrary<object> =>
  fc.oneof({ weight, arbitrary: made }, { weight: 1, arbitrary: ofCluster })

/** Whether the feature gate of `Lt` and `Gt` tolerations is on. */
export const comparison = fc.boolean()
