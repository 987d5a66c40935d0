import * as E from 'fp-ts/Either'
import { hasLeft } from '../kube/podFacts.js'
import type { Reason } from '../reason/reason.js'
import type { Selection } from './choose.js'
import type { DaemonPod } from './daemonPod.js'
import type { Pass } from './pass.js'
import type { DeleteReason, Disposition } from './fate.js'

/** What the steps of a pass decided about pods, and why a node refuses them. */
export interface Decided {
  readonly deletes: readonly Selection<DeleteReason>[]
  readonly special: ReadonlyMap<string, Disposition>
  readonly nodesKnown: boolean
  readonly reasons: (node: string) => readonly Reason[]
}

/**
 * What becomes of each pod, exactly one thing.
 *
 * - **Rules**
 *   1. A released pod is released. One that has ended and terminates (not so in older releases), or whose node
 *      cannot be computed, is out of the picture.
 *   2. What a step decided: deleted, maybe deleted, deleted later, kept for backoff.
 *   3. Otherwise by its state: terminating; on a node that does not exist; where it belongs; where it may
 *      continue.
 */
export const dispositions = (
  pass: Pass,
  pods: readonly DaemonPod[],
  decided: Decided,
): ReadonlyMap<string, Disposition> => {
  const chosen = new Map(decided.special)
  for (const selection of decided.deletes) {
    for (const { name, why } of selection.postponed) chosen.set(name, { code: 'postponed', why })
    for (const { choice, candidates } of selection.choices) {
      for (const { name, why } of candidates) {
        chosen.set(name, { code: 'choice', choice: choice.id, why })
      }
    }
    for (const { name, why } of selection.certain) chosen.set(name, { code: 'delete', why })
  }
  return new Map(pods.map((pod) => [pod.name, dispositionOf(pass, pod, chosen, decided)]))
}

const dispositionOf = (
  pass: Pass,
  pod: DaemonPod,
  chosen: ReadonlyMap<string, Disposition>,
  decided: Decided,
): Disposition => {
  if (pod.claim === 'released') return { code: 'release' }
  if (hasLeft(pod, pass.semantics)) return { code: 'terminating' }
  if (E.isLeft(pod.target)) return { code: 'unpinned', fault: pod.target.left }
  const node = pod.target.right
  const known = chosen.get(pod.name)
  if (known !== undefined) return withReasons(known, () => decided.reasons(node))
  if (pod.terminating) return { code: 'terminating' }
  if (!decided.nodesKnown) return { code: 'unknown', needs: 'nodes' }
  switch (pass.decisions.get(node)) {
    case 'run':
      return { code: 'keep' }
    case 'stay':
      return { code: 'stay', reasons: decided.reasons(node) }
    case 'leave':
      return { code: 'untouched' }
    case undefined:
      return { code: 'stranded' }
  }
}

/** A deletion for the node's sake says what is wrong with the node. */
const withReasons = (disposition: Disposition, reasons: () => readonly Reason[]): Disposition =>
  disposition.code === 'delete' &&
  (disposition.why === 'NotEligible' || disposition.why === 'OutdatedNotEligible')
    ? { ...disposition, reasons: reasons() }
    : disposition
