import * as E from 'fp-ts/Either'
import type { Pod } from '../kube/pod.js'
import { FIELD_NODE_NAME } from '../kube/wellKnown.js'

/**
 * Why no node can be computed for a pod.
 *
 * @since 0.1.0
 */
export type TargetNodeFault = {
  readonly code: 'NoRequiredAffinity' | 'NoTerms' | 'NodeNotUnique' | 'NoNodeName'
}

/**
 * The node that a daemon pod belongs to: where it runs, or where its affinity pins it.
 *
 * - **Rules**
 *   1. `spec.nodeName`, unless empty.
 *   2. Otherwise the first `matchFields` entry `metadata.name In [node]` in the required terms; it must
 *      name exactly one node.
 *
 * - **Errors** `Left` with the one thing that is missing. Never throws.
 * - **Upstream** kubernetes `pkg/controller/daemon/util/daemonset_util.go` GetTargetNodeName
 *
 * @example
 * import { targetNode } from 'podfit/controller'
 *
 * targetNode({ spec: { nodeName: 'n1' } }) // => { _tag: 'Right', right: 'n1' }
 *
 * @since 0.1.0
 */
export const targetNode = (pod: Pod): E.Either<readonly [TargetNodeFault], string> => {
  const nodeName = pod.spec?.nodeName ?? ''
  if (nodeName !== '') return E.right(nodeName)
  const required = pod.spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution
  if (required === null || required === undefined) return E.left([{ code: 'NoRequiredAffinity' }])
  const terms = required.nodeSelectorTerms ?? []
  if (terms.length === 0) return E.left([{ code: 'NoTerms' }])
  const pin = terms
    .flatMap((term) => term.matchFields ?? [])
    .find((field) => field.key === FIELD_NODE_NAME && field.operator === 'In')
  if (pin === undefined) return E.left([{ code: 'NoNodeName' }])
  const [node, ...more] = pin.values ?? []
  return node === undefined || more.length > 0 ? E.left([{ code: 'NodeNotUnique' }]) : E.right(node)
}

/** The name of that node; empty where none can be told. */
export const targetName = (pod: Pod): string => {
  const target = targetNode(pod)
  return E.isRight(target) ? target.right : ''
}
