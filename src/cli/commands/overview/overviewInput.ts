import { cluster, type Cluster } from '../../../cluster/cluster.js'
import type { InstantText } from '../../../data/instant.js'
import { objectKey } from '../../../kube/objectFacts.js'
import type { KubernetesSemantics } from '../../../kube/semanticsFor.js'
import type { AttributionOptions } from '../../../rollout/attribution/rolloutContext.js'
import type { Input } from '../../input/files.js'
import { markdownList, type SaidOfInput } from '../../frame/saidOfInput.js'
import type { ReadOptions } from '../../input/snapshot.js'
import { podsUnchecked, PODS_THERE, takeIn, type Desk, type Taken } from '../../input/takeIn.js'
import { DETAILS, FILES, NAMESPACE, NO_PODS, NOW, SELECTOR } from '../../options/commonOptions.js'
import { KUBERNETES } from '../../options/kubernetesOption.js'
import { someOf } from '../../../report/text/table.js'
import { noneLeft, selectDaemonSets, type Selection } from '../../options/select.js'
import { currentTime } from '../../world.js'

/** What the verbs take that look at all DaemonSets of a cluster at once. */
export const OVERVIEW = {
  files: FILES,
  noPods: NO_PODS,
  namespace: NAMESPACE,
  selector: SELECTOR,
  details: DETAILS,
  now: NOW,
  kubernetes: KUBERNETES,
}

/** What of a cluster says where pods are, and where they should be. */
export const PLACED = ['nodes', 'daemonsets', 'pods'] as const

/** What they are given. */
interface Given extends Selection {
  readonly files: readonly Input[]
  readonly noPods: boolean
  readonly now: InstantText | undefined
  readonly kubernetes: KubernetesSemantics
}

/** What they look at. */
export interface OverviewInput {
  readonly taken: Taken
  /** The whole cluster, manifests that are not in it among its DaemonSets. */
  readonly snapshot: Cluster
  /** The DaemonSets that `-n` and `-l` leave, by namespace and name. */
  readonly selected: readonly string[]
  /** Those among them that are not in the cluster. */
  readonly isNew: readonly string[]
  readonly options: AttributionOptions & { readonly now: InstantText }
  /** What cannot be looked at. */
  readonly unchecked: readonly string[]
}

/** Takes in a cluster, and the DaemonSets that are asked about; and where its pods stand where that is asked for. */
export const overviewInput = async (
  given: Given,
  desk: Desk,
  { placement, needs }: Pick<ReadOptions, 'placement' | 'needs'> = {},
): Promise<OverviewInput> => {
  const { files, noPods, namespace, kubernetes } = given
  const taken = await takeIn(files, desk, { namespace, kubernetes, placement, needs, noPods })
  const { objects, served } = taken
  const selected = selectDaemonSets(served, given)
  return {
    taken,
    snapshot: cluster(objects),
    selected: selected.map(({ daemonSet }) => objectKey(daemonSet)),
    isNew: selected.flatMap(({ daemonSet, isNew }) => (isNew ? [objectKey(daemonSet)] : [])),
    options: {
      now: given.now ?? currentTime(desk),
      events: objects.events,
      semantics: kubernetes.semantics,
    },
    unchecked: [
      ...noneLeft(selected.length, taken, given),
      ...(selected.length > 0 ? podsUnchecked(PODS_THERE, taken) : []),
    ],
  }
}

/** An overview without the kinds of objects of which `unchecked` says that they are missing. */
export const saidOnce = <A extends { readonly unknown: readonly string[] }>(overview: A): A => ({
  ...overview,
  unknown: overview.unknown.filter((kind) => !UNCHECKED.has(kind)),
})

const UNCHECKED: ReadonlySet<string> = new Set(['nodes', 'pods', 'daemonSets'])

/** That some DaemonSets are looked at as if they were in the cluster. */
export const notYetThere = (isNew: readonly string[]): readonly string[] =>
  isNew.length === 0 ? [] : [`not in the cluster yet: ${someOf(isNew)}`]

/** Markdown with what there is to say of the input behind the headline, where nothing cuts it off. */
export const withInput = (
  [headline = '', ...rest]: readonly string[],
  said: SaidOfInput,
): readonly string[] => {
  const list = markdownList(said)
  return [headline, ...(list.length === 0 ? [] : ['', ...list]), ...rest]
}
