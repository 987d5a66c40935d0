/**
 * Compares podfit with Kubernetes itself on generated cases:
 *
 *   npm run conformance -- [--cases N] [--op OP]... [--seed S] [--kubernetes RELEASE]
 *
 * The examples, which have names, are asked first. Exits with 1 on a disagreement, and with 3 when it cannot
 * run as it is told.
 */
import * as E from 'fp-ts/Either'
import type { Operation } from './cases.js'
import { compare, compareExamples, type Disagreement } from './compare.js'
import type { Ask } from './protocol.js'
import { examplesOf } from './examples.js'
import { exactJson } from './exactJson.mjs'
import { answer } from './operations.mjs'
import { findRelease, hasGo, newestRelease, startOracles } from './oracle.js'
import { readRunOptions } from './runOptions.js'

const refuse = (why: string): never => {
  console.error(why)
  process.exit(3)
}

const usualSeed = process.env['FC_SEED'] ?? String(Date.now() % 1_000_000)
const read = readRunOptions(process.argv.slice(2), usualSeed)
const options = E.isLeft(read) ? refuse(read.left) : read.right
if (!hasGo()) {
  refuse('Go is not there to ask Kubernetes with; npm test replays its recorded answers without.')
}

const asked = options.kubernetes === undefined ? newestRelease() : findRelease(options.kubernetes)
const kubernetes = (asked ?? newestRelease()).patch
const oracle = startOracles()
const ours: Ask = (lines) => Promise.resolve(lines.map((line) => exactJson(answer(line))))

const show = ({ operation, name, input, why, ours: mine, theirs }: Disagreement): void => {
  console.log(`\n${operation}${name === undefined ? '' : `, ${name}`}: ${why}`)
  console.log(`  in       ${exactJson(input)}`)
  console.log(`  podfit   ${exactJson(mine)}`)
  console.log(`  upstream ${exactJson(theirs)}`)
}

/** On a terminal the line is written over until its last state. */
const progress = (text: string): void => {
  if (process.stdout.isTTY) process.stdout.write(`\r${text}`)
}

const compareOperation = async (operation: Operation): Promise<boolean> => {
  const start = performance.now()
  const rate = (done: number): string => {
    const perSecond = Math.round((done / (performance.now() - start)) * 1000)
    return `${operation.padEnd(16)}${String(done).padStart(8)} cases, ${perSecond} a second`
  }
  let reached = 0
  const old = await compareExamples(operation, examplesOf(operation), ours, oracle.ask, kubernetes)
  const found = await compare({
    operation,
    cases: options.cases,
    seed: options.seed,
    kubernetes,
    ours,
    theirs: oracle.ask,
    onProgress: (done) => {
      reached = done
      progress(rate(done))
    },
  })
  progress('')
  const agrees = found === undefined && old.length === 0
  console.log(`${rate(reached)}  ${agrees ? 'agrees' : 'DISAGREES'}`)
  old.forEach(show)
  if (found !== undefined) show(found)
  return agrees
}

console.log(`Kubernetes ${kubernetes}, ${options.cases} cases an operation, seed ${options.seed}`)
let disagreeing = 0
for (const operation of options.operations) {
  if (!(await compareOperation(operation))) disagreeing++
}
oracle.stop()
console.log(disagreeing === 0 ? '0 disagreements' : `${disagreeing} operations disagree`)
process.exit(disagreeing === 0 ? 0 : 1)
