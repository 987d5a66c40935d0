import { asCreated } from '../../api/asCreated.js'
import { cluster, type Cluster } from '../../cluster/cluster.js'
import { asApplied } from '../../impact/asApplied.js'
import { triggersRollout, type RolloutTrigger } from '../../impact/triggersRollout.js'
import type { DaemonSet } from '../../kube/daemonSet.js'
import { objectKey } from '../../kube/objectFacts.js'
import type { KubernetesSemantics } from '../../kube/semanticsFor.js'
import type { Snapshot } from '../input/snapshot.js'
import { calledDaemonSet, findDaemonSet } from '../options/select.js'
import { asServed, refusedAs, withoutOwned, type Served } from './asServed.js'

/** What is rolled out, and what is around it. */
export interface RolloutSubject extends Served {
  readonly around: Cluster
  /** Whether the manifest that takes the place of the cluster's object makes a new revision. */
  readonly triggersRollout?: RolloutTrigger
  /** Whether the input has a manifest of it that is not looked at. */
  readonly shadowed: boolean
}

interface Asked {
  readonly namespace: string | undefined
  readonly kubernetes: KubernetesSemantics
}

/**
 * The DaemonSet whose rollout is asked for: the one of the snapshot, or a manifest as the API server would
 * store it now, in place of the snapshot's or as a new one.
 */
export const rolloutSubject = (
  snapshot: Snapshot,
  manifests: Snapshot | undefined,
  wanted: string,
  asked: Asked,
): RolloutSubject => {
  const { semantics } = asked.kubernetes
  const indexed = cluster(snapshot.objects)
  const known = asServed(snapshot.objects.daemonSets ?? [], semantics)
  const all = known.served.map(({ daemonSet }) => daemonSet)
  const around = (isNew: boolean): Cluster => (isNew ? withoutOwned(indexed) : indexed)
  if (manifests === undefined) {
    const found = findDaemonSet(all, wanted, asked.namespace, snapshot.problems)
    const served = known.served[all.indexOf(found)] as Served
    const shadowed = known.shadowed.includes(objectKey(found))
    return { ...served, around: around(served.isNew), shadowed }
  }
  const manifest = manifestOf(manifests, wanted, asked)
  const live = known.served.find(
    ({ daemonSet, isNew }) => !isNew && objectKey(daemonSet) === objectKey(manifest),
  )?.daemonSet
  const isNew = live === undefined
  const daemonSet = isNew ? asCreated(manifest) : asApplied(live, manifest)
  return {
    daemonSet,
    isNew,
    refused: refusedAs(daemonSet, live, semantics),
    around: around(isNew),
    ...(!isNew && {
      triggersRollout: triggersRollout(live, manifest, { applied: true, semantics }),
    }),
    shadowed: false,
  }
}

/** The manifest of a name; one without a namespace is put into the one that is asked for, as by kubectl. */
const manifestOf = (
  { objects, problems }: Snapshot,
  wanted: string,
  { namespace }: Asked,
): DaemonSet => {
  const asked = calledDaemonSet(wanted, namespace).namespace ?? 'default'
  const manifests = (objects.daemonSets ?? []).map((manifest) => {
    const own = manifest.metadata?.namespace ?? ''
    const metadata = { ...manifest.metadata, namespace: own === '' ? asked : own }
    return { ...manifest, metadata }
  })
  return findDaemonSet(manifests, wanted, namespace, problems, '--apply')
}
