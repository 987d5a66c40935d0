import { nameOf } from '../kube/objectFacts.js'
import { applyEdits, type Edit } from '../data/edit.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import type { Node } from '../kube/node.js'
import type { Semantics } from '../kube/semantics.js'
import { compileDaemonSet } from '../placement/compileDaemonSet.js'
import { decide } from '../placement/decide.js'

/** A DaemonSet with edits made to it. */
export const edited = (daemonSet: DaemonSet, edits: readonly Edit[]): DaemonSet =>
  applyEdits(daemonSet, edits) as DaemonSet

/** The nodes that run a DaemonSet after some edits and do not before. */
export const gainedBy = (
  daemonSet: DaemonSet,
  edits: readonly Edit[],
  nodes: readonly Node[],
  semantics: Semantics,
): readonly string[] => {
  const was = compileDaemonSet(daemonSet, semantics)
  const is = compileDaemonSet(edited(daemonSet, edits), semantics)
  return nodes
    .filter((node) => decide(is, node) === 'run' && decide(was, node) !== 'run')
    .map(nameOf)
}
