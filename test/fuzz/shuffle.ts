import * as fc from 'fast-check'
import ts from 'typescript'
import { madeFrom, originOf, toJson } from './corpus.js'
import { readDoors, type Exported } from './functions.js'
import { argumentsOf, load, makers, specials, type Found } from './pure.js'
import type { Types } from './typed.js'
import type { Fuzz } from './fuzz.js'

/** Objects that a store hands out in any order. */
const KINDS = new Set([
  'Node',
  'Pod',
  'DaemonSet',
  'ControllerRevision',
  'Namespace',
  'Event',
  'NodeTemplate',
])

/** Puts what has no order of its own in another one; a number below another says how. */
type Shuffle = (value: unknown, below: (most: number) => number) => unknown

interface Stored {
  readonly metadata?: {
    readonly namespace?: unknown
    readonly name?: unknown
    readonly uid?: unknown
  } | null
}

const OF_NO_NAMESPACE = new Set(['Node', 'Namespace'])

/** A store has one object of a name, and one of a UID. */
const once = (objects: readonly unknown[], kind: string): readonly unknown[] => {
  const seen = new Set<string>()
  return objects.filter((object) => {
    const { metadata } = object as Stored
    const namespace = OF_NO_NAMESPACE.has(kind) ? '' : (metadata?.namespace ?? '')
    const keys = [
      `name ${JSON.stringify([namespace, metadata?.name ?? ''])}`,
      ...(typeof metadata?.uid === 'string' ? [`uid ${metadata.uid}`] : []),
    ]
    const isKnown = keys.some((key) => seen.has(key))
    for (const key of keys) seen.add(key)
    return !isKnown
  })
}

const permuted = (objects: readonly unknown[], below: (most: number) => number): unknown => {
  const result = [...objects]
  for (let i = result.length - 1; i > 0; i--) {
    const j = below(i + 1)
    ;[result[i], result[j]] = [result[j], result[i]]
  }
  return result
}

/** The kind of objects of a type, one that only takes its own kind included. */
const kindOf = (type: ts.Type | undefined): string | undefined =>
  (type?.isIntersection() === true ? type.types : [type])
    .map((part) => part?.getSymbol()?.getName() ?? '')
    .find((name) => KINDS.has(name))

/** How lists of objects in values of a type are shuffled; undefined where there are none. */
const shuffleOf = (
  { checker, named }: Types,
  cluster: (objects: unknown) => unknown,
): ((type: ts.Type) => Shuffle | undefined) => {
  const of = (type: ts.Type, depth: number): Shuffle | undefined => {
    const name = (type.aliasSymbol ?? type.getSymbol())?.getName() ?? ''
    if (depth > 4 || (type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Union)) === 0)
      return undefined
    if (name === 'Cluster') {
      const objects = named('ClusterObjects')
      const inside = objects && of(objects, depth + 1)
      return (value, below) => {
        const from = inside?.(originOf(value)?.from, below)
        return madeFrom(cluster(from), 'Cluster', from)
      }
    }
    if (type.isUnion()) {
      const parts = type.types.flatMap((part) => of(part, depth) ?? [])
      return parts.length === 1 ? parts[0] : undefined
    }
    if (checker.isArrayType(type) || name === 'Iterable') {
      const [element] = checker.getTypeArguments(type as ts.TypeReference)
      const kind = kindOf(element)
      return kind !== undefined
        ? (value, below) => (Array.isArray(value) ? permuted(once(value, kind), below) : value)
        : undefined
    }
    if (KINDS.has(name) || type.getCallSignatures().length > 0) return undefined
    const members = type.getProperties().flatMap((property) => {
      const shuffle = of(checker.getTypeOfSymbol(property), depth + 1)
      return shuffle === undefined ? [] : [[property.getName(), shuffle] as const]
    })
    if (members.length === 0) return undefined
    return (value, below) => {
      if (typeof value !== 'object' || value === null) return value
      const changed = members.flatMap(([key, shuffle]) =>
        key in value ? [[key, shuffle((value as Record<string, unknown>)[key], below)]] : [],
      )
      return { ...value, ...Object.fromEntries(changed) }
    }
  }
  return (type) => of(type, 0)
}

/** An answer as text in which lists have no order. */
export const withoutOrder = (answer: unknown): string => {
  if (typeof answer === 'function') return 'a function'
  if (typeof answer === 'bigint') return `${answer}n`
  if (typeof answer !== 'object' || answer === null) {
    return answer === undefined ? 'undefined' : JSON.stringify(answer)
  }
  if (answer instanceof Date) return `date ${answer.getTime()}`
  const isMap = answer instanceof Map || answer instanceof Set
  if (Array.isArray(answer) || isMap) {
    return `[${[...(answer as Iterable<unknown>)].map(withoutOrder).sort().join()}]`
  }
  const members = Object.entries(answer).filter(([, value]) => value !== undefined)
  return `{${members
    .map(([key, value]) => `${JSON.stringify(key)}:${withoutOrder(value)}`)
    .sort()
    .join()}}`
}

/** Numbers below others, from a list of them. */
const belowFrom = (numbers: readonly number[]): ((most: number) => number) => {
  let at = 0
  return (most) => (numbers[at++ % numbers.length] ?? 0) % most
}

/** They answer in the order of what comes in, or with its first or last. */
export const ORDERED = new Set<string>(['fits'])

export interface Shuffled {
  readonly exported: Exported
  /** Answers before and after. */
  readonly pair: fc.Arbitrary<readonly [readonly unknown[], readonly unknown[]]>
}

/** Every function that takes lists of objects, with arguments and the same in another order. */
export const shuffled = async (hostile: boolean): Promise<readonly Shuffled[]> => {
  const { types: bare, functions } = readDoors()
  const types: Types = { ...bare, special: await specials() }
  const { Cluster: cluster = () => undefined } = await makers()
  const shuffle = shuffleOf(types, cluster)
  return functions.flatMap((exported) => {
    const shuffles = exported.parameters.map((parameter) => shuffle(parameter))
    const args = argumentsOf(types, exported, { hostile })
    if (args === undefined || shuffles.every((each) => each === undefined)) return []
    const inOrder = (given: readonly unknown[], below: (most: number) => number) =>
      given.map((value, i) => shuffles[i]?.(value, below) ?? value)
    const pair = fc
      .tuple(args, fc.array(fc.nat(1000), { minLength: 20, maxLength: 40 }))
      .map(([given, numbers]): readonly [readonly unknown[], readonly unknown[]] => [
        // What stays in place: the same objects, each once.
        inOrder(given, (most) => most - 1),
        inOrder(given, belowFrom(numbers)),
      ])
    return [{ exported, pair }]
  })
}

/** Asks every function that takes lists of objects twice, the second time with the lists shuffled. */
export const fuzzShuffle: Fuzz = async ({ cases, seed, only, after, begin, found }) => {
  let calls = 0
  const nameOf = ({ exported: { door, name } }: Shuffled): string => `${door}.${name}`
  const wanted = (await shuffled(false)).filter((each) => nameOf(each).includes(only))
  const behind = wanted.findIndex((each) => nameOf(each) === after) + 1
  for (const each of wanted.slice(behind)) {
    const { exported, pair } = each
    const call = (await load(exported.door))[exported.name]
    if (call === undefined || ORDERED.has(exported.name)) continue
    begin(nameOf(each))
    let told = performance.now()
    const result = fc.check(
      fc.property(pair, ([one, other]) => {
        calls++
        if (performance.now() - told > 1000) {
          begin(nameOf(each))
          told = performance.now()
        }
        return withoutOrder(call(...one)) === withoutOrder(call(...other))
      }),
      { numRuns: Math.ceil(cases / wanted.length), seed },
    )
    if (result.failed) {
      const problem = 'another answer when lists are shuffled'
      const input = JSON.stringify(toJson(result.counterexample?.[0] ?? []))
      found({ target: nameOf(each), problem, input, seed } satisfies Found)
    }
  }
  return { calls, skipped: [...ORDERED] }
}
