import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { buildOracle, hasGo } from '../test/conformance/oracle.js'
import { benchCluster } from './cluster.js'
import { median, type Figure } from './measurement.js'

const FILE = '.cache/bench-upstream.json'

/** What the oracle measures on one core of this machine. */
export interface OracleFigures {
  readonly decodeNs: number
  readonly eligibleNs: number
  readonly pairs: number
  readonly shouldRun: number
  /** The same with every policy read once. */
  readonly parsedOnceNs: number
  readonly parsedOnceShouldRun: number
}

/** The file with the nodes and DaemonSets that the oracle is asked about. */
export const writtenCluster = (): string => {
  const { nodes, daemonSets } = benchCluster()
  mkdirSync('.cache', { recursive: true })
  writeFileSync(FILE, JSON.stringify({ nodes, daemonSets }))
  return FILE
}

/** Kubernetes' own function over every pair, called from a loop in Go. */
export const upstream = (): readonly Figure[] => {
  if (!hasGo()) return []
  const oracle = buildOracle()
  const file = writtenCluster()
  const runs = Array.from(
    { length: 5 },
    () => JSON.parse(execFileSync(oracle, ['bench', file], { encoding: 'utf8' })) as OracleFigures,
  )
  const eligible = median(runs.map((run) => run.eligibleNs))
  const [{ pairs, shouldRun }] = runs as [OracleFigures]
  return [
    { name: 'upstream', value: eligible / 1e6, unit: 'ms' },
    { name: 'upstream, a pair', value: eligible / pairs / 1e3, unit: 'µs' },
    {
      name: 'upstream, decoding',
      value: median(runs.map((run) => run.decodeNs)) / 1e6,
      unit: 'ms',
    },
    { name: 'upstream, pairs that run', value: shouldRun, unit: 'count' },
  ]
}
