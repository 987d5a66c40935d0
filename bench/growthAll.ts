/**
 * How the time of functions grows with twice and four times as much of everything that they are given:
 *
 *   npm run bench:growth              all of them; exit code 1 where one more than doubles
 *   npm run bench:growth -- TEXT...   those whose names contain one of the texts
 */
import { GROWTH_CASES, STATED, type GrowthCase } from './growthCases.js'

/** Twice as much takes no more than this many times as long. */
const BOUND = 2.3

/** Below this time, in milliseconds, what else the machine does counts for more than growth. */
const WORTH_TIMING = 4

/** What takes less at first is asked about more, up to so many times as much. */
const BEGIN = 8
const MORE = 4

/** A call that takes longer is not asked about more. */
const PATIENCE = 20_000

/** So long, in milliseconds, sizes take turns; the shortest run of each counts. */
const WINDOW = 400

const timeOf = (run: () => unknown): number => {
  const start = process.cpuUsage()
  run()
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1000
}

interface Grown {
  readonly name: string
  readonly times: readonly number[]
  readonly worst: number
}

/** The least that takes long enough to be timed. */
const begin = ({ from, prepare }: GrowthCase): number => {
  let count = from
  for (;;) {
    const run = prepare(count)
    timeOf(run)
    if (count >= MORE * from || Math.min(timeOf(run), timeOf(run)) >= BEGIN) return count
    count *= 2
  }
}

const grow = (each: GrowthCase): Grown => {
  const count = begin(each)
  const sizes: { readonly run: () => unknown; best: number }[] = []
  for (const times of [1, 2, 4]) {
    const run = each.prepare(times * count)
    sizes.push({ run, best: timeOf(run) })
    if ((sizes.at(-1)?.best ?? 0) > PATIENCE) break
  }
  // They take turns: what else the machine does, and what a run leaves to be cleared away, meets all of them.
  const end = performance.now() + WINDOW
  for (let i = 0; i < 2 || (i < 40 && performance.now() < end); i++) {
    for (const size of sizes) {
      if (size.best > PATIENCE) break
      size.best = Math.min(size.best, timeOf(size.run))
    }
  }
  const times = sizes.map(({ best }) => best)
  const [first = 0] = times
  const doublings = times.length - 1
  const last = times.at(-1) ?? 0
  const worst =
    doublings === 0
      ? Number.POSITIVE_INFINITY
      : (last / Math.max(first, WORTH_TIMING)) ** (1 / doublings)
  return { name: each.name, times, worst }
}

const lesser = (a: Grown, b: Grown): Grown => (a.worst < b.worst ? a : b)

const wanted = process.argv.slice(2)
const failed: Grown[] = []
for (const each of GROWTH_CASES) {
  if (wanted.length > 0 && !wanted.some((text) => each.name.includes(text))) continue
  const once = grow(each)
  // The machine may have been busy: it grows only if it does so again.
  const grown = once.worst <= BOUND ? once : lesser(once, grow(each))
  const times = grown.times.map((time) => `${time.toFixed(1)} ms`.padStart(12)).join('')
  const stated = STATED[each.name]
  const isFast = grown.worst <= BOUND
  const said = stated === undefined ? '' : `, as its Cost says: ${stated}`
  console.log(
    `${each.name.padEnd(50)}${times}${isFast ? '' : `  ${grown.worst.toFixed(2)} ×${said}`}`,
  )
  if (!isFast && stated === undefined) failed.push(grown)
}
console.log(
  failed.length === 0
    ? `nothing grows by more than ${BOUND} × a doubling without its doc comment saying so`
    : `${failed.length} grow by more than ${BOUND} × a doubling, and their doc comments do not say so`,
)
process.exitCode = failed.length === 0 ? 0 : 1
