import { asCreated, isFromServer } from '../../api/asCreated.js'
import { validateDaemonSet } from '../../api/validateDaemonSet.js'
import { cluster, type Cluster } from '../../cluster/cluster.js'
import type { DaemonSet } from '../../kube/daemonSet.js'
import { objectKey } from '../../kube/objectFacts.js'
import { newestSemantics, type Semantics } from '../../kube/semantics.js'
import { upstreamFieldError } from '../../report/upstream/fieldErrorText.js'

/** A DaemonSet of the input as its controller would see it. */
export interface Served {
  readonly daemonSet: DaemonSet
  /** From a manifest: not in the cluster yet, planned as if it were created now. */
  readonly isNew: boolean
  /** What the API server refuses about a manifest, in its own words; then the controller never sees it. */
  readonly refused: readonly string[]
}

/** DaemonSets as their controller sees them, and which manifests stand beside an object of the cluster. */
export interface ServedDaemonSets {
  readonly served: readonly Served[]
  readonly shadowed: readonly string[]
}

/**
 * Tells the cluster's own objects from manifests. A manifest of a DaemonSet that the cluster has is left
 * out: what applying it would change is another question. Of several of the same name the last counts.
 */
export const asServed = (
  daemonSets: readonly DaemonSet[],
  semantics: Semantics = newestSemantics,
): ServedDaemonSets => {
  const live = new Map(daemonSets.filter(isFromServer).map((item) => [objectKey(item), item]))
  const served: Served[] = [...live.values()].map((daemonSet) => ({
    daemonSet,
    isNew: false,
    refused: [],
  }))
  const created = daemonSets.filter((item) => !isFromServer(item)).map(asCreated)
  const shadowed: string[] = []
  for (const [key, daemonSet] of new Map(created.map((item) => [objectKey(item), item]))) {
    if (live.has(key)) shadowed.push(key)
    else {
      served.push({ daemonSet, isNew: true, refused: refusedAs(daemonSet, undefined, semantics) })
    }
  }
  return { served, shadowed }
}

/** What the API server refuses about a DaemonSet that is created, or put in place of an old one. */
export const refusedAs = (
  daemonSet: DaemonSet,
  old: DaemonSet | undefined,
  semantics: Semantics,
): readonly string[] =>
  validateDaemonSet(daemonSet, { old, semantics }).map((error) => upstreamFieldError(error).text)

/** What a DaemonSet that is not in the cluster finds there: it owns nothing, also where nothing was given. */
export const withoutOwned = ({ nodes, pods, revisions, namespaces }: Cluster): Cluster =>
  cluster({
    nodes: nodes && [...nodes.values()],
    namespaces: namespaces && [...namespaces.values()],
    pods: [...(pods?.values() ?? [])],
    revisions: [...(revisions?.values() ?? [])],
  })

/** A DaemonSet that the API server refuses, and its words for that. */
export interface RefusedDaemonSet {
  readonly daemonSet: string
  readonly errors: readonly string[]
}

/** What JSON output says of manifests that the API server refuses. */
export const refusalsJson = (
  served: readonly Pick<Served, 'daemonSet' | 'refused'>[],
): readonly RefusedDaemonSet[] =>
  served.flatMap(({ daemonSet, refused }) =>
    refused.length === 0 ? [] : [{ daemonSet: objectKey(daemonSet), errors: refused }],
  )

/** One of the API server's errors in a text for people. */
export const refusalText = (error: string): string => `the API server refuses it: ${error}`
