import * as E from 'fp-ts/Either'
import { type Scene } from 'podfit/arbitraries'
import { applyPlan } from '../../src/cluster/applyPlan.js'
import { isTerminating, objectKey } from '../../src/kube/objectFacts.js'
import { cluster, type Cluster } from '../../src/cluster/cluster.js'
import { updateCluster } from '../../src/cluster/updateCluster.js'
import { plan } from '../../src/cluster/plan.js'
import { SECOND, formatInstant, parseInstant, type InstantText } from '../../src/data/instant.js'
import type { DaemonSet } from '../../src/kube/daemonSet.js'
import type { Pod } from '../../src/kube/pod.js'
import type { Backoff } from '../../src/sync/backoff.js'
import type { Choice } from '../../src/sync/choose.js'
import type { Plan } from '../../src/sync/plan.js'
import { targetNode } from '../../src/sync/daemonPods.js'

/** A cluster with one DaemonSet and a clock, in which passes of the controller and the world take turns. */
export interface World {
  readonly snapshot: Cluster
  readonly daemonSet: DaemonSet
  readonly now: InstantText
  readonly backoff: Backoff
}

export const worldOf = ({ daemonSet, nodes, pods, revisions }: Scene): World => ({
  snapshot: cluster({ nodes, pods, revisions }),
  daemonSet,
  now: '2026-01-01T00:01:00Z',
  backoff: {},
})

/** What is Kubernetes picks any: numbers from which choices are made, one after another. */
export type Luck = () => number

export const luckOf = (numbers: readonly number[]): Luck => {
  let i = 0
  return () => numbers[i++ % numbers.length] ?? 0
}

/** Picks the members of a choice. */
export const pickWith =
  (luck: Luck) =>
  ({ from, count }: Choice): readonly string[] => {
    const left = [...from]
    return Array.from({ length: count }, () => left.splice(luck() % left.length, 1)[0] ?? '')
  }

/** One pass of the controller. */
export const planOf = ({ snapshot, daemonSet, now, backoff }: World): Plan =>
  plan(snapshot, daemonSet, { now, backoff })

/** The world after a pass, with its writes seen. */
export const after = (world: World, pass: Plan, luck: Luck): World => ({
  ...world,
  ...applied(world, pass, luck),
  backoff: pass.backoff,
})

const applied = ({ snapshot, daemonSet }: World, pass: Plan, luck: Luck) => {
  const result = applyPlan(snapshot, daemonSet, pass, {
    pick: pickWith(luck),
    deleted: 'terminating',
  })
  return { snapshot: result.cluster, daemonSet: result.daemonSet }
}

/**
 * A minute goes by: pods that were being deleted are gone, pods whose node exists are bound and run, and
 * each becomes ready or not, as luck has it; with `allReady` all do.
 */
export const aMinuteLater = (world: World, luck: Luck, allReady: boolean): World => {
  const now = formatInstant((parseInstant(world.now) ?? 0n) + 60n * SECOND)
  const pods = [...(world.snapshot.pods?.values() ?? [])]
  const gone = pods.filter((pod) => isTerminating(pod.metadata)).map(objectKey)
  const moved = pods
    .filter((pod) => !isTerminating(pod.metadata) && !hasEnded(pod))
    .map((pod) => running(pod, world, allReady || luck() % 2 === 0))
  return {
    ...world,
    now,
    snapshot: updateCluster(world.snapshot, { put: { pods: moved }, drop: { pods: gone } }),
  }
}

const hasEnded = ({ status }: Pod): boolean =>
  status?.phase === 'Failed' || status?.phase === 'Succeeded'

const running = (pod: Pod, { snapshot, now }: World, ready: boolean): Pod => {
  const target = targetNode(pod)
  if (E.isLeft(target) || snapshot.nodes?.has(target.right) !== true) return pod
  const wasReady = pod.status?.conditions?.some(({ status }) => status === 'True') === true
  const conditions =
    ready && wasReady
      ? pod.status.conditions
      : [{ type: 'Ready', status: ready ? 'True' : 'False', lastTransitionTime: now }]
  return {
    ...pod,
    spec: { ...pod.spec, nodeName: target.right },
    status: { phase: 'Running', conditions },
  }
}

/** Whether a pass changes nothing but perhaps the status. */
export const isIdle = (pass: Plan): boolean =>
  pass.creates.length === 0 &&
  pass.choices.length === 0 &&
  pass.pods.every(({ disposition }) => disposition.code !== 'delete')
