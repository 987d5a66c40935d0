/**
 * Puts values of every kind into every function that podfit exports, and text of every kind into every verb.
 *
 *   npm run fuzz                                   a short share of every target
 *   npm run fuzz -- --target pure --cases 1000000 --seed 7
 *   npm run fuzz -- --target pure --only rollout.  one door, or one function
 *   npm run fuzz -- --target growth                how time grows at n, 2n and 4n
 *
 * Exits with 1 when something is found: a throw, a changed input, a call that does not end, an answer that JSON
 * loses, another answer the second time. Each is printed with what repeats it.
 */
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { growth, type Found } from './pure.js'

/** A call that takes longer than this has hung. */
const SILENT_MS = 30_000

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
  readonly input?: string
  readonly done?: { readonly calls: number; readonly skipped: readonly string[] }
}

/** Runs a worker to its end, or to a call that does not end: then the next one goes on behind it. */
const runWorker = async (
  after: string | undefined,
  found: Found[],
): Promise<Told['done'] | { readonly hung: string }> => {
  const options = JSON.stringify({ cases, seed, only: values.only, after })
  const child = spawn(process.execPath, ['tools/run.mjs', 'test/fuzz/worker.ts', options], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let current = ''
  let done: Told['done']
  let hung = false
  const silent = (): NodeJS.Timeout =>
    setTimeout(() => {
      hung = true
      child.kill('SIGKILL')
    }, SILENT_MS)
  let timer = silent()
  for await (const line of createInterface({ input: child.stdout })) {
    clearTimeout(timer)
    timer = silent()
    const told = JSON.parse(line) as Told
    current = told.begin ?? current
    if (told.found !== undefined) found.push(told.found)
    done = told.done ?? done
  }
  clearTimeout(timer)
  if (hung)
    found.push({ target: current, problem: `does not end within ${SILENT_MS} ms`, input: '', seed })
  else if (done === undefined) throw new Error(`the worker ended in ${current}`)
  return hung ? { hung: current } : done
}

const pure = async (): Promise<number> => {
  const found: Found[] = []
  let after: string | undefined
  for (;;) {
    const end = await runWorker(after, found)
    if (end !== undefined && 'hung' in end) {
      after = end.hung
      continue
    }
    console.log(`pure: ${end?.calls ?? 0} calls, seed ${seed}, found ${found.length}`)
    if (end !== undefined && end.skipped.length > 0)
      console.log(`not fuzzed: ${end.skipped.join(', ')}`)
    break
  }
  for (const { target, problem, input } of found)
    console.log(`\n${target}\n  ${problem}\n  ${input}`)
  return found.length
}

switch (values.target) {
  case 'pure':
    process.exitCode = (await pure()) > 0 ? 1 : 0
    break
  case 'growth':
    for (const row of await growth(values.only, [50, 100, 200], seed)) console.log(row.join('  '))
    break
  default:
    throw new Error(`no target ${values.target}: pure, growth`)
}
