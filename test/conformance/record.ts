/**
 * Asks Kubernetes and writes its answers down, for tests without Go:
 *
 *   npm run conformance:record -- [--seed S] [--date YYYY-MM-DD] [--kubernetes RELEASE] [--share PERCENT] [--op OP]...
 *
 * Writes test/conformance/vectors/RELEASE/OPERATION.jsonl.gz, the named examples first. Where nothing has
 * changed but the day and what Kubernetes leaves to chance, a file stays as it is.
 */
import { parseArgs } from 'node:util'
import type { Answer } from './agree.js'
import { askChance, chanceSaid } from './chance.js'
import { OPERATIONS, type Operation } from './cases.js'
import { question, readAnswer, type Ask } from './protocol.js'
import { answersWithLimit } from './defaultLimit.js'
import { examplesOf } from './examples.js'
import { exactJson } from './exactJson.mjs'
import { answer } from './operations.mjs'
import { asksDeployTools, findRelease, newestRelease, startOracles } from './oracle.js'
import { sampled } from './sampled.js'
import { inOrder, settled } from './settled.js'
import { findVectors, readVector, writeVectors, type Vector } from './vectors.js'

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '20261121' },
    date: { type: 'string', default: new Date().toISOString().slice(0, 10) },
    kubernetes: { type: 'string' },
    share: { type: 'string', default: '100' },
    op: { type: 'string', multiple: true },
  },
})

/** How many cases of an operation make it sure that no rule of it could be changed unnoticed. */
const COUNTS: Readonly<Partial<Record<Operation, number>>> = {
  sync: 5000,
  nodeEvent: 2000,
  rolloutStatus: 2000,
  scaled: 2000,
  revisionData: 2000,
  fields: 1500,
  objectEvent: 2000,
  passes: 1500,
  warnings: 1500,
  fits: 2000,
  deployReady: 2000,
}
const USUAL_COUNT = 3500

/** Fuzzed cases are large, and full of text that cannot be compressed. */
const FUZZED_ONE_OF = 20

const seed = Number(values.seed)
const asked = values.kubernetes === undefined ? newestRelease() : findRelease(values.kubernetes)
if (asked === undefined) {
  console.error(`there is no oracle of ${values.kubernetes ?? ''}`)
  process.exit(3)
}
const { minor: release, patch: kubernetes } = asked
const oracle = startOracles()

const isAnswer = ({ bad }: Answer): boolean =>
  bad === undefined || !/^(?:panic|unknown op)/.test(bad)

/** As every JSON reader sees it: some refuse lone surrogates, which Go replaces. */
const portable = (input: unknown): unknown => readVector(exactJson({ in: input })).in

const saysChance = (line: string): boolean => {
  const { out } = readAnswer(exactJson(answer(line)))
  return out !== undefined && chanceSaid(out) !== undefined
}

const record = async (operation: Operation, ask: Ask): Promise<readonly Vector[]> => {
  const count = Math.round(((COUNTS[operation] ?? USUAL_COUNT) * Number(values.share)) / 100)
  const inputs = await sampled(operation, seed, count, ask, kubernetes, FUZZED_ONE_OF)
  const cases = [
    ...examplesOf(operation).map(({ name, in: input }): Vector => ({
      name,
      kubernetes,
      in: input,
    })),
    ...inputs.map((input): Vector => ({ kubernetes, in: portable(input) })),
  ]
  const questions = cases.map((vector, i) => question(i, operation, vector.in, kubernetes))
  const lines = await answersWithLimit(
    operation,
    cases.map((vector) => vector.in),
    await ask(questions),
    ask,
    kubernetes,
  )
  const vectors: Vector[] = []
  for (const [i, vector] of cases.entries()) {
    const given = readAnswer(lines[i])
    if (!isAnswer(given)) continue
    const { out, bad } = given
    const line = questions[i] ?? ''
    const chance = operation === 'sync' ? await askChance(line, saysChance(line), ask) : undefined
    vectors.push({
      ...vector,
      ...(bad === undefined ? { out: inOrder(out) } : { bad }),
      ...(chance !== undefined && { chance }),
    })
  }
  return vectors
}

let total = 0
let size = 0
/** What no release of Kubernetes answers is recorded once, with those of the newest. */
const isOfRelease = (operation: Operation): boolean =>
  kubernetes === newestRelease().patch || !asksDeployTools(operation)

for (const operation of OPERATIONS.filter((name) => values.op?.includes(name) ?? true)) {
  if (!isOfRelease(operation)) continue
  const fresh = await record(operation, oracle.ask)
  if (fresh.length === 0) continue
  const header = { format: 1, operation, kubernetes, recorded: values.date, seed } as const
  const earlier = findVectors(release, operation)
  const vectors =
    earlier?.header.kubernetes === kubernetes
      ? fresh.map((vector, i) => settled(operation, vector, earlier.vectors[i], answer))
      : fresh
  const isSame = exactJson(vectors) === exactJson(earlier?.vectors ?? [])
  const recorded = isSame ? earlier?.header.recorded : undefined
  const bytes = writeVectors(release, {
    header: { ...header, recorded: recorded ?? header.recorded },
    vectors,
  })
  console.log(`${operation.padEnd(16)}${vectors.length} vectors, ${bytes} bytes`)
  total += vectors.length
  size += bytes
}
console.log(`Kubernetes ${kubernetes}: ${total} vectors, ${size} bytes`)
oracle.stop()
