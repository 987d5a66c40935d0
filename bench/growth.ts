import { classify, cluster, daemonSetPolicy, orThrow, planAll } from 'podfit'
import { benchCluster, type Counts } from './cluster.js'
import type { Figure } from './measurement.js'

const BASE: Partial<Counts> = {
  nodes: 1_500,
  daemonSets: 50,
  policies: 50,
  pods: 6_000,
  extraTerms: 2,
  extraTaints: 2,
}
const DOUBLED: Readonly<Record<string, Partial<Counts>>> = {
  nodes: { nodes: 3_000 },
  'different policies': { daemonSets: 100, policies: 100 },
  'DaemonSets that share policies': { daemonSets: 100 },
  pods: { pods: 12_000 },
  terms: { extraTerms: 4 },
  taints: { extraTaints: 4 },
}

/** How many times longer it takes when there is twice as much of something. */
export const growth = (): readonly Figure[] =>
  Object.entries(DOUBLED).flatMap(([what, counts]) => {
    // Both are made anew: objects that many collections have moved about are slower to read.
    const base = tasks(BASE)
    const doubled = tasks({ ...BASE, ...counts })
    return [
      {
        name: `by classes, twice the ${what}`,
        value: timesLonger(doubled.classes, base.classes, 15),
      },
      { name: `all plans, twice the ${what}`, value: timesLonger(doubled.plans, base.plans, 7) },
    ].map((figure) => ({ ...figure, unit: '×' as const }))
  })

/**
 * The quotient of the shortest runs. They take turns, and one that was disturbed does not count: what else
 * the machine does must not look like growth.
 */
const timesLonger = (doubled: () => void, base: () => void, times: number): number => {
  let [longer, shorter] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
  for (let i = 0; i < times; i++) {
    shorter = Math.min(shorter, elapsed(base))
    longer = Math.min(longer, elapsed(doubled))
  }
  return longer / shorter
}

const elapsed = (run: () => void): number => {
  const start = performance.now()
  run()
  return performance.now() - start
}

interface Tasks {
  readonly classes: () => void
  readonly plans: () => void
}

const tasks = (counts: Partial<Counts>): Tasks => {
  const made = benchCluster(counts)
  const text = JSON.stringify({ ...made, pods: [...made.pods()] })
  const { nodes, daemonSets, pods } = JSON.parse(text) as typeof made & { readonly pods: [] }
  return {
    classes: () => {
      const policies = daemonSets.map((daemonSet) => orThrow(daemonSetPolicy(daemonSet)))
      classify(policies, nodes)
    },
    plans: () => {
      const snapshot = cluster({ nodes, daemonSets, pods })
      planAll(snapshot, daemonSets, { now: '2026-06-01T10:00:00Z' })
    },
  }
}
