import { nameOf } from '../kube/objectFacts.js'
import { own } from '../data/own.js'
import type { Node } from '../kube/node.js'
import { NO_EXECUTE, NO_SCHEDULE } from '../kube/wellKnown.js'
import type { Decision } from '../reason/verdict.js'
import type { Taint } from '../kube/taint.js'
import { affinityMatches, type RequiredAffinity } from '../selector/nodeAffinity.js'
import type { ReadToleration } from '../taint/readToleration.js'
import { CORDON_TAINT } from '../taint/taintParts.js'
import { usedToleration } from '../taint/untolerated.js'
import type { Policy, SelectedLabel } from './policy.js'

/**
 * Hears of everything the walk finds. `leaves` says whether a pod that is already there leaves too.
 */
export interface Listener {
  readonly nodeNameDiffers: (leaves: boolean) => void
  readonly labelDiffers: (wanted: SelectedLabel, leaves: boolean) => void
  readonly noTermMatches: (affinity: RequiredAffinity, leaves: boolean) => void
  readonly unschedulable: (leaves: boolean) => void
  readonly untolerated: (taint: Taint, index: number, leaves: boolean) => void
  readonly tolerated: (taint: Taint, index: number, by: ReadToleration) => void
}

/**
 * Walks one policy over one node: the one place where the rules come together. With nobody listening it
 * stops as soon as the decision is certain; with a listener it goes on to the end, also where upstream
 * stops.
 *
 * - **Rules**
 *   1. `nodeName`, unless empty, is the node's name; otherwise leave.
 *   2. Every entry of `nodeSelector` is on the node.
 *   3. The required node affinity, if there is one, matches. A miss in 2 or 3 makes a daemon pod leave and
 *      only keeps another pod from coming (its affinity is ignored during execution).
 *   4. A cordoned node takes a pod only if it tolerates the cordon taint. Daemon pods are not asked.
 *   5. Every `NoExecute` taint is tolerated, otherwise leave; every `NoSchedule` taint is tolerated,
 *      otherwise stay.
 *   6. A pod that names its node skips the scheduler: 4 and `NoSchedule` do not apply to it.
 *
 * - **Cost** O(labels asked + terms + taints × tolerations); allocates nothing without a listener
 * - **Upstream** kubernetes `pkg/controller/daemon/daemon_controller.go` NodeShouldRunDaemonPod,
 *   nodeShouldRunDaemonPod, predicates; kubernetes `pkg/scheduler/framework/plugins/nodename/node_name.go`
 *   NodeName.Filter; kubernetes `pkg/scheduler/framework/plugins/nodeunschedulable/node_unschedulable.go`
 *   NodeUnschedulable.Filter; kubernetes `pkg/scheduler/framework/plugins/nodeaffinity/node_affinity.go`
 *   NodeAffinity.Filter; kubernetes `pkg/scheduler/framework/plugins/tainttoleration/taint_toleration.go`
 *   TaintToleration.Filter
 */
export const walk = (policy: Policy, node: Node, listener?: Listener): Decision => {
  const daemon = policy.kind === 'DaemonSet'
  const name = nameOf(node)
  const labels = node.metadata?.labels
  let decision: Decision = 'run'

  if (policy.nodeName !== '' && policy.nodeName !== name) {
    if (listener === undefined) return 'leave'
    decision = 'leave'
    listener.nodeNameDiffers(true)
  }

  for (const wanted of policy.selectedLabels) {
    if (own(labels, wanted.key) === wanted.value) continue
    decision = worse(decision, daemon ? 'leave' : 'stay')
    if (listener === undefined) {
      if (daemon) return 'leave'
    } else listener.labelDiffers(wanted, daemon)
  }

  if (policy.affinity !== undefined && !affinityMatches(policy.affinity, node)) {
    decision = worse(decision, daemon ? 'leave' : 'stay')
    if (listener === undefined) {
      if (daemon) return 'leave'
    } else listener.noTermMatches(policy.affinity, daemon)
  }

  const scheduled = daemon || policy.nodeName === ''
  if (!daemon && scheduled && node.spec?.unschedulable === true) {
    if (usedToleration(policy.tolerations, CORDON_TAINT, policy.semantics) === undefined) {
      decision = worse(decision, 'stay')
      listener?.unschedulable(false)
    }
  }

  const taints = node.spec?.taints ?? []
  for (let i = 0; i < taints.length; i++) {
    const taint = taints[i] as Taint
    const executes = taint.effect === NO_EXECUTE
    if (!executes && !(taint.effect === NO_SCHEDULE && scheduled)) continue
    if (!executes && listener === undefined && decision === 'stay') continue
    const by = usedToleration(policy.tolerations, taint, policy.semantics)
    if (by !== undefined) listener?.tolerated(taint, i, by)
    else {
      if (executes && listener === undefined) return 'leave'
      decision = worse(decision, executes ? 'leave' : 'stay')
      listener?.untolerated(taint, i, executes)
    }
  }
  return decision
}

const worse = (a: Decision, b: 'stay' | 'leave'): Decision => (a === 'leave' ? a : b)
