import type { ClusterObjects } from '../../cluster/cluster.js'
import type { DaemonSet } from '../../kube/daemonSet.js'
import type { Node } from '../../kube/node.js'
import { newestSemantics, type Semantics } from '../../kube/semantics.js'
import { compile } from '../../placement/compile.js'
import { decide } from '../../placement/decide.js'
import { isBlocking, taintParts } from '../../taint/taintParts.js'
import { usedToleration } from '../../taint/untolerated.js'
import { nameOf, objectKey } from '../../cluster/cluster.js'
import { withTaints } from '../survey.js'
import type { TaintSuggestion } from './suggestion.js'

/**
 * The taints that keep a DaemonSet from a node that it selects, to be taken off, and which other DaemonSets
 * would come then.
 *
 * Laws      Without the taints the DaemonSet runs there, if it selects the node; with any of them it does not.
 * Errors    Never throws.
 *
 * @example
 * import { suggestTaintRemoval } from 'podfit/impact'
 *
 * const daemonSet = { metadata: { name: 'agent' }, spec: { template: {} } }
 * const node = { metadata: { name: 'n1' }, spec: { taints: [{ key: 'old', effect: 'NoSchedule' }] } }
 * suggestTaintRemoval(daemonSet, node, {}).taints // => [{ key: 'old', value: '', effect: 'NoSchedule' }]
 *
 * @since 0.1.0
 */
export const suggestTaintRemoval = (
  daemonSet: DaemonSet,
  node: Node,
  { daemonSets }: Pick<ClusterObjects, 'daemonSets'>,
  semantics: Semantics = newestSemantics,
): TaintSuggestion => {
  const { tolerations } = policyOf(daemonSet, semantics)
  const taints = node.spec?.taints ?? []
  const blocking = taints.filter(
    (taint) => isBlocking(taint) && usedToleration(tolerations, taint, semantics) === undefined,
  )
  const rest = withTaints(
    node,
    taints.filter((taint) => !blocking.includes(taint)),
  )
  const admits = (daemonSets ?? [])
    .filter((other) => objectKey(other) !== objectKey(daemonSet))
    .filter((other) => {
      const policy = policyOf(other, semantics)
      return decide(policy, rest) === 'run' && decide(policy, node) !== 'run'
    })
  return {
    node: nameOf(node),
    taints: blocking.map(taintParts),
    admits: admits.map(objectKey),
  }
}

const policyOf = ({ spec }: DaemonSet, semantics: Semantics) =>
  compile({ kind: 'DaemonSet', spec: spec ?? {} }, semantics)
