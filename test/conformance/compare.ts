import * as fc from 'fast-check'
import { disagreement } from './agree.js'
import { chanceSaid, widthDiffers } from './chance.js'
import type { Operation } from './cases.js'
import { answersWithLimit } from './defaultLimit.js'
import type { Example } from './examples.js'
import { casesOf } from './olderCases.js'
import type { Answerer } from './oracle.js'
import { question, readAnswer, type Ask } from './protocol.js'
import { reduced } from './reduced.js'
import { sampled } from './sampled.js'

/** Where podfit and Kubernetes do not agree, as small as it could be made. */
export interface Disagreement {
  readonly operation: Operation
  /** The name of the example; generated cases have none. */
  readonly name?: string
  readonly input: unknown
  readonly why: string
  readonly ours: unknown
  readonly theirs: unknown
}

const differs = (
  operation: string,
  input: unknown,
  ours: string | undefined,
  theirs: string | undefined,
  kubernetes?: string,
) =>
  ours === theirs
    ? undefined
    : disagreement(operation, input, readAnswer(ours), readAnswer(theirs), kubernetes)

const BATCH = 5000

/** Of so many passes of a batch Kubernetes is asked again, until all has varied of which podfit says that it may. */
const WIDTH = 250

/** Whether what podfit leaves to Kubernetes varies there, all of it. */
const tooWide = async (
  { operation, kubernetes, theirs }: Comparison,
  input: unknown,
  ours: string | undefined,
  line: string,
): Promise<string | undefined> => {
  const { out } = readAnswer(ours)
  const said = operation === 'sync' && out !== undefined ? chanceSaid(out) : undefined
  if (said === undefined) return undefined
  const ask: Ask = async (lines) =>
    await answersWithLimit(
      operation,
      lines.map(() => input),
      await theirs(lines),
      theirs,
      kubernetes,
    )
  const againstOurs = (answer: string) => differs(operation, input, ours, answer, kubernetes)
  return await widthDiffers(line, said, againstOurs, ask)
}

/** What a comparison looks at. */
export interface Comparison {
  readonly operation: Operation
  readonly cases: number
  readonly seed: number
  /** The release that both sides answer for; the newest unless given. */
  readonly kubernetes?: string
  readonly ours: Ask
  readonly theirs: Ask
  readonly onProgress?: (done: number) => void
}

/** Compares both sides on generated cases; the first disagreement is shrunk and returned. */
export const compare = async (comparison: Comparison): Promise<Disagreement | undefined> => {
  const { operation, kubernetes, ours, theirs } = comparison
  for (let done = 0; done < comparison.cases; done += BATCH) {
    const numRuns = Math.min(BATCH, comparison.cases - done)
    const seed = (comparison.seed + done) | 0
    const inputs = await sampled(operation, seed, numRuns, theirs, kubernetes)
    const lines = inputs.map((input, i) => question(i, operation, input, kubernetes))
    // Theirs first: it is a process of its own, and works while podfit does.
    const [given, left] = await Promise.all([theirs(lines), ours(lines)])
    const right = await answersWithLimit(operation, inputs, given, theirs, kubernetes)
    const index = lines.findIndex(
      (_line, i) => differs(operation, inputs[i], left[i], right[i], kubernetes) !== undefined,
    )
    if (index >= 0) return await smallest(comparison, seed, index, inputs[index])
    for (const [i, input] of inputs.slice(0, operation === 'sync' ? WIDTH : 0).entries()) {
      const why = await tooWide(comparison, input, left[i], lines[i] ?? '')
      if (why !== undefined) return await smallest(comparison, seed, i, input)
    }
    comparison.onProgress?.(done + numRuns)
  }
  return undefined
}

/** A disagreement, made as small as it goes. */
const smallest = async (
  comparison: Comparison,
  seed: number,
  index: number,
  original: unknown,
): Promise<Disagreement> => {
  const { operation, kubernetes } = comparison
  const asked = async (input: unknown) => {
    const line = question(0, operation, input, kubernetes)
    const [[left], [right]] = await Promise.all([
      comparison.ours([line]),
      comparison.theirs([line]),
    ])
    const why = differs(operation, input, left, right, kubernetes)
    return { why, ours: readAnswer(left), theirs: readAnswer(right) }
  }
  const holds = async (input: unknown): Promise<boolean> => (await asked(input)).why !== undefined
  const details = await fc.check(
    fc.asyncProperty(casesOf(operation, kubernetes), async (input) => !(await holds(input))),
    { seed, path: String(index), numRuns: index + 1 },
  )
  const input: unknown = details.counterexample?.[0] ?? (await reduced(original, holds))
  const found = await asked(input)
  return { operation, input, ...found, why: found.why ?? 'agreed when it was asked again' }
}

/** Compares both sides on examples. */
export const compareExamples = async (
  operation: Operation,
  examples: readonly Example[],
  ours: Ask,
  theirs: Answerer['ask'],
  kubernetes?: string,
): Promise<readonly Disagreement[]> => {
  const lines = examples.map((example, i) => question(i, operation, example.in, kubernetes))
  const [left, given] = await Promise.all([ours(lines), theirs(lines)])
  const inputs = examples.map((example) => example.in)
  const right = await answersWithLimit(operation, inputs, given, theirs, kubernetes)
  return examples.flatMap(({ name, in: input }, i) => {
    const why = differs(operation, input, left[i], right[i], kubernetes)
    if (why === undefined) return []
    return [
      { operation, name, input, why, ours: readAnswer(left[i]), theirs: readAnswer(right[i]) },
    ]
  })
}
