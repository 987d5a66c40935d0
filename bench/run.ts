/**
 * Measures podfit at the size of the biggest clusters and compares it, in one run, with Kubernetes itself:
 *
 *   npm run bench                   everything; prints the table and writes bench/results.json
 *   npm run bench -- NAME...        some measurements, for a look; writes nothing
 *
 * Every measurement has a process of its own, so that none warms the code of another.
 */
import { writeFileSync } from 'node:fs'
import { machine } from './machine.js'
import { inProcess, MARK } from './inProcess.js'
import { MEASUREMENTS } from './measurements.js'
import { plansHeld } from './passes.js'
import { outcomesOf, type Results } from './results.js'
import { resultTables } from './table.js'
import { TARGETS } from './targets.js'

/** What is measured in a process of its own, and only in turns with something else. */
const IN_TURNS: typeof MEASUREMENTS = { plansHeld }

const measure = async (name: string): Promise<void> => {
  const figures = (await (MEASUREMENTS[name] ?? IN_TURNS[name])?.()) ?? []
  console.log(`${MARK}${JSON.stringify(figures)}`)
}

const compare = (names: readonly string[]): Results => {
  const figures = names.flatMap((name) => {
    console.error(`measuring: ${name}`)
    return inProcess(name)
  })
  return { machine: machine(), outcomes: outcomesOf(TARGETS, figures), figures }
}

const args = process.argv.slice(2)
const [only] = args
const unknown = args.filter((name) => !name.startsWith('--') && !(name in MEASUREMENTS))
if (only?.startsWith('--in-process=') === true) {
  await measure(only.slice('--in-process='.length))
} else if (unknown.length > 0) {
  console.error(
    `no measurement ${unknown.join(', ')}; there are ${Object.keys(MEASUREMENTS).join(', ')}`,
  )
  process.exitCode = 3
} else {
  const results = compare(args.length === 0 ? Object.keys(MEASUREMENTS) : args)
  console.log(resultTables(results))
  if (args.length === 0) {
    writeFileSync('bench/results.json', `${JSON.stringify(results, null, 2)}\n`)
  }
}
