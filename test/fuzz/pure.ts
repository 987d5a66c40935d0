import * as fc from 'fast-check'
import type ts from 'typescript'
import { frozen } from '../support/frozen.js'
import { sameAnswer } from './check.js'
import { madeFrom, originOf, toJson, type Makers } from './corpus.js'
import { readDoors, type Exported } from './functions.js'
import { lostInJson, readMade, type Made } from './made.js'
import { always, arbitraryOf, type Make, type Special, type Types } from './typed.js'
import type { Fuzz } from './fuzz.js'

/** What went wrong, with what to repeat it by. */
export interface Found {
  readonly target: string
  readonly problem: string
  readonly input: string
  readonly seed: number
}

type Functions = Readonly<Record<string, (...args: readonly unknown[]) => unknown>>

export const load = async (door: string): Promise<Functions> =>
  (await import(door === 'index' ? 'podfit' : `podfit/${door}`)) as Functions

/** Values that are made by a function rather than written down. */
export const makers = async (): Promise<Makers> => {
  const root = await load('index')
  const report = await load('report')
  return {
    Policy: (daemonSet) => {
      const policy = root['daemonSetPolicy']?.({ ...(daemonSet as object), kind: 'DaemonSet' })
      const { right } = policy as { readonly right?: unknown }
      return right
    },
    Cluster: (objects) => root['cluster']?.(objects),
    Style: () => report['plainStyle'],
    Always: always,
  }
}

/** What each is made from. */
const SOURCES: Readonly<Record<string, string | undefined>> = {
  Policy: 'DaemonSet',
  Cluster: 'ClusterObjects',
  Style: undefined,
}

export const specials = async (): Promise<ReadonlyMap<string, Special>> =>
  new Map(
    Object.entries(await makers())
      .filter(([name]) => name in SOURCES)
      .map(([name, make]): [string, Special] => [
        name,
        (of) =>
          (SOURCES[name] === undefined ? fc.constant(null) : of(SOURCES[name])).map((from) =>
            madeFrom(make(from), name, from),
          ),
      ]),
  )

/** Calls every exported function with values of its types, and looks at what comes back. */
export const fuzzPure: Fuzz = async ({ cases, seed, only, after, begin, found }) => {
  const { types: bare, functions } = readDoors()
  const types: Types = { ...bare, special: await specials() }
  const madeOf = readMade(types.checker)
  const skipped: string[] = []
  const wanted = functions.filter(({ door, name }) => `${door}.${name}`.includes(only))
  const each = Math.max(2, Math.ceil(cases / Math.max(1, wanted.length) / 2))
  const pools = [new Map(), new Map()] as const
  let calls = 0
  let passed = after === undefined
  for (const exported of wanted) {
    const target = `${exported.door}.${exported.name}`
    if (!passed) {
      passed = target === after
      continue
    }
    const call = (await load(exported.door))[exported.name]
    const made = madeOf(exported)
    for (const hostile of [false, true]) {
      const args = argumentsOf(types, exported, { hostile })
      if (call === undefined || args === undefined) {
        if (!hostile) skipped.push(target)
        continue
      }
      begin(target)
      let told = performance.now()
      let count = 0
      let mixedUp: readonly unknown[] | undefined
      const judged = (given: readonly unknown[]): void => {
        count++
        if (performance.now() - told > BEACON_MS) {
          begin(target)
          told = performance.now()
        }
        judge(call, exported, given, { made, twice: count % 8 === 0 })
      }
      const mix = mixer(exported.parameters, pools[hostile ? 1 : 0], seed)
      const result = fc.check(
        fc.property(args, (given) => {
          judged(given)
          if (mixedUp !== undefined) return
          for (const mixed of mix(given)) {
            mixedUp = mixed
            judged(mixed)
            mixedUp = undefined
          }
        }),
        { numRuns: Math.ceil(each / (1 + MIXED)), seed, endOnFailure: false },
      )
      calls += count
      if (result.failed) {
        found({
          target,
          problem: problemOf(result.errorInstance),
          input: shown(target, mixedUp ?? result.counterexample?.[0]),
          seed,
        })
      }
    }
  }
  return { calls, skipped }
}

/** So often a long run says that it goes on. */
const BEACON_MS = 1000

/** So many calls are made of the values of earlier ones for each whose values are new: these are dear. */
const MIXED = 3
const POOL = 64

/** Values of a type that have been made, for whichever function. */
type Pool = Map<ts.Type, unknown[]>

/** Puts the values of a call into the pool, and makes other calls of what is there. */
const mixer = (
  parameters: readonly ts.Type[],
  pool: Pool,
  seed: number,
): ((given: readonly unknown[]) => readonly (readonly unknown[])[]) => {
  let state = seed
  const below = (most: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * most)
  }
  return (given) => {
    const lists = given.map((value, i) => {
      const type = parameters[i]
      if (type === undefined) return [value]
      const list = pool.get(type) ?? []
      if (list.length < POOL) list.push(value)
      else list[below(POOL)] = value
      pool.set(type, list)
      return list
    })
    return Array.from({ length: MIXED }, () => lists.map((list) => list[below(list.length)]))
  }
}

const problemOf = (error: unknown): string =>
  error instanceof Error
    ? (error.stack ?? error.message).split('\n').slice(0, 4).join(' | ')
    : String(error)

export const argumentsOf = (
  types: Types,
  { parameters, required }: Pick<Exported, 'parameters' | 'required'>,
  make: Make,
): fc.Arbitrary<readonly unknown[]> | undefined => {
  const made = parameters.map((parameter) => arbitraryOf(types, parameter, make))
  if (made.slice(0, required).includes(undefined)) return undefined
  const known = made.filter((each) => each !== undefined)
  return fc
    .tuple(fc.tuple(...known), fc.integer({ min: required, max: Math.max(required, known.length) }))
    .map(([values, count]) => frozen(values.slice(0, count)))
}

const SLOW_MS = 2000

export const judge = (
  call: (...args: readonly unknown[]) => unknown,
  { throws }: Pick<Exported, 'throws'>,
  given: readonly unknown[],
  { made, twice }: { readonly made: Made; readonly twice: boolean },
): void => {
  const before = performance.now()
  let answer: unknown
  try {
    answer = call(...given)
  } catch (error) {
    if (throws && !(error instanceof TypeError) && !(error instanceof RangeError)) return
    throw error
  }
  // The machine may have been busy: it is slow only if it is so again.
  if (performance.now() - before > SLOW_MS) {
    const { user } = process.cpuUsage()
    call(...given)
    const took = (process.cpuUsage().user - user) / 1000
    if (took > SLOW_MS) throw new Error(`took ${Math.round(took)} ms`)
  }
  const lost = lostInJson(answer, made)
  if (lost !== undefined) throw new Error(`an answer that JSON loses: ${lost}`)
  if (twice && !sameAnswer(answer, call(...given)))
    throw new Error('another answer the second time')
}

/** Whether there is a list of that length somewhere in a value. */
const holdsList = (value: unknown, length: number): boolean => {
  const from = originOf(value)?.from ?? value
  if (typeof from !== 'object' || from === null) return false
  if (Array.isArray(from) && from.length === length) return true
  return Object.values(from).some((member) => holdsList(member, length))
}

/** How many times larger the input, and how the time grows: the names of those that grow fastest. */
export const growth = async (
  only: string,
  sizes: readonly number[],
  seed: number,
): Promise<readonly (readonly string[])[]> => {
  const { types: bare, functions } = readDoors()
  const types: Types = { ...bare, special: await specials() }
  const rows: (readonly string[])[] = []
  for (const exported of functions.filter(({ door, name }) => `${door}.${name}`.includes(only))) {
    if (exported.throws) continue
    const call = (await load(exported.door))[exported.name]
    const times = sizes.map((length) => {
      const args = argumentsOf(types, exported, { hostile: false, length })
      if (call === undefined || args === undefined) return undefined
      const [given = []] = fc.sample(args, { numRuns: 1, seed })
      if (!given.some((value) => holdsList(value, length))) return undefined
      const runs = [0, 1, 2].map(() => {
        const before = performance.now()
        call(...given)
        return performance.now() - before
      })
      return Math.min(...runs)
    })
    if (times.includes(undefined)) continue
    const known = times as readonly number[]
    const ratios = known.slice(1).map((time, i) => time / Math.max(known[i] ?? 0, 0.001))
    rows.push([
      `${exported.door}.${exported.name}`,
      ...known.map((time) => `${time.toFixed(2)} ms`),
      ...ratios.map((ratio) => `× ${ratio.toFixed(1)}`),
    ])
  }
  return rows
}

/** A call as a line of the corpus. */
const shown = (target: string, args: readonly unknown[] | undefined): string =>
  JSON.stringify({ target, args: toJson(args ?? []) })
