import type { Answer } from './agree.js'
import type { Json } from './agree/same.js'
import { readAnswer, type Ask } from './protocol.js'

/** Which creates and deletes of a pass Kubernetes does on one day and not on another: sorted names. */
export interface Chance {
  readonly creates: readonly string[]
  readonly deletes: readonly string[]
}

interface Done {
  readonly creates: readonly { readonly node: string }[]
  readonly deletes: readonly string[]
}

/** Names that some lists have and others do not. */
const varying = (lists: readonly (readonly string[])[]): readonly string[] => {
  const sets = lists.map((list) => new Set(list))
  return [...new Set(lists.flat())].filter((name) => !sets.every((set) => set.has(name))).sort()
}

const isDone = (out: unknown): out is Done =>
  typeof out === 'object' && out !== null && 'creates' in out

/** What differs among Kubernetes' answers to one question; undefined where nothing does. */
export const chanceIn = (answers: readonly Answer[]): Chance | undefined => {
  const done = answers.map(({ out }) => out).filter(isDone)
  const creates = varying(done.map((out) => out.creates.map(({ node }) => node)))
  const deletes = varying(done.map((out) => out.deletes))
  return creates.length + deletes.length > 0 ? { creates, deletes } : undefined
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
  const said = { creates: from(out.creates), deletes: from(out.deletes) }
  return said.creates.length + said.deletes.length > 0 ? said : undefined
}
