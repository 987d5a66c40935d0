import type { DaemonSet, Node, Pod } from 'podfit'
import { makeDaemonSets, type DaemonSetCounts } from './daemonSets.js'
import { makeNodes, type NodeCounts } from './nodes.js'
import { makePods } from './pods.js'

export type Counts = NodeCounts & DaemonSetCounts & { readonly pods: number }

/** The cluster that most measurements look at. */
export const COUNTS: Counts = {
  seed: 1,
  nodes: 5_000,
  daemonSets: 100,
  policies: 100,
  pods: 50_000,
  extraTerms: 0,
  extraTaints: 0,
}

/** A cluster made from a seed; its pods are made one by one, since all of them may not fit in memory. */
export interface BenchCluster {
  readonly nodes: readonly Node[]
  readonly daemonSets: readonly DaemonSet[]
  readonly pods: () => Generator<Pod>
}

/** Makes a cluster: the same counts, the same cluster. */
export const benchCluster = (counts: Partial<Counts> = {}): BenchCluster => {
  const all = { ...COUNTS, ...counts }
  const nodes = makeNodes(all)
  const daemonSets = makeDaemonSets(all)
  return { nodes, daemonSets, pods: () => makePods(all.seed, all.pods, nodes, daemonSets) }
}

/**
 * The nodes and DaemonSets as they come from JSON. What a program builds itself lies in memory in another
 * way than what a parser delivers, so measurements use these.
 */
export const parsedCluster = (
  counts: Partial<Counts> = {},
): Pick<BenchCluster, 'nodes' | 'daemonSets'> => {
  const { nodes, daemonSets } = benchCluster(counts)
  return JSON.parse(JSON.stringify({ nodes, daemonSets })) as BenchCluster
}
