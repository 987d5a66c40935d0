import { own } from '../data/own.js'
import type { Pod } from '../kube/pod.js'
import { newestSemantics, type Semantics } from '../kube/semantics.js'
import { LABEL_REVISION_HASH, LABEL_TEMPLATE_GENERATION } from '../kube/wellKnown.js'

/**
 * The hash of the current revision: its text; `new` for a revision that is yet to be made, whose hash no
 * pod can carry; `unknown` where the revisions were not given.
 */
export type RevisionHash =
  | { readonly code: 'known'; readonly hash: string }
  | { readonly code: 'new' }
  | { readonly code: 'unknown' }

/**
 * Was this pod made from the current template? Undefined when that depends on revisions that were not given.
 *
 * - **Rules**
 *   1. Yes if the pod's generation label is the template generation, as decimal text (older releases never
 *      found them equal).
 *   2. Yes if the pod's hash label is the current revision's hash, and that is not empty.
 *
 * - **Upstream** kubernetes `pkg/controller/daemon/util/daemonset_util.go` IsPodUpdated
 */
export const isPodUpdated = (
  pod: Pod,
  hash: RevisionHash,
  generation: bigint | undefined,
  semantics: Semantics = newestSemantics,
): boolean | undefined => {
  const labels = pod.metadata?.labels
  const counts = semantics.generationCounts && generation !== undefined
  if (counts && own(labels, LABEL_TEMPLATE_GENERATION) === String(generation)) return true
  switch (hash.code) {
    case 'known':
      return hash.hash !== '' && own(labels, LABEL_REVISION_HASH) === hash.hash
    case 'new':
      return false
    case 'unknown':
      return undefined
  }
}
