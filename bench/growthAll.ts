/**
 * How the time of functions grows with twice and four times as much of everything that they are given:
 *
 *   npm run bench:growth              all of them; exit code 1 where one more than doubles
 *   npm run bench:growth -- TEXT...   those whose names contain one of the texts
 */
import { GROWTH_CASES, type GrowthCase } from './growthCases.js'

/** Twice as much takes no more than this many times as long. */
const BOUND = 2.3

/** Below this time, in milliseconds, what else the machine does counts for more than growth. */
const WORTH_TIMING = 2

/** A call that takes longer is not asked about more. */
const PATIENCE = 20_000

const shortest = (run: () => unknown): number => {
  let best = Number.POSITIVE_INFINITY
  const end = performance.now() + 300
  for (let i = 0; i < 3 || (i < 40 && performance.now() < end); i++) {
    const start = process.cpuUsage()
    run()
    const { user, system } = process.cpuUsage(start)
    best = Math.min(best, (user + system) / 1000)
    if (best > PATIENCE) break
  }
  return best
}

interface Grown {
  readonly name: string
  readonly times: readonly number[]
  readonly worst: number
}

const grow = ({ name, from, prepare }: GrowthCase): Grown => {
  const times: number[] = []
  for (const count of [from, 2 * from, 4 * from]) {
    times.push(shortest(prepare(count)))
    if ((times.at(-1) ?? 0) > PATIENCE) break
  }
  const [first = 0] = times
  const last = times.at(-1) ?? 0
  const doublings = times.length - 1
  const perDoubling = (last / Math.max(first, WORTH_TIMING)) ** (1 / Math.max(doublings, 1))
  return { name, times, worst: doublings === 0 ? Number.POSITIVE_INFINITY : perDoubling }
}

const wanted = process.argv.slice(2)
const failed: Grown[] = []
for (const each of GROWTH_CASES) {
  if (wanted.length > 0 && !wanted.some((text) => each.name.includes(text))) continue
  const grown = grow(each)
  const times = grown.times.map((time) => `${time.toFixed(1)} ms`.padStart(12)).join('')
  const verdict = grown.worst <= BOUND ? '' : `  ${grown.worst.toFixed(2)} ×`
  console.log(`${each.name.padEnd(50)}${times}${verdict}`)
  if (grown.worst > BOUND) failed.push(grown)
}
console.log(
  failed.length === 0
    ? `nothing grows by more than ${BOUND} × a doubling`
    : `${failed.length} grow by more than ${BOUND} × a doubling`,
)
process.exitCode = failed.length === 0 ? 0 : 1
