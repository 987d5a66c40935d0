/**
 * Measures podfit at the size of the biggest clusters and compares it, in one run, with Kubernetes itself:
 *
 *   npm run bench                   everything; prints the table and writes bench/results.json
 *   npm run bench -- NAME...        some measurements, for a look; writes nothing
 *
 * Every measurement has a process of its own, so that none warms the code of another.
 */
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { machine } from './machine.js'
import type { Figure } from './measurement.js'
import { MEASUREMENTS } from './measurements.js'
import { outcomesOf, type Results } from './results.js'
import { resultTables } from './table.js'
import { TARGETS } from './targets.js'

const MARK = 'figures: '

/** Measures in a new process, which prints its figures as the last line. */
const inProcess = (name: string): readonly Figure[] => {
  const args = ['--expose-gc', '--max-old-space-size=8192', 'tools/run.mjs', 'bench/run.ts']
  const { status, stdout } = spawnSync(process.execPath, [...args, `--in-process=${name}`], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const line = stdout.split('\n').find((candidate) => candidate.startsWith(MARK))
  if (status !== 0 || line === undefined) throw new Error(`${name} could not be measured`)
  return JSON.parse(line.slice(MARK.length)) as readonly Figure[]
}

const measure = async (name: string): Promise<void> => {
  const figures = (await MEASUREMENTS[name]?.()) ?? []
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
