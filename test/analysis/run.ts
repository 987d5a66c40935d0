/**
 * Compares what podfit proves about all possible nodes with what looking at every node says, and the nodes that it shows
 * with Kubernetes itself:
 *
 *   npm run analysis -- [--policies N] [--seed S] [--every N] [--world small|large|shapes] [--without-kubernetes]
 *
 * With --every 10 nodes are put to Kubernetes in one of ten batches only, for long runs; --world asks about one of the worlds. Exits with 1 on a disagreement, and with 3 when it cannot run as it is told.
 */
import { parseArgs } from 'node:util'
import { hasGo, newestRelease, startOracles } from '../conformance/oracle.js'
import { analysed, WORLDS, type Tally } from './analysed.js'

const { values } = parseArgs({
  options: {
    policies: { type: 'string', default: '10000' },
    seed: { type: 'string', default: process.env['FC_SEED'] ?? String(Date.now() % 1_000_000) },
    every: { type: 'string', default: '1' },
    world: { type: 'string' },
    'without-kubernetes': { type: 'boolean', default: false },
  },
})
const whole = (text: string): number => (/^[0-9]+$/.test(text) ? Number(text) : Number.NaN)
const [policies, seed, every] = [whole(values.policies), whole(values.seed), whole(values.every)]
if (![policies, seed, every].every(Number.isSafeInteger) || policies * every === 0) {
  console.error(
    '--policies, --seed and --every are whole numbers, and of a policy or a batch at least one',
  )
  process.exit(3)
}
const worlds = WORLDS.filter((world) => (values.world ?? world) === world)
if (worlds.length === 0) {
  console.error(`--world is one of ${WORLDS.join(', ')}`)
  process.exit(3)
}
const asksKubernetes = !values['without-kubernetes']
if (asksKubernetes && !hasGo()) {
  console.error('Go is not there to ask Kubernetes with; --without-kubernetes does not ask it.')
  process.exit(3)
}

const oracle = asksKubernetes ? startOracles() : undefined
const show = ({
  name,
  policies: count,
  pairs,
  sets,
  answers,
  unknown,
  shown,
  asked,
}: Tally): string =>
  [
    `${name.padEnd(12)}${count} policies, ${pairs} pairs, ${sets} sets: ${answers} answers`,
    `${unknown} unknown (${((100 * unknown) / Math.max(answers, 1)).toFixed(4)} %)`,
    `${shown} times a node shown and put to decide, ${asked} times to Kubernetes`,
  ].join('; ')

console.log(
  `seed ${seed}, nodes ${oracle === undefined ? 'not put to Kubernetes' : `put to Kubernetes ${newestRelease().patch}`}`,
)
let wrong = 0
const start = performance.now()
let told = 0
for await (const tally of analysed({ policies, seed, every, worlds, ask: oracle?.ask })) {
  const isTenth = tally.policies - told >= policies / 10
  if (isTenth || tally.done) {
    told = tally.done ? 0 : tally.policies
    console.log(show(tally))
  }
  if (!tally.done) continue
  for (const text of tally.wrong) console.log(`  ${text}`)
  wrong += tally.wrong.length
}
oracle?.stop()
console.log(`${wrong} disagreements, ${Math.round((performance.now() - start) / 1000)} s`)
process.exit(wrong === 0 ? 0 : 1)
