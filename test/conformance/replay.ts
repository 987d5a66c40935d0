import { disagreement, type Answer } from './agree.js'
import { readAnswer, question } from './compare.js'
import { exactJson } from './exactJson.mjs'
import { readVectors, type Vector } from './vectors.js'

/** A recorded answer that podfit does not give. */
export interface Missed {
  readonly operation: string
  readonly vector: Vector
  readonly why: string
  readonly ours: unknown
}

/** Whoever answers a line of the protocol. */
export type AnswerLine = (line: string) => unknown

/** Asks the recorded questions again; the answers that are not the recorded ones. */
export const replay = function* (
  release: string,
  operation: string,
  answer: AnswerLine,
): Generator<Missed> {
  for (const vector of readVectors(release, operation).vectors) {
    const ours = readAnswer(exactJson(answer(question(0, operation, vector.in))))
    const theirs: Answer = vector.bad === undefined ? { out: vector.out } : { bad: vector.bad }
    const why = disagreement(operation, vector.in, ours, theirs)
    if (why !== undefined) yield { operation, vector, why, ours }
  }
}
