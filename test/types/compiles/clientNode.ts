/** What goes in comes out as the type that `@kubernetes/client-node` has for it. */
import type {
  V1DaemonSet,
  V1Deployment,
  V1Node,
  V1Pod,
  V1Taint,
  V1Toleration,
} from '@kubernetes/client-node'
import {
  classify,
  cluster,
  daemonSetPolicy,
  orThrow,
  plan,
  podPolicy,
  tolerates,
  untoleratedTaints,
  type Policy,
} from 'podfit'
import { asCreated, defaultDaemonSet } from 'podfit/api'
import { cordonNode, editTaints, rolloutRestart, uncordonNode } from 'podfit/kubectl'

declare const daemonSet: V1DaemonSet
declare const deployment: V1Deployment
declare const node: V1Node
declare const pod: V1Pod
declare const taint: V1Taint
declare const toleration: V1Toleration
declare const policy: Policy
declare const effect: string
declare const now: string

export const cordoned: V1Node = cordonNode(node)
export const uncordoned: V1Node = uncordonNode(node)
export const classes: V1Node[] = classify([policy], [node]).flatMap(({ nodes }) => nodes)
export const open: V1Taint[] = [...untoleratedTaints([toleration], [taint])]
export const edited: V1Taint[] = [
  ...orThrow(editTaints([taint], { add: [], remove: [{ key: 'a', effect: '' }] })).taints,
]
export const restarted: V1DaemonSet = orThrow(rolloutRestart(daemonSet, { now: new Date(0) }))
export const defaulted: V1DaemonSet = defaultDaemonSet(daemonSet)
export const created: V1DaemonSet = asCreated(daemonSet)

export const policies = [daemonSetPolicy(daemonSet), podPolicy(deployment), podPolicy(pod)]
export const tolerated = [tolerates(toleration, taint), tolerates({ key: 'a' }, taint)]
export const ofText = tolerates({ key: 'a', effect }, { key: 'a', effect })
export const planned = plan(cluster({ nodes: [node] }), daemonSet, { now: new Date(now) })
