/**
 * podfit's side of the conformance protocol: one JSON request a line on standard input, one answer a line
 * on standard output, in order. It asks the built package through its public API and only maps names; every
 * rule and every sentence comes from there.
 */
import { createInterface } from 'node:readline'
import { answer } from './operations.mjs'
import { exactJson } from './exactJson.mjs'

const BATCH = 512

let pending = []
const flush = () => {
  if (pending.length === 0) return
  process.stdout.write(`${pending.join('\n')}\n`)
  pending = []
}

const lines = createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })
lines.on('line', (line) => {
  if (line.trim() === '') return
  pending.push(exactJson(answer(line)))
  if (pending.length >= BATCH) flush()
  else setImmediate(flush)
})
lines.on('close', flush)
