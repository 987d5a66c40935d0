import { isDeepStrictEqual } from 'node:util'
import type { Answer } from './agree.js'
import type { Json } from './agree/same.js'
import { readAnswer, type Ask } from './protocol.js'

/**
 * What of a pass Kubernetes does on one day and not on another: nodes that get a pod, pods that are deleted and, where
 * there are any, errors and events; sorted.
 */
export interface Chance {
  readonly creates: readonly string[]
  readonly deletes: readonly string[]
  readonly errors?: readonly string[]
  readonly events?: readonly string[]
}

interface Done {
  readonly creates: readonly { readonly node: string }[]
  readonly deletes: readonly string[]
  readonly error?: string
  readonly events?: readonly string[]
}

/** Names that some lists have and others do not. */
const varying = (lists: readonly (readonly string[])[]): readonly string[] => {
  const sets = lists.map((list) => new Set(list))
  return [...new Set(lists.flat())].filter((name) => !sets.every((set) => set.has(name))).sort()
}

const isDone = (out: unknown): out is Done =>
  typeof out === 'object' && out !== null && 'creates' in out

const chanceOf = (
  creates: readonly string[],
  deletes: readonly string[],
  errors: readonly string[],
  events: readonly string[],
): Chance | undefined =>
  creates.length + deletes.length + errors.length + events.length === 0
    ? undefined
    : {
        creates,
        deletes,
        ...(errors.length > 0 && { errors }),
        ...(events.length > 0 && { events }),
      }

/** What differs among Kubernetes' answers to one question; undefined where nothing does. */
export const chanceIn = (answers: readonly Answer[]): Chance | undefined => {
  const done = answers.map(({ out }) => out).filter(isDone)
  return chanceOf(
    varying(done.map((out) => out.creates.map(({ node }) => node))),
    varying(done.map((out) => out.deletes)),
    varying(done.map(({ error = '' }) => [error])),
    varying(done.map(({ events = [] }) => events)),
  )
}

/** Go starts its walk over a small map at any of eight places, so that two hundred walks see all of them. */
const TIMES = 200
const FIRST = 10

/** Asks the same until it is clear what varies. */
export const askChance = async (
  line: string,
  expectsChance: boolean,
  ask: Ask,
): Promise<Chance | undefined> => {
  const some = async (times: number): Promise<readonly Answer[]> =>
    (await ask(Array.from({ length: times }, () => line))).map(readAnswer)
  const first = await some(expectsChance ? TIMES : FIRST)
  if (expectsChance || chanceIn(first) === undefined) return chanceIn(first)
  return chanceIn([...first, ...(await some(TIMES))])
}

/** What podfit's answer to a pass leaves to chance. */
export const chanceSaid = (out: Json): Chance | undefined => {
  const from = ({ choices }: { choices: readonly { from: readonly string[] }[] }) =>
    [...new Set(choices.flatMap((choice) => choice.from))].sort()
  const open = (texts: readonly string[]): readonly string[] => (texts.length > 1 ? texts : [])
  const events: readonly (readonly string[])[] = out.events ?? []
  return chanceOf(
    from(out.creates),
    from(out.deletes),
    [...open(out.error ?? [])].sort(),
    events.flatMap(open).sort(),
  )
}

const ROUND = 20

/**
 * Asks the same until everything varies of which podfit says that it does, and compares every answer. What differs in
 * the end, or undefined.
 */
export const widthDiffers = async (
  line: string,
  said: Chance,
  differs: (answer: string) => string | undefined,
  ask: Ask,
): Promise<string | undefined> => {
  const answers: string[] = []
  while (answers.length < TIMES) {
    answers.push(...(await ask(Array.from({ length: ROUND }, () => line))))
    const wrong = answers
      .slice(-ROUND)
      .map(differs)
      .find((why) => why !== undefined)
    if (wrong !== undefined) return wrong
    if (isDeepStrictEqual(chanceIn(answers.map(readAnswer)), said)) return undefined
  }
  return 'what Kubernetes picks'
}
