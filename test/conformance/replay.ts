import { isDeepStrictEqual } from 'node:util'
import { disagreement, type Answer } from './agree.js'
import { chanceSaid } from './chance.js'
import { readAnswer, question } from './protocol.js'
import { exactJson } from './exactJson.mjs'
import { readVectors, type Vector } from './vectors.js'

/** A recorded answer that podfit does not give. */
export interface Missed {
  readonly operation: string
  readonly vector: Vector
  readonly why: string
  readonly ours: Answer
}

/** Whoever answers a line of the protocol. */
export type AnswerLine = (line: string) => unknown

/** Choices must be neither narrower nor wider than what Kubernetes varies; of older releases errors and events are not asked. */
const chanceDiffers = (operation: string, vector: Vector, { out }: Answer): string | undefined => {
  if (operation !== 'sync' || out === undefined) return undefined
  const said = chanceSaid(out)
  return NAMES.every((name) =>
    isDeepStrictEqual(said?.[name] ?? [], vector.chance?.[name] ?? []),
  ) && TEXTS.every((name) => isTold(said?.[name], vector.chance?.[name]))
    ? undefined
    : 'what Kubernetes picks'
}

const NAMES = ['creates', 'deletes'] as const
const TEXTS = ['errors', 'events'] as const

const isTold = (
  said: readonly string[] | undefined,
  seen: readonly string[] | undefined,
): boolean => seen === undefined || isDeepStrictEqual(said, seen)

/** Asks recorded questions again; the answers that are not the recorded ones, one by one. */
export const replayed = function* (
  operation: string,
  vectors: readonly Vector[],
  answer: AnswerLine,
): Generator<Missed> {
  for (const vector of vectors) {
    const ours = readAnswer(exactJson(answer(question(0, operation, vector.in, vector.kubernetes))))
    const theirs: Answer = vector.bad === undefined ? { out: vector.out } : { bad: vector.bad }
    const why =
      disagreement(operation, vector.in, ours, theirs, vector.kubernetes) ??
      chanceDiffers(operation, vector, ours)
    if (why !== undefined) yield { operation, vector, why, ours }
  }
}

/** Asks everything that is recorded of an operation. */
export const replay = (
  release: string,
  operation: string,
  answer: AnswerLine,
): Generator<Missed> => {
  return replayed(operation, readVectors(release, operation).vectors, answer)
}
