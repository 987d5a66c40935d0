import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import {
  cluster,
  planAll,
  type ControllerRevision,
  type DaemonSet,
  type Node,
  type Plan,
  type Pod,
} from 'podfit'
import { buildOracle, hasGo } from '../test/conformance/oracle.js'
import { benchCluster } from './cluster.js'
import { inProcess } from './inProcess.js'
import { median, type Figure } from './measurement.js'

const FILE = '.cache/bench-passes.json'
const NOW = '2026-06-01T10:00:00Z'

/** What the pods are labelled with, and so the hash of the current revision of every DaemonSet. */
const HASH = '6f7c9d8b54'

/** So many processes of each, which take turns. */
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 5)

/** So many runs in a process. */
const RUNS = 7

interface Given {
  readonly nodes: readonly Node[]
  readonly daemonSets: readonly DaemonSet[]
  /** Those of DaemonSets: 30,000. */
  readonly pods: readonly Pod[]
  readonly now: string
  readonly hash: string
}

interface PassFigures {
  readonly passesNs: number
  readonly creates: number
  readonly failed: number
}

const written = (): string => {
  const { nodes, daemonSets, pods } = benchCluster()
  const given: Given = {
    nodes,
    daemonSets,
    pods: [...pods()].filter(
      ({ metadata }) => metadata?.ownerReferences?.[0]?.kind === 'DaemonSet',
    ),
    now: NOW,
    hash: HASH,
  }
  mkdirSync('.cache', { recursive: true })
  writeFileSync(FILE, JSON.stringify(given))
  return FILE
}

/** The revision that holds a DaemonSet's template, as its controller stores it. */
const currentOf = ({ metadata, spec }: DaemonSet): ControllerRevision => {
  const { name, namespace, uid } = metadata ?? {}
  return {
    metadata: {
      namespace,
      name: `${name}-${HASH}`,
      labels: { ...spec?.template?.metadata?.labels, 'controller-revision-hash': HASH },
      ownerReferences: [{ apiVersion: 'apps/v1', kind: 'DaemonSet', name, uid, controller: true }],
    },
    data: { spec: { template: { ...spec?.template, $patch: 'replace' } } },
    revision: 1,
  }
}

/** How many pods a plan makes: what is certain, and of each choice as many as are picked. */
const createsIn = ({ creates, choices }: Plan): number =>
  creates.filter(({ choice }) => choice === undefined).length +
  choices.reduce((sum, { action, count }) => sum + (action === 'create' ? count : 0), 0)

/** The plans of all DaemonSets of a cluster that is indexed already. */
export const plansHeld = (): readonly Figure[] => {
  const { nodes, daemonSets, pods } = JSON.parse(readFileSync(FILE, 'utf8')) as Given
  const revisions = daemonSets.map(currentOf)
  let creates = 0
  const times = Array.from({ length: RUNS }, () => {
    // Of what was found out about a snapshot once nothing may be left.
    const snapshot = cluster({ nodes, daemonSets, pods, revisions, namespaces: [] })
    const start = performance.now()
    const plans = planAll(snapshot, daemonSets, { now: NOW })
    const took = performance.now() - start
    creates = plans.reduce((sum, plan) => sum + createsIn(plan), 0)
    return took
  })
  const [first = Number.NaN, ...later] = times
  return [
    { name: 'plans, beside passes', value: median(later), first, unit: 'ms' },
    { name: 'plans, beside passes, creates', value: creates, unit: 'count' },
  ]
}

/** The passes of Kubernetes' own controller over the same, its stores filled, and podfit in turns with it. */
export const passes = (): readonly Figure[] => {
  if (!hasGo()) return []
  const oracle = buildOracle()
  const file = written()
  const go: PassFigures[] = []
  const beside: (readonly Figure[])[] = []
  for (let i = 0; i < ROUNDS; i++) {
    go.push(
      JSON.parse(execFileSync(oracle, ['bench-passes', file], { encoding: 'utf8' })) as PassFigures,
    )
    beside.push(inProcess('plansHeld'))
  }
  const of = (name: string, part: (figure: Figure) => number): number =>
    median(beside.flatMap((figures) => figures.filter((each) => each.name === name).map(part)))
  return [
    { name: 'passes', value: median(go.map(({ passesNs }) => passesNs)) / 1e6, unit: 'ms' },
    { name: 'passes, creates', value: go[0]?.creates ?? 0, unit: 'count' },
    { name: 'passes, failed', value: go[0]?.failed ?? 0, unit: 'count' },
    {
      name: 'plans, beside passes',
      value: of('plans, beside passes', ({ value }) => value),
      first: of('plans, beside passes', ({ value, first }) => first ?? value),
      unit: 'ms',
    },
    {
      name: 'plans, beside passes, creates',
      value: of('plans, beside passes, creates', ({ value }) => value),
      unit: 'count',
    },
  ]
}
