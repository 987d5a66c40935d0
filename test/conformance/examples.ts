import { existsSync, readFileSync } from 'node:fs'
import { parseJson } from '../../src/decode/json.js'

/** A question that is asked for ever, named after the trap or the row of docs/semantics.md that it stands for. */
export interface Example {
  readonly name: string
  readonly in: unknown
}

/** The examples of an operation; none where it has no file. */
export const examplesOf = (operation: string): readonly Example[] => {
  const path = new URL(`./examples/${operation}.json`, import.meta.url)
  if (!existsSync(path)) return []
  const read = parseJson(readFileSync(path, 'utf8'))
  if (read._tag === 'Left') throw new Error(`${path.pathname}: ${read.left[0].message}`)
  return read.right as readonly Example[]
}
