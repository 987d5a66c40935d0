import { own } from '../../data/own.js'
import type { Namespace } from '../../kube/namespace.js'
import type { StringMap } from '../../kube/objectMeta.js'

/** The annotation by which a namespace gives all of its pods a node selector. */
const ANNOTATION = 'scheduler.alpha.kubernetes.io/node-selector'

/**
 * The node selector that the admission plug-in PodNodeSelector, where a cluster has it, gives the pods of a
 * namespace. A text that it cannot read gives none.
 *
 * Upstream  kubernetes `plugin/pkg/admission/podnodeselector`, apimachinery ConvertSelectorToLabelsMap
 */
export const namespaceSelector = (namespace: Namespace | undefined): StringMap => {
  const text = own(namespace?.metadata?.annotations, ANNOTATION) ?? ''
  const entries = text.split(',').map((part) => part.split('=').map((side) => side.trim()))
  if (text === '' || entries.some(({ length }) => length !== 2)) return {}
  return Object.fromEntries(entries.map(([key = '', value = '']) => [key, value]))
}
