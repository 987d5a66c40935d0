import { parseJson } from '../../src/decode/json.js'
import type { Answer } from './agree.js'
import { exactJson } from './exactJson.mjs'

/** Asks one side; answers come in the order of the questions. */
export type Ask = (lines: readonly string[]) => Promise<readonly string[]>

/** A question of the protocol as a line; for the newest release unless one is named. */
export const question = (id: number, op: string, input: unknown, kubernetes?: string): string =>
  exactJson({ id, op, kubernetes, in: input })

/** The answer that a line holds. */
export const readAnswer = (line: string | undefined): Answer => {
  const read = parseJson(line ?? '')
  return read._tag === 'Right' ? (read.right as Answer) : { bad: `no answer: ${line}` }
}
