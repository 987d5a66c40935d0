/**
 * Puts values of every kind into every function that podfit exports, and text of every kind into every verb.
 *
 *   npm run fuzz                                   a short share of every target
 *   npm run fuzz -- --target pure --cases 1000000 --seed 7
 *   npm run fuzz -- --target pure --only rollout.  one door, or one function
 *   npm run fuzz -- --target command --only plan    one verb
 *   npm run fuzz -- --target manifests              DaemonSets of charts with something wrong in them, every verb
 *   npm run fuzz -- --target shuffle                lists of objects in another order
 *   npm run fuzz -- --target events                events into the indexes
 *   npm run fuzz -- --target growth                how time grows at n, 2n and 4n
 *
 * Exits with 1 when something is found: a throw, a changed input, a call that does not end, an answer that JSON
 * loses, another answer the second time. Each is printed with what repeats it.
 */
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { growth, type Found } from './pure.js'

/** A call that takes the processor for longer than this has hung. */
const HANGS_S = 30
const LOOK_MS = 10_000

/** So long has a process had the processor, in seconds; where that is not told, the time on the wall counts. */
const processorTime = (pid: number | undefined): number => {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ')
    return (Number(fields[11]) + Number(fields[12])) / 100
  } catch {
    return performance.now() / 1000
  }
}

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '60000' },
    seed: { type: 'string', default: process.env['FC_SEED'] ?? String(Date.now() % 2 ** 31) },
    target: { type: 'string', default: 'pure' },
    only: { type: 'string', default: '' },
  },
})
const seed = Number(values.seed)
const cases = Number(values.cases)

interface Told {
  readonly begin?: string
  readonly found?: Found
  readonly done?: Done
}

interface Done {
  readonly calls: number
  readonly skipped: readonly string[]
}

/** Runs a worker to its end, or to a call that does not end: then the next one goes on behind it. */
const runWorker = async (
  after: string | undefined,
  found: Found[],
): Promise<Done | { readonly hung: string }> => {
  const options = JSON.stringify({ target: values.target, cases, seed, only: values.only, after })
  const child = spawn(process.execPath, ['tools/run.mjs', 'test/fuzz/worker.ts', options], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const told: Told[] = []
  let heard = 0
  const timer = setInterval(() => {
    if (processorTime(child.pid) - heard > HANGS_S) child.kill('SIGKILL')
  }, LOOK_MS)
  for await (const line of createInterface({ input: child.stdout })) {
    heard = processorTime(child.pid)
    const each = JSON.parse(line) as Told
    if (each.begin === undefined || each.begin !== told.at(-1)?.begin) told.push(each)
  }
  clearInterval(timer)
  found.push(...told.flatMap((each) => each.found ?? []))
  const done = told.find((each) => each.done !== undefined)?.done
  if (done !== undefined) return done
  const hung = told.findLast((each) => each.begin !== undefined)?.begin
  if (!child.killed || hung === undefined) {
    throw new Error(`the worker ended ${hung === undefined ? 'before it began' : `in ${hung}`}`)
  }
  const problem = `does not end within ${HANGS_S} s`
  found.push({ target: hung, problem, input: '', seed })
  return { hung }
}

const fuzz = async (): Promise<number> => {
  const found: Found[] = []
  let after: string | undefined
  for (;;) {
    const end = await runWorker(after, found)
    if ('hung' in end) {
      after = end.hung
      continue
    }
    console.log(`${values.target}: ${end.calls} calls, seed ${seed}, found ${found.length}`)
    if (end.skipped.length > 0) console.log(`not fuzzed: ${end.skipped.join(', ')}`)
    break
  }
  for (const { target, problem, input } of found)
    console.log(`\n${target}\n  ${problem}\n  ${input}`)
  return found.length
}

switch (values.target) {
  case 'pure':
  case 'command':
  case 'manifests':
  case 'shuffle':
  case 'events':
    process.exitCode = (await fuzz()) > 0 ? 1 : 0
    break
  case 'growth':
    for (const row of await growth(values.only, [50, 100, 200], seed)) console.log(row.join('  '))
    break
  default:
    throw new Error(`no target ${values.target}: pure, command, manifests, shuffle, events, growth`)
}
