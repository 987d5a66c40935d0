import { cluster, decodeObjects, planAll, type ClusterObjects } from 'podfit'
import { readSnapshot } from '../src/cli/input/snapshot.js'
import { noProgram, type World } from '../src/cli/world.js'
import { kubectlList } from './kubectlList.js'
import { median, timed, type Figure } from './measurement.js'

const NOW = '2026-06-01T00:00:00Z'
const TIMES = 3
const MIB = 1024 * 1024

/** From bytes that one string can hold to the plans of all DaemonSets, beside parsing them and no more. */
export const reading = async (): Promise<readonly Figure[]> => {
  const bytes = Buffer.concat([...kubectlList(50_000)])
  const parse = timed(() => JSON.parse(bytes.toString()) as unknown, TIMES)
  const total = await timedAsync(async () => planned(await snapshotOf(pieces(bytes))), TIMES)
  const document: unknown = JSON.parse(bytes.toString())
  const own = timed(() => planned(decodeObjects(document)), TIMES)
  return [
    { name: 'bytes of 50,000 pods', value: bytes.length / MIB, unit: 'MiB' },
    { name: 'toString and JSON.parse', ...parse, unit: 'ms' },
    { name: 'bytes to plans', ...total, unit: 'ms' },
    { name: 'decode, cluster and plans', ...own, unit: 'ms' },
  ]
}

/** The same for bytes that no string can hold, beside parsing their objects one by one. */
export const readingMore = async (): Promise<readonly Figure[]> => {
  const bytes = Buffer.concat([...kubectlList(150_000)])
  const parse = timed(() => parseEach(bytes), 1)
  const total = await timedAsync(async () => planned(await snapshotOf(pieces(bytes))), 1)
  return [
    { name: 'bytes of 150,000 pods', value: bytes.length / MIB, unit: 'MiB' },
    { name: 'JSON.parse, object by object', ...parse, unit: 'ms' },
    { name: 'bytes to plans, beyond a string', ...total, unit: 'ms' },
  ]
}

/** How much memory a process needs that reads half a million pods from a stream, and plans. */
export const readingMemory = async (): Promise<readonly Figure[]> => {
  planned(await snapshotOf(kubectlList(500_000)))
  const { maxRSS } = process.resourceUsage()
  return [{ name: 'peak memory, 500,000 pods', value: maxRSS / 1024, unit: 'MiB' }]
}

const snapshotOf = async (chunks: Iterable<Buffer>): Promise<ClusterObjects> => {
  const world: World = {
    stdout: () => Promise.resolve(),
    stderr: () => undefined,
    stdin: async function* () {
      for (const chunk of chunks) yield await Promise.resolve(chunk)
    },
    program: noProgram,
    env: {},
    now: () => new Date(NOW),
    stdoutIsTerminal: false,
    stderrIsTerminal: false,
  }
  const { objects, problems } = await readSnapshot(['-'], world)
  if (problems.length > 0) throw new Error(JSON.stringify(problems[0]))
  return objects
}

const planned = (objects: ClusterObjects): number => {
  const indexed = cluster(objects)
  const plans = planAll(indexed, [...(indexed.daemonSets?.values() ?? [])], { now: NOW })
  return plans.reduce((creates, plan) => creates + plan.creates.length, 0)
}

function* pieces(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += MIB) yield bytes.subarray(at, at + MIB)
}

/** Each object stands on a line of its own, between the first line and the last. */
const parseEach = (bytes: Buffer): number => {
  let count = 0
  let from = bytes.indexOf('\n') + 1
  for (let to = bytes.indexOf('\n', from); to !== -1; to = bytes.indexOf('\n', from)) {
    const end = bytes[to - 1] === ','.charCodeAt(0) ? to - 1 : to
    if (bytes[from] === '{'.charCodeAt(0)) {
      JSON.parse(bytes.toString('utf8', from, end))
      count++
    }
    from = to + 1
  }
  return count
}

const timedAsync = async (
  run: () => Promise<unknown>,
  times: number,
): Promise<{ readonly value: number; readonly first: number }> => {
  const durations: number[] = []
  for (let i = 0; i <= times; i++) {
    const start = performance.now()
    await run()
    durations.push(performance.now() - start)
  }
  const [first = Number.NaN, ...later] = durations
  return { value: median(later), first }
}
