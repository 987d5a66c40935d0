import type { Node } from '../kube/node.js'
import type { OfKind } from '../kube/kind.js'
import type { Decision } from '../reason/verdict.js'
import type { Policy } from './policy.js'
import { walk } from './walk.js'

/**
 * What a node gets of a policy's pods: `run`, a pod should run there; `stay`, no new pod, an existing one keeps
 * running; `leave`, none is allowed there.
 *
 * - **Laws** decide(p, n) ≡ explain(p, n).decision
 * - **Cost** as the walk without a listener: nothing is allocated
 * - **Errors** Never throws.
 * - **Upstream** kubernetes `pkg/controller/daemon/daemon_controller.go` NodeShouldRunDaemonPod
 *
 * @example
 * import { daemonSetPolicy, decide, orThrow } from 'podfit'
 *
 * const policy = orThrow(daemonSetPolicy({ spec: { template: {} } }))
 * const taints = [{ key: 'dedicated', value: 'db', effect: 'NoSchedule' }]
 * decide(policy, { metadata: { name: 'n1' }, spec: { taints } }) // => 'stay'
 *
 * @since 0.1.0
 */
export const decide = <const K extends string>(
  policy: Policy,
  node: Node & OfKind<K, 'Node'>,
): Decision => walk(policy, node)

/**
 * Whether a pod of this policy is started on this node: upstream's first answer.
 *
 * @example
 * import { daemonSetPolicy, orThrow, shouldRun } from 'podfit'
 *
 * const policy = orThrow(daemonSetPolicy({ spec: { template: {} } }))
 * const taints = [{ key: 'dedicated', value: 'db', effect: 'NoSchedule' }]
 * shouldRun(policy, { metadata: { name: 'n1' }, spec: { taints } }) // => false
 *
 * @since 0.1.0
 */
export const shouldRun = <const K extends string>(
  policy: Policy,
  node: Node & OfKind<K, 'Node'>,
): boolean => walk(policy, node) === 'run'

/**
 * Whether a pod of this policy that is already on this node keeps running: upstream's second answer.
 *
 * @example
 * import { daemonSetPolicy, orThrow, shouldContinueRunning } from 'podfit'
 *
 * const policy = orThrow(daemonSetPolicy({ spec: { template: {} } }))
 * const taints = [{ key: 'dedicated', value: 'db', effect: 'NoSchedule' }]
 * shouldContinueRunning(policy, { metadata: { name: 'n1' }, spec: { taints } }) // => true
 *
 * @since 0.1.0
 */
export const shouldContinueRunning = <const K extends string>(
  policy: Policy,
  node: Node & OfKind<K, 'Node'>,
): boolean => walk(policy, node) !== 'leave'
