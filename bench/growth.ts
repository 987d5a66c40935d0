import { classify, cluster, compile, plan } from 'podfit'
import { benchCluster, type Counts } from './cluster.js'
import { timed, type Figure } from './measurement.js'

const BASE: Partial<Counts> = {
  nodes: 2_000,
  daemonSets: 50,
  policies: 50,
  pods: 10_000,
  extraTerms: 2,
  extraTaints: 2,
}
const DOUBLED: Readonly<Record<string, Partial<Counts>>> = {
  nodes: { nodes: 4_000 },
  'different policies': { daemonSets: 100, policies: 100 },
  'DaemonSets that share policies': { daemonSets: 100 },
  pods: { pods: 20_000 },
  terms: { extraTerms: 4 },
  taints: { extraTaints: 4 },
}

/** How many times longer it takes when there is twice as much of something. */
export const growth = (): readonly Figure[] => {
  const base = times(BASE)
  return Object.entries(DOUBLED).flatMap(([what, counts]) => {
    const doubled = times({ ...BASE, ...counts })
    return [
      { name: `by classes, twice the ${what}`, value: doubled.classes / base.classes, unit: '×' },
      { name: `all plans, twice the ${what}`, value: doubled.plans / base.plans, unit: '×' },
    ] as const
  })
}

const times = (counts: Partial<Counts>): { readonly classes: number; readonly plans: number } => {
  const made = benchCluster(counts)
  const text = JSON.stringify({ ...made, pods: [...made.pods()] })
  const { nodes, daemonSets, pods } = JSON.parse(text) as typeof made & { readonly pods: [] }
  const classes = timed(
    () =>
      classify(
        daemonSets.map((daemonSet) => compile(daemonSet)),
        nodes,
      ),
    31,
  )
  const plans = timed(() => {
    const snapshot = cluster({ nodes, daemonSets, pods })
    for (const daemonSet of daemonSets) plan(snapshot, daemonSet, { now: '2026-06-01T10:00:00Z' })
  }, 7)
  return { classes: classes.value, plans: plans.value }
}
