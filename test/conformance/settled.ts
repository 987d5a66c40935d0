import { disagreement } from './agree.js'
import { question, readAnswer } from './protocol.js'
import { exactJson } from './exactJson.mjs'
import type { AnswerLine } from './replay.js'
import type { Vector } from './vectors.js'

/** Lists that Kubernetes writes in the order of its goroutines and maps; what they hold is the answer. */
const UNORDERED = new Set(
  `creates deletes events adopted released relabelled
   oldHistory adoptedHistory releasedHistory labelledHistory`.split(/\s+/),
)

/** The answer with those lists sorted. */
export const inOrder = (out: unknown): unknown => {
  if (typeof out !== 'object' || out === null || Array.isArray(out)) return out
  return Object.fromEntries(
    Object.entries(out).map(([key, value]: [string, unknown]) => [
      key,
      UNORDERED.has(key) && Array.isArray(value) ? [...value].sort(byText) : value,
    ]),
  )
}

const byText = (a: unknown, b: unknown): number => {
  const [x, y] = [exactJson(a), exactJson(b)]
  return x < y ? -1 : x > y ? 1 : 0
}

/**
 * The vector as it was recorded before, where the fresh one asks the same and its answer differs only in what
 * Kubernetes leaves to chance: podfit, which says what that is, agrees with both.
 */
export const settled = (
  operation: string,
  fresh: Vector,
  earlier: Vector | undefined,
  answer: AnswerLine,
): Vector => {
  if (earlier === undefined || exactJson(fresh.in) !== exactJson(earlier.in)) return fresh
  if (exactJson(fresh) === exactJson(earlier)) return earlier
  const ours = readAnswer(exactJson(answer(question(0, operation, fresh.in, fresh.kubernetes))))
  const agrees = (vector: Vector): boolean =>
    disagreement(operation, vector.in, ours, answerOf(vector), vector.kubernetes) === undefined
  return agrees(fresh) && agrees(earlier) ? { ...fresh, ...answerOf(earlier) } : fresh
}

const answerOf = ({ out, bad }: Vector): Pick<Vector, 'out' | 'bad'> =>
  bad === undefined ? { out } : { bad }
