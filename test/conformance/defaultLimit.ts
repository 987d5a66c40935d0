import type { Json } from './agree/same.js'
import { question, readAnswer, type Ask } from './protocol.js'

/** The API server's default, which it never leaves away. */
const REVISION_HISTORY_LIMIT = 10

const withLimit = (input: Json): Json => {
  const { daemonSet } = input
  const spec = { ...daemonSet.spec, revisionHistoryLimit: REVISION_HISTORY_LIMIT }
  return { ...input, daemonSet: { ...daemonSet, spec } }
}

const lacksLimit = (operation: string, input: Json): boolean =>
  operation === 'sync' && (input.daemonSet?.spec?.revisionHistoryLimit ?? null) === null

/**
 * The answers to questions, and where Kubernetes panics on a DaemonSet without `revisionHistoryLimit`, which the
 * controller dereferences without looking, the answer to the same question with the default.
 */
export const answersWithLimit = async (
  operation: string,
  inputs: readonly unknown[],
  answers: readonly string[],
  ask: Ask,
  kubernetes?: string,
): Promise<readonly string[]> => {
  const panicked = answers.flatMap((line, i) =>
    line.includes('"bad":"panic') &&
    readAnswer(line).bad?.startsWith('panic') === true &&
    lacksLimit(operation, inputs[i])
      ? [i]
      : [],
  )
  const again = await ask(
    panicked.map((i) => question(i, operation, withLimit(inputs[i]), kubernetes)),
  )
  const found = new Map(panicked.map((i, j) => [i, again[j] ?? '']))
  return answers.map((line, i) => found.get(i) ?? line)
}
