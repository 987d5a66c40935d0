import { asCreated } from '../../../api/asCreated.js'
import { cluster, type Cluster } from '../../../cluster/cluster.js'
import { asApplied } from '../../../impact/asApplied.js'
import { triggersRollout, type RolloutTrigger } from '../../../impact/triggersRollout.js'
import type { KubernetesSemantics } from '../../../kube/semanticsFor.js'
import {
  findAccepted,
  findServed,
  withoutOwned,
  type Served,
  type Taken,
} from '../../input/takeIn.js'

/** What is rolled out, and what is around it. */
export interface RolloutSubject extends Omit<Served, 'given'> {
  readonly around: Cluster
  /** Whether the manifest that takes the place of the cluster's object makes a new revision. */
  readonly triggersRollout?: RolloutTrigger
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
  snapshot: Taken,
  manifests: Taken | undefined,
  wanted: string,
  { namespace, kubernetes: { semantics } }: Asked,
): RolloutSubject => {
  const indexed = cluster(snapshot.objects)
  const around = (isNew: boolean): Cluster => (isNew ? withoutOwned(indexed) : indexed)
  if (manifests === undefined) {
    const served = findServed(snapshot, wanted, namespace)
    return { ...served, around: around(served.isNew) }
  }
  const found = findAccepted(manifests, wanted, namespace, '--apply')
  const live = snapshot.served.find(
    ({ daemonSet, isNew }) => !isNew && found.code === 'Updated' && daemonSet === found.live,
  )?.daemonSet
  if (live === undefined) {
    return { daemonSet: asCreated(found.daemonSet), isNew: true, around: around(true) }
  }
  return {
    daemonSet: asApplied(live, found.given, { semantics }),
    isNew: false,
    around: around(false),
    triggersRollout: triggersRollout(live, found.given, { applied: true, semantics }),
  }
}
