/**
 * Compares podfit with Kubernetes itself on generated cases:
 *
 *   npm run conformance -- [--cases N] [--op OP]... [--seed S] [--kubernetes VERSION]
 *
 * The examples, which have names, are asked first. Exits with 1 on a disagreement.
 */
import { parseArgs } from 'node:util'
import { compare, compareExamples, type Ask, type Disagreement } from './compare.js'
import { OPERATIONS, type Operation } from './cases.js'
import { examplesOf } from './examples.js'
import { exactJson } from './exactJson.mjs'
import { OLDER_OPERATIONS } from './olderCases.js'
import { buildOracle, hasGo, startAnswerer, versionOf } from './oracle.js'
import { answer } from './operations.mjs'

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '10000' },
    op: { type: 'string', multiple: true },
    seed: { type: 'string' },
    kubernetes: { type: 'string' },
  },
})

const count = Number(values.cases)
const seed = Number(values.seed ?? process.env['FC_SEED'] ?? Date.now() % 1_000_000)
const known: readonly Operation[] = values.kubernetes === undefined ? OPERATIONS : OLDER_OPERATIONS
const wanted = values.op ?? known
const operations = known.filter((operation) => wanted.includes(operation))
if (operations.length === 0 || !Number.isSafeInteger(count) || !Number.isSafeInteger(seed)) {
  console.error(`usage: --cases N --seed S --op ${known.join('|')} --kubernetes RELEASE`)
  process.exit(3)
}
if (!hasGo()) {
  console.error(
    'Go is not installed, so Kubernetes cannot be asked; npm test replays its recorded answers.',
  )
  process.exit(3)
}

const path = buildOracle(values.kubernetes)
const kubernetes = versionOf(path)
const oracle = startAnswerer(path)
const ours: Ask = (lines) => Promise.resolve(lines.map((line) => exactJson(answer(line))))

const show = ({ operation, name, input, why, ours: mine, theirs }: Disagreement): void => {
  console.log(`\n${operation}${name === undefined ? '' : `, ${name}`}: ${why}`)
  console.log(`  in       ${exactJson(input)}`)
  console.log(`  podfit   ${exactJson(mine)}`)
  console.log(`  upstream ${exactJson(theirs)}`)
}

const compareOperation = async (operation: Operation): Promise<boolean> => {
  const start = performance.now()
  const rate = (done: number): string =>
    `${String(done).padStart(8)} cases, ${Math.round((done / (performance.now() - start)) * 1000)} a second`
  const old = await compareExamples(operation, examplesOf(operation), ours, oracle.ask, kubernetes)
  old.forEach(show)
  const found = await compare({
    operation,
    cases: count,
    seed,
    kubernetes,
    ours,
    theirs: oracle.ask,
    onProgress: (done) => {
      if (process.stdout.isTTY) process.stdout.write(`\r${operation.padEnd(16)}${rate(done)}`)
    },
  })
  if (process.stdout.isTTY) process.stdout.write('\r')
  const agrees = found === undefined && old.length === 0
  console.log(
    `${operation.padEnd(16)}${rate(found === undefined ? count : 0)}  ${agrees ? 'agrees' : 'DISAGREES'}`,
  )
  if (found !== undefined) show(found)
  return agrees
}

console.log(`Kubernetes ${kubernetes}, ${count} cases an operation, seed ${seed}`)
let disagreements = 0
for (const operation of operations) {
  if (!(await compareOperation(operation))) disagreements++
}
oracle.stop()
console.log(disagreements === 0 ? '0 disagreements' : `${disagreements} operations disagree`)
process.exit(disagreements === 0 ? 0 : 1)
