import * as fc from 'fast-check'
import type { Operation } from './cases.js'
import { casesOf } from './olderCases.js'
import { question, readAnswer, type Ask } from './protocol.js'

/**
 * Cases of an operation for a release; the same seed makes the same. Where Kubernetes' own fuzzers make some, they are
 * one of so many.
 */
export const sampled = async (
  operation: Operation,
  seed: number,
  numRuns: number,
  theirs: Ask,
  kubernetes?: string,
  oneOf = 2,
): Promise<readonly unknown[]> => {
  const few = operation === 'revisionData' ? Math.floor(numRuns / oneOf) : 0
  const generated = fc.sample(casesOf(operation, kubernetes), { seed, numRuns: numRuns - few })
  const fuzzed = few === 0 ? [] : await fuzzedTemplates(seed, few, theirs, kubernetes)
  return [...generated, ...fuzzed]
}

/** How many templates are asked for at once: an answer is one line. */
const MOST = 500

const fuzzedTemplates = async (
  seed: number,
  count: number,
  theirs: Ask,
  kubernetes?: string,
): Promise<readonly unknown[]> => {
  const counts = Array.from({ length: Math.ceil(count / MOST) }, (_, i) =>
    Math.min(MOST, count - i * MOST),
  )
  const lines = counts.map((each, i) =>
    question(i, 'templates', { seed: seed + i * MOST, count: each }, kubernetes),
  )
  return (await theirs(lines)).flatMap((line) => {
    const { out, bad } = readAnswer(line)
    if (bad !== undefined) throw new Error(bad)
    return (out as readonly unknown[]).map((template, i) => ({ template, default: i % 4 < 2 }))
  })
}
