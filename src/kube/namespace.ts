import type { Maybe } from '../data/maybe.js'
import { own } from '../data/own.js'
import type { ObjectMeta, StringMap } from './objectMeta.js'
import { ANNOTATION_NODE_SELECTOR } from './wellKnown.js'

/** How far a namespace is: `Active` or `Terminating`. @since 0.1.0 */
export interface NamespaceStatus {
  readonly phase?: Maybe<string>
}

/**
 * The slice of a namespace that says whether anything can still be created in it.
 *
 * @since 0.1.0
 */
export interface Namespace {
  readonly apiVersion?: Maybe<string>
  readonly kind?: Maybe<string>
  readonly metadata?: Maybe<ObjectMeta>
  readonly status?: Maybe<NamespaceStatus>
}

/**
 * The node selector that the admission plug-in PodNodeSelector, where a cluster has it, gives the pods of a
 * namespace. A text that it cannot read gives none.
 *
 * - **Upstream** kubernetes `plugin/pkg/admission/podnodeselector/admission.go`
 *   Plugin.getNamespaceNodeSelectorMap; apimachinery `pkg/labels/labels.go` ConvertSelectorToLabelsMap
 */
export const namespaceSelector = (namespace: Namespace | undefined): StringMap => {
  const text = own(namespace?.metadata?.annotations, ANNOTATION_NODE_SELECTOR) ?? ''
  return readSelectorText(text)
}

/** What such a text selects: `key=value`, with commas between. */
export const readSelectorText = (text: string): StringMap => {
  const entries = text.split(',').map((part) => part.split('=').map((side) => side.trim()))
  if (text === '' || entries.some(({ length }) => length !== 2)) return {}
  return Object.fromEntries(entries.map(([key = '', value = '']) => [key, value]))
}
