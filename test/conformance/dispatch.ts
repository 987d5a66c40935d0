/**
 * Kubernetes' side of the conformance protocol, for every release that an oracle can be built of:
 *
 *   npm run --silent conformance:oracle <questions.jsonl >answers.jsonl
 *
 * Each line goes to the oracle of the release that its `kubernetes` names, the newest where it names none. Oracles are
 * built and started as lines ask for them; answers come in the order of the questions. Exits with 3 without Go.
 */
import { createInterface } from 'node:readline'
import { hasGo, startOracles } from './oracle.js'

if (!hasGo()) {
  console.error('Go is not there to ask Kubernetes with.')
  process.exit(3)
}

const BATCH = 5000

const oracles = startOracles()
let waiting: string[] = []
const answerWaiting = async (): Promise<void> => {
  const lines = waiting
  waiting = []
  for (const answer of await oracles.ask(lines)) process.stdout.write(`${answer}\n`)
}

const input = createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })
for await (const line of input) {
  if (line.trim() === '') continue
  waiting.push(line)
  if (waiting.length >= BATCH) await answerWaiting()
}
await answerWaiting()
oracles.stop()
