import { objectKey } from '../../kube/objectFacts.js'
import { cluster, type Cluster } from '../../cluster/cluster.js'
import type { DecodedObjects } from '../../decode/collectObjects.js'
import { asApplied } from '../../impact/asApplied.js'
import type { DaemonSet } from '../../kube/daemonSet.js'
import { newestSemantics, type Semantics } from '../../kube/semantics.js'
import type { NodeTemplate } from '../../pools/nodeTemplate.js'
import { asServed, type Served } from './asServed.js'

/** Two clusters to compare, and what was taken for what. */
export interface Sides {
  readonly before: Cluster
  readonly after: Cluster
  /** Node pools of either side. */
  readonly templates: readonly NodeTemplate[]
  /** The DaemonSets afterwards are manifests that are applied to the cluster before. */
  readonly applied: boolean
  /** Manifests that the API server refuses; they are left out. */
  readonly refused: readonly Served[]
}

/**
 * What `podfit diff` compares.
 *
 * - **Rules**
 *   1. Nodes, pods and revisions are the shared ones; without those each side's own, and where only one side
 *      has any, these.
 *   2. Manifests alone are applied to a snapshot: what they do not mention stays as it is. Otherwise either
 *      side is taken whole, so that a DaemonSet which is missing afterwards is gone.
 *   3. Files without a DaemonSet have none if they hold objects of other kinds, as rendered charts do; if
 *      they hold nodes or pods, or nothing that can be read, it is not known, and taken to be as before.
 *   4. A manifest is taken as the API server would store it.
 */
export const diffSides = (
  before: DecodedObjects,
  after: DecodedObjects,
  shared: DecodedObjects | undefined,
  semantics: Semantics = newestSemantics,
): Sides => {
  const was = asServed(daemonSetsOf(before) ?? [], semantics).served
  const is = asServed(daemonSetsOf(after) ?? daemonSetsOf(before) ?? [], semantics).served
  const applied = is.length > 0 && is.every(isManifest) && was.some((each) => !isManifest(each))
  const side = (own: DecodedObjects, other: DecodedObjects, sets: readonly DaemonSet[]): Cluster =>
    cluster({
      nodes: shared?.nodes ?? own.nodes ?? other.nodes,
      pods: shared?.pods ?? own.pods ?? other.pods,
      revisions: shared?.revisions ?? own.revisions ?? other.revisions,
      daemonSets: sets,
    })
  const valid = (served: readonly Served[]): readonly DaemonSet[] =>
    served.filter(({ refused }) => refused.length === 0).map(({ daemonSet }) => daemonSet)
  const live = valid(was)
  const templates = new Map(
    [before, after, shared].flatMap((each) =>
      (each?.templates ?? []).map((template) => [template.node.metadata?.name, template] as const),
    ),
  )
  return {
    before: side(before, after, live),
    after: side(after, before, applied ? appliedTo(live, valid(is)) : valid(is)),
    templates: [...templates.values()],
    applied,
    refused: refusedOf([...was, ...is]),
  }
}

const daemonSetsOf = (objects: DecodedObjects): readonly DaemonSet[] | undefined => {
  if (objects.daemonSets !== undefined) return objects.daemonSets
  const rendered = Object.keys(objects.others).length > 0 && objects.broken.length === 0
  return rendered && objects.nodes === undefined && objects.pods === undefined ? [] : undefined
}

/** What is refused, and what is refused for the same reasons on both sides once. */
const refusedOf = (served: readonly Served[]): readonly Served[] => {
  const refused = served.filter((each) => each.refused.length > 0)
  const key = (each: Served): string => JSON.stringify([objectKey(each.daemonSet), each.refused])
  return [...new Map(refused.map((each) => [key(each), each])).values()]
}

const isManifest = ({ isNew }: Served): boolean => isNew

/** The cluster's DaemonSets, those in place of which a manifest is applied changed, and the new ones. */
const appliedTo = (
  live: readonly DaemonSet[],
  manifests: readonly DaemonSet[],
): readonly DaemonSet[] => {
  const byKey = new Map(manifests.map((manifest) => [objectKey(manifest), manifest]))
  const known = new Set(live.map(objectKey))
  return [
    ...live.map((daemonSet) => {
      const manifest = byKey.get(objectKey(daemonSet))
      return manifest === undefined ? daemonSet : asApplied(daemonSet, manifest)
    }),
    ...manifests.filter((manifest) => !known.has(objectKey(manifest))),
  ]
}
