/**
 * Asks Kubernetes and writes its answers down, for tests without Go:
 *
 *   npm run conformance:record -- [--seed S] [--kubernetes RELEASE] [--share PERCENT]
 *
 * Writes test/conformance/vectors/RELEASE/OPERATION.jsonl.gz, the named examples first.
 */
import { parseArgs } from 'node:util'
import { OPERATIONS, sampleCases, type Operation } from './cases.js'
import { question, type Ask } from './compare.js'
import { examplesOf } from './examples.js'
import { buildOracle, startAnswerer, versionOf } from './oracle.js'
import { writeVectors, type Vector } from './vectors.js'
import { parseJson } from '../../src/decode/json.js'

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '20261121' },
    kubernetes: { type: 'string' },
    share: { type: 'string', default: '100' },
  },
})

/** How many cases of an operation make it sure that no rule of it could be changed unnoticed. */
const COUNTS: Readonly<Partial<Record<Operation, number>>> = {
  sync: 5000,
  nodeEvent: 2000,
  rolloutStatus: 2000,
  scaled: 2000,
}
const USUAL_COUNT = 3500

const seed = Number(values.seed)
const path = buildOracle(values.kubernetes)
const kubernetes = versionOf(path)
const release = kubernetes.split('.').slice(0, 2).join('.')
const oracle = startAnswerer(path)

interface Answer {
  readonly out?: unknown
  readonly bad?: string
}

const answered = (line: string): Answer => {
  const read = parseJson(line)
  if (read._tag === 'Left') throw new Error(read.left.message)
  return read.right as Answer
}

const isAnswer = ({ bad }: Answer): boolean =>
  bad === undefined || !/^(?:panic|unknown op)/.test(bad)

const record = async (operation: Operation, ask: Ask): Promise<readonly Vector[]> => {
  const count = Math.round(((COUNTS[operation] ?? USUAL_COUNT) * Number(values.share)) / 100)
  const cases: readonly Vector[] = [
    ...examplesOf(operation),
    ...sampleCases(operation, seed, count).map((input) => ({ in: input })),
  ]
  const lines = await ask(cases.map((vector, i) => question(i, operation, vector.in)))
  return cases.flatMap((vector, i) => {
    const answer = answered(lines[i] ?? '')
    const { out, bad } = answer
    return isAnswer(answer) ? [{ ...vector, ...(bad === undefined ? { out } : { bad }) }] : []
  })
}

const recorded = new Date().toISOString().slice(0, 10)
let total = 0
let size = 0
for (const operation of OPERATIONS) {
  const vectors = await record(operation, oracle.ask)
  if (vectors.length === 0) continue
  const header = { format: 1, operation, kubernetes, recorded, seed } as const
  const bytes = writeVectors(release, { header, vectors })
  console.log(`${operation.padEnd(16)}${vectors.length} vectors, ${bytes} bytes`)
  total += vectors.length
  size += bytes
}
console.log(`Kubernetes ${kubernetes}: ${total} vectors, ${size} bytes`)
oracle.stop()
