/**
 * Puts bugs into podfit, one at a time, and looks whether the recorded vectors alone find each of them:
 *
 *   npm run conformance:mutants -- [TEXT]...
 *
 * With texts only those whose file or rule has one of them. Exits with 1 when one survives, or when what it replaces no longer stands in its source.
 */
import { OPERATIONS, type Operation } from './cases.js'
import { startBuilder } from './mutants/build.js'
import { MUTANTS } from './mutants/list.js'
import type { Mutant } from './mutants/mutant.js'
import { replayed, type AnswerLine, type Missed } from './replay.js'
import { newestRecorded, readVectors, type Vector } from './vectors.js'

const RELEASE = newestRecorded()

const texts = process.argv.slice(2)
const wanted = MUTANTS.filter(
  ({ file, breaks }) =>
    texts.length === 0 || texts.some((text) => `${file}: ${breaks}`.includes(text)),
)

const recorded = new Map<Operation, readonly Vector[]>(
  OPERATIONS.map((operation) => [operation, readVectors(RELEASE, operation).vectors]),
)

/** The first recorded answer that is not given; those of the operations that are named come first. */
const firstMissed = (answer: AnswerLine, first: readonly Operation[]): Missed | undefined => {
  for (const operation of new Set([...first, ...OPERATIONS])) {
    const { value } = replayed(operation, recorded.get(operation) ?? [], answer).next()
    if (value !== undefined) return value as Missed
  }
  return undefined
}

const nameOf = ({ operation, vector }: Missed): string => {
  const number = (recorded.get(operation as Operation) ?? []).indexOf(vector) + 1
  return `${operation} ${vector.name ?? `vector ${number}`}`
}

const builder = await startBuilder()

type Outcome =
  | { readonly code: 'found'; readonly by: string }
  | { readonly code: 'SURVIVES' }
  | { readonly code: 'NOT MADE'; readonly why: string }

const outcome = async (mutant?: Mutant): Promise<Outcome> => {
  try {
    const missed = firstMissed(await builder.answerer(mutant), mutant?.ask ?? [])
    return missed === undefined ? { code: 'SURVIVES' } : { code: 'found', by: nameOf(missed) }
  } catch (error) {
    return { code: 'NOT MADE', why: error instanceof Error ? error.message : String(error) }
  }
}

const toldOf = (told: Outcome): string => {
  switch (told.code) {
    case 'found':
      return `by ${told.by}`
    case 'SURVIVES':
      return 'no vector notices it'
    case 'NOT MADE':
      return told.why
  }
}

let problems = 0
const sound = await outcome()
if (sound.code !== 'SURVIVES') {
  console.log(`without any bug podfit does not answer as recorded: ${toldOf(sound)}`)
  problems++
}
for (const mutant of problems === 0 ? wanted : []) {
  const told = await outcome(mutant)
  if (told.code !== 'found') problems++
  console.log(`${told.code.padEnd(10)}${mutant.file}: ${mutant.breaks}`)
  console.log(`          ${toldOf(told)}`)
}
await builder.stop()
console.log(`${wanted.length} bugs, ${problems} problems`)
process.exitCode = problems === 0 ? 0 : 1
