/**
 * Puts bugs into podfit, one at a time, and looks whether the recorded vectors alone find each of them:
 *
 *   npm run conformance:mutants
 *
 * Exits with 1 when one survives, or when what it replaces no longer stands in its source.
 */
import { OPERATIONS, type Operation } from './cases.js'
import { startBuilder } from './mutants/build.js'
import { MUTANTS } from './mutants/list.js'
import type { Mutant } from './mutants/mutant.js'
import { replayed, type AnswerLine, type Missed } from './replay.js'
import { readVectors, type Vector } from './vectors.js'

const RELEASE = '1.36'

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

const outcome = async (mutant?: Mutant): Promise<Missed | string | undefined> => {
  try {
    return firstMissed(await builder.answerer(mutant), mutant?.ask ?? [])
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

let problems = 0
const sound = await outcome()
if (sound !== undefined) {
  console.log('without any bug the vectors already disagree: podfit or the vectors are wrong')
  problems++
}
for (const mutant of sound === undefined ? MUTANTS : []) {
  const found = await outcome(mutant)
  const isFound = typeof found === 'object'
  if (!isFound) problems++
  console.log(`${isFound ? 'found   ' : 'SURVIVES'}  ${mutant.file}: ${mutant.breaks}`)
  console.log(`          ${isFound ? `by ${nameOf(found)}` : (found ?? 'no vector notices it')}`)
}
await builder.stop()
console.log(`${MUTANTS.length} bugs, ${problems} not found`)
process.exitCode = problems === 0 ? 0 : 1
