import * as fc from 'fast-check'
import { anyTemplate } from '../../../src/testing/sceneDaemonSet.js'
import { recordedDaemonSet } from './recorded.js'

/** A template in which somebody says what goes without saying, or leaves out what does not. */
const carelessly = (template: unknown): fc.Arbitrary<unknown> =>
  fc
    .array(fc.tuple(fc.nat(), fc.constantFrom(null, undefined, 'zero')), { maxLength: 3 })
    .map((edits) => edits.reduce<unknown>((value, [at, to]) => edited(value, at, to), template))

/** The value with one of its members, anywhere, absent, null, or at the zero value of its type. */
const edited = (value: unknown, at: number, to: null | undefined | string): unknown => {
  let left = at % Math.max(1, countOf(value))
  const walk = (part: unknown): unknown => {
    if (typeof part !== 'object' || part === null) return part
    if (Array.isArray(part)) return part.map(walk)
    return Object.fromEntries(
      Object.entries(part).map(([key, member]) => [
        key,
        left-- === 0 ? (to === 'zero' ? zeroOf(member) : to) : walk(member),
      ]),
    )
  }
  return walk(value)
}

const countOf = (value: unknown): number =>
  typeof value !== 'object' || value === null
    ? 0
    : Object.values(value).reduce(
        (sum: number, member) => sum + countOf(member) + (Array.isArray(value) ? 0 : 1),
        0,
      )

const zeroOf = (value: unknown): unknown => {
  if (Array.isArray(value)) return []
  if (value === null || value === undefined) return value
  switch (typeof value) {
    case 'string': // an empty text is no quantity
      return /^\d/.test(value) ? '0' : ''
    case 'number':
      return 0
    case 'boolean':
      return false
    default:
      return {}
  }
}

/** Cases of what the controller records of a template; Kubernetes' own fuzzers make others (`sampled`). */
export const templateCases = {
  revisionData: fc
    .tuple(
      fc.oneof(
        { weight: 3, arbitrary: anyTemplate('i') },
        { weight: 1, arbitrary: recordedDaemonSet.map(({ spec }) => spec?.template) },
      ),
      fc.boolean(),
    )
    .chain(([template, filled]) =>
      carelessly(template).map((careless) => ({ template: careless, default: filled })),
    ),
}
