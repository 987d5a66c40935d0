/** What goes in comes out as the type that `kubernetes-types` has for it. */
import type { DaemonSet, Deployment } from 'kubernetes-types/apps/v1.d.ts'
import type { Node, Pod, Taint, Toleration } from 'kubernetes-types/core/v1.d.ts'
import {
  classify,
  daemonSetPolicy,
  orThrow,
  podPolicy,
  tolerates,
  untoleratedTaints,
  type Policy,
} from 'podfit'
import { asCreated, defaultDaemonSet } from 'podfit/api'
import { cordonNode, editTaints, rolloutRestart, uncordonNode } from 'podfit/kubectl'

declare const daemonSet: DaemonSet
declare const deployment: Deployment
declare const node: Node
declare const pod: Pod
declare const taint: Taint
declare const toleration: Toleration
declare const policy: Policy

export const cordoned: Node = cordonNode(node)
export const uncordoned: Node = uncordonNode(node)
export const classes: Node[] = classify([policy], [node]).flatMap(({ nodes }) => nodes)
export const open: Taint[] = [...untoleratedTaints([toleration], [taint])]
export const edited: Taint[] = [
  ...orThrow(editTaints([taint], { add: [], remove: [{ key: 'a', effect: '' }] })).taints,
]
export const restarted: DaemonSet = orThrow(rolloutRestart(daemonSet, { now: new Date(0) }))
export const defaulted: DaemonSet = defaultDaemonSet(daemonSet)
export const created: DaemonSet = asCreated(daemonSet)

export const policies = [daemonSetPolicy(daemonSet), podPolicy(deployment), podPolicy(pod)]
export const tolerated = tolerates(toleration, taint)
