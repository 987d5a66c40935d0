import { own } from '../data/own.js'
import type { Node } from '../kube/node.js'
import type { Taint } from '../kube/taint.js'
import { LABEL_VIRTUAL_KUBELET_PROVIDER } from '../kube/wellKnown.js'
import { VIRTUAL_NODE_LABELS } from '../kube/wellKnownLabels.js'
import { WELL_KNOWN_TAINTS } from '../kube/wellKnownTaints.js'

/** What says of a node that it is virtual: one of its labels, or one of its taints. */
export type VirtualSign = { readonly label: string } | { readonly taint: Taint }

const VIRTUAL_TAINTS = WELL_KNOWN_TAINTS.flatMap(({ taint, virtual }) => (virtual ? [taint] : []))

/**
 * What says of a node that no kubelet runs on it, so that the pods of a DaemonSet never start there: a label of
 * virtual nodes, otherwise the taint that keeps others away from them; nothing of a real node.
 */
export const virtualSign = ({ metadata, spec }: Node): VirtualSign | undefined => {
  const value = (key: string): string | undefined => own(metadata?.labels, key)
  const known = VIRTUAL_NODE_LABELS.find(([key, wanted]) => value(key) === wanted)
  const provider = value(LABEL_VIRTUAL_KUBELET_PROVIDER)
  if (known !== undefined) return { label: known.join('=') }
  if (provider !== undefined) return { label: `${LABEL_VIRTUAL_KUBELET_PROVIDER}=${provider}` }
  const taint = (spec?.taints ?? []).find((each) =>
    VIRTUAL_TAINTS.some(
      (virtual) =>
        virtual.key === each.key && (virtual.value === undefined || virtual.value === each.value),
    ),
  )
  return taint === undefined ? undefined : { taint }
}
