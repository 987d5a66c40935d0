import * as E from 'fp-ts/Either'
import { claimablePods, type Cluster } from '../../cluster/cluster.js'
import { compareText } from '../../data/compareText.js'
import { toInstantOrZero } from '../../data/instant.js'
import type { DaemonSet } from '../../kube/daemonSet.js'
import type { Node } from '../../kube/node.js'
import { newestSemantics, type Semantics } from '../../kube/semantics.js'
import type { Decision } from '../../reason/verdict.js'
import { hasLeft, isReady } from '../../kube/podFacts.js'
import { isAvailable } from '../../sync/availability.js'
import { daemonPod, oldestFirst, type DaemonPod } from '../../sync/daemonPods.js'
import type { Plan } from '../../sync/plan.js'

/** A pod of a DaemonSet at its place, as a rollout looks at it. */
export interface PlacedPod extends DaemonPod {
  readonly updated: boolean
  readonly ready: boolean
  readonly available: boolean
}

/** A node that should run a pod or has one, with the pods on it, the oldest first. */
export interface Place {
  readonly name: string
  /** Undefined for a node that does not exist. */
  readonly node: Node | undefined
  readonly decision: Decision | undefined
  readonly pods: readonly PlacedPod[]
}

/**
 * Where a DaemonSet has pods or should have one, by the plan of a pass, in the order of names. Pods that it
 * releases, that have ended and are being deleted, or for which no node can be told are left out, as the
 * controller does.
 */
export const placesOf = (
  snapshot: Cluster,
  daemonSet: DaemonSet,
  plan: Plan,
  semantics: Semantics = newestSemantics,
): readonly Place[] => {
  const now = toInstantOrZero(plan.now)
  const byName = new Map(
    (claimablePods(snapshot, daemonSet) ?? []).map((pod) => [pod.metadata?.name ?? '', pod]),
  )
  const seconds = daemonSet.spec?.minReadySeconds ?? 0
  const onNodes = new Map<string, PlacedPod[]>(
    plan.nodes.flatMap(({ name, decision }) => (decision === 'run' ? [[name, []]] : [])),
  )
  for (const { name, claim, updated } of plan.pods) {
    const pod = byName.get(name)
    if (pod === undefined || claim === 'released') continue
    const known = daemonPod(pod, claim)
    if (E.isLeft(known.target)) continue
    if (hasLeft(known, semantics)) continue
    const placed: PlacedPod = {
      ...known,
      updated: updated === true,
      ready: isReady(pod),
      available: isAvailable(pod, seconds, now, semantics),
    }
    onNodes.set(known.target.right, [...(onNodes.get(known.target.right) ?? []), placed])
  }
  const decisions = new Map(plan.nodes.map(({ name, decision }) => [name, decision]))
  return [...onNodes]
    .map(([name, pods]) => ({
      name,
      node: snapshot.nodes?.get(name),
      decision: decisions.get(name),
      pods: pods.sort(oldestFirst),
    }))
    .sort((a, b) => compareText(a.name, b.name))
}

/** The pod that serves a node: available and not on its way out, an updated one if there are two. */
export const availablePod = ({ pods }: Place): PlacedPod | undefined => {
  const serving = pods.filter((pod) => pod.available && !pod.terminating)
  return serving.find((pod) => pod.updated) ?? serving[0]
}
