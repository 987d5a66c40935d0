/**
 * Writes the choice of recorded vectors that ships in the package, vectors/OPERATION.jsonl; run by `npm pack`.
 */
import { writeFileSync } from 'node:fs'
import { OPERATIONS } from './cases.js'
import { chosen, type Lines } from './chosen.js'
import { newestRecorded, readLines } from './vectors.js'

const RELEASE = newestRecorded()

/** With vectors/README.md less than 2 MB. */
const MOST_BYTES = 1_990_000

const isNamed = (line: string): boolean => line.startsWith('{"name":')

const linesOf = (operation: string): Lines => {
  const [header = '', ...vectors] = readLines(RELEASE, operation)
  const generated = vectors.filter((line) => !isNamed(line))
  return { named: [header, ...vectors.filter(isNamed)], generated }
}

const files = Object.fromEntries(OPERATIONS.map((operation) => [operation, linesOf(operation)]))
for (const [operation, lines] of Object.entries(chosen(files, MOST_BYTES))) {
  writeFileSync(`vectors/${operation}.jsonl`, lines.map((line) => `${line}\n`).join(''))
}
