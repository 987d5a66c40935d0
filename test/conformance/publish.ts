/**
 * Writes the choice of recorded vectors that ships in the package podfit-vectors, packages/vectors/OPERATION.jsonl, and its
 * licence; run by `npm run vectors`, which `npm pack ./packages/vectors` runs.
 */
import { copyFileSync, writeFileSync } from 'node:fs'
import { OPERATIONS } from './cases.js'
import { chosen, type Lines } from './chosen.js'
import { newestRecorded, readLines } from './vectors.js'

const RELEASE = newestRecorded()

const FOLDER = 'packages/vectors'

/** With its README less than 2 MB. */
const MOST_BYTES = 1_990_000

const isNamed = (line: string): boolean => line.startsWith('{"name":')

const linesOf = (operation: string): Lines => {
  const [header = '', ...vectors] = readLines(RELEASE, operation)
  const generated = vectors.filter((line) => !isNamed(line))
  return { named: [header, ...vectors.filter(isNamed)], generated }
}

const files = Object.fromEntries(OPERATIONS.map((operation) => [operation, linesOf(operation)]))
for (const [operation, lines] of Object.entries(chosen(files, MOST_BYTES))) {
  writeFileSync(`${FOLDER}/${operation}.jsonl`, lines.map((line) => `${line}\n`).join(''))
}
copyFileSync('LICENSE', `${FOLDER}/LICENSE`)
