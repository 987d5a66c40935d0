import { parseArgs } from 'node:util'
import * as E from 'fp-ts/Either'
import { OPERATIONS, type Operation } from './cases.js'
import { findRelease, oracleReleases } from './oracle.js'

/** What a live comparison is told. */
export interface RunOptions {
  readonly cases: number
  readonly seed: number
  readonly operations: readonly Operation[]
  /** The release that is asked, as `1.33` or `1.33.13`; the newest unless given. */
  readonly kubernetes?: string
}

const NATURAL = /^[0-9]+$/

const natural = (option: string, text: string): E.Either<string, number> => {
  const value = Number(text)
  return NATURAL.test(text) && Number.isSafeInteger(value)
    ? E.right(value)
    : E.left(`--${option}: expected a whole number, found ${JSON.stringify(text)}`)
}

const operationsOf = (names: readonly string[]): E.Either<string, readonly Operation[]> => {
  const unknown = names.find((name) => !OPERATIONS.some((operation) => operation === name))
  return unknown === undefined
    ? E.right(OPERATIONS.filter((operation) => names.includes(operation)))
    : E.left(`--op: there is no ${JSON.stringify(unknown)}; there are ${OPERATIONS.join(', ')}`)
}

const releaseOf = (given: string | undefined): E.Either<string, string | undefined> => {
  if (given === undefined || findRelease(given) !== undefined) return E.right(given)
  const known = oracleReleases().map(({ minor }) => minor)
  return E.left(`--kubernetes: there is no ${JSON.stringify(given)}; there are ${known.join(', ')}`)
}

const parsed = (args: readonly string[]) =>
  parseArgs({
    args: [...args],
    options: {
      cases: { type: 'string', default: '10000' },
      op: { type: 'string', multiple: true },
      seed: { type: 'string' },
      kubernetes: { type: 'string' },
    },
  }).values

/** Reads a command line; on the left what is wrong with it. */
export const readRunOptions = (
  args: readonly string[],
  defaultSeed: string,
): E.Either<string, RunOptions> => {
  const values = E.tryCatch(
    () => parsed(args),
    (error) => (error instanceof Error ? error.message : String(error)),
  )
  if (E.isLeft(values)) return values
  const cases = natural('cases', values.right.cases)
  if (E.isLeft(cases)) return cases
  const seed = natural('seed', values.right.seed ?? defaultSeed)
  if (E.isLeft(seed)) return seed
  const kubernetes = releaseOf(values.right.kubernetes)
  if (E.isLeft(kubernetes)) return kubernetes
  const operations = operationsOf(values.right.op ?? OPERATIONS)
  if (E.isLeft(operations)) return operations
  return E.right({
    cases: cases.right,
    seed: seed.right,
    operations: operations.right,
    ...(kubernetes.right !== undefined && { kubernetes: kubernetes.right }),
  })
}
