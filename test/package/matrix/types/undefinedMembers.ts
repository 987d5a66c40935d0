/** Under `exactOptionalPropertyTypes`, what may be left out may be undefined, too. */
import { cluster, plan, type Cluster, type DaemonSet, type Node, type Plan } from 'podfit'
import { eviction } from 'podfit/controller'
import { diff, whatIf } from 'podfit/impact'
import { forecast, simulate } from 'podfit/rollout'

interface Asked {
  readonly now: Date
  readonly nodes?: readonly Node[]
  readonly daemonSet: DaemonSet
}

export const snapshotOf = ({ nodes }: Asked): Cluster =>
  cluster({
    nodes,
    pods: undefined,
    revisions: undefined,
    daemonSets: undefined,
    namespaces: undefined,
  })

export const node: Node = {
  metadata: { name: 'n1', labels: undefined, annotations: undefined },
  spec: { taints: undefined, unschedulable: undefined },
  status: undefined,
}

export const daemonSet: DaemonSet = {
  metadata: { name: 'a', namespace: undefined, uid: undefined, generation: undefined },
  spec: {
    selector: { matchLabels: undefined, matchExpressions: undefined },
    template: { metadata: undefined, spec: { nodeSelector: undefined, tolerations: undefined } },
    minReadySeconds: undefined,
    updateStrategy: { type: undefined, rollingUpdate: { maxSurge: undefined } },
  },
  status: undefined,
}

export const planned = (asked: Asked): Plan =>
  plan(snapshotOf(asked), asked.daemonSet, { now: asked.now, semantics: undefined })

export const others = (asked: Asked): readonly unknown[] => [
  eviction([], [], { semantics: undefined }),
  diff(snapshotOf(asked), snapshotOf(asked), { now: asked.now, semantics: undefined }),
  whatIf(snapshotOf(asked), [], { now: asked.now, semantics: undefined }),
  forecast(snapshotOf(asked), asked.daemonSet, { now: asked.now, semantics: undefined }),
  simulate(snapshotOf(asked), asked.daemonSet, { now: asked.now, semantics: undefined }),
]
