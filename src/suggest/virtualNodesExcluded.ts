import { grouped } from '../data/grouped.js'
import { type PatchOperation, setMember } from '../data/patch.js'
import type { NodeSelectorRequirement, NodeSelectorTerm } from '../kube/affinity.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import type { Node } from '../kube/node.js'
import { POD_SPEC, REQUIRED, REQUIRED_AFFINITY } from '../kube/podTemplate.js'
import { virtualSign } from '../taint/virtualNode.js'
import type { NodeExclusion } from './suggestion.js'

/**
 * What a DaemonSet asks in addition so that it selects none of some virtual nodes; nothing where one of them has no label
 * that says what it is.
 */
export const virtualNodesExcluded = (
  daemonSet: DaemonSet,
  virtual: readonly Node[],
): NodeExclusion | undefined => {
  const labels = virtual.flatMap((node) => {
    const sign = virtualSign(node)
    return sign !== undefined && 'label' in sign ? [sign.label] : []
  })
  if (labels.length === 0 || labels.length < virtual.length) return undefined
  const requirements = [...grouped(new Set(labels), keyOf)].map(
    ([key, same]): NodeSelectorRequirement => ({
      key,
      operator: 'NotIn',
      values: same.map((label) => label.slice(key.length + 1)),
    }),
  )
  const required = daemonSet.spec?.template?.spec?.affinity?.nodeAffinity?.[REQUIRED]
  const terms = required?.nodeSelectorTerms ?? undefined
  const path = [...POD_SPEC, ...REQUIRED_AFFINITY, 'nodeSelectorTerms']
  const patch: readonly PatchOperation[] = [
    setMember(daemonSet, path, narrowedTo(terms, requirements)),
  ]
  return { requirements, patch }
}

const keyOf = (label: string): string => label.slice(0, label.indexOf('='))

/** Terms that ask something more, each of them; one without requirements matches nothing and stays so. */
export const narrowedTo = (
  terms: readonly NodeSelectorTerm[] | undefined,
  requirements: readonly NodeSelectorRequirement[],
): readonly NodeSelectorTerm[] => {
  if (terms === undefined) return [{ matchExpressions: requirements }]
  if (requirements.length === 0) return terms
  return terms.map((term) => {
    const expressions = term.matchExpressions ?? []
    return expressions.length + (term.matchFields?.length ?? 0) === 0
      ? term
      : { ...term, matchExpressions: [...expressions, ...requirements] }
  })
}
