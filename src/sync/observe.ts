import * as E from 'fp-ts/Either'
import { NOTHING_CHOSEN, type Choice, type Selection } from './choose.js'
import type { DaemonPod } from './daemonPod.js'
import type { SyncInput } from './parts.js'
import type { PodsByNode } from './podsByNode.js'

/** The names that a pass which sees its own writes assumes for a choice: the first, in their order. */
export const assumed = (choice: Choice): readonly string[] => choice.from.slice(0, choice.count)

const taken = <Why>(selection: Selection<Why>): readonly string[] => [
  ...selection.certain.map((candidate) => candidate.name),
  ...selection.choices.flatMap(({ choice }) => assumed(choice)),
]

/** The pods that are left once deletions are seen. */
export const remainingPods = (
  pods: readonly DaemonPod[],
  deletes: readonly Selection<unknown>[],
): readonly DaemonPod[] => {
  const gone = new Set(deletes.flatMap(taken))
  return pods.filter((pod) => !gone.has(pod.name))
}

/**
 * The pods as they are once a step's writes are seen: deleted ones gone, created ones there, not ready
 * and up to date.
 */
export const observe = (
  pods: PodsByNode,
  creates: Selection<unknown>,
  deletes: Selection<unknown>,
): PodsByNode => {
  const seen = new Map<string, readonly DaemonPod[]>()
  for (const [node, here] of pods) {
    const remaining = remainingPods(here, [deletes])
    if (remaining.length > 0) seen.set(node, remaining)
  }
  for (const node of taken(creates)) seen.set(node, [...(seen.get(node) ?? []), freshPod(node)])
  return seen
}

/** The pods as the next step of a pass sees them: as they were, unless the pass sees its own writes. */
export const seenBy = (
  { observed, namespaceTerminating }: Pick<SyncInput, 'observed' | 'namespaceTerminating'>,
  pods: PodsByNode,
  creates: Selection<unknown>,
  deletes: Selection<unknown>,
): PodsByNode =>
  observed === 'atOnce'
    ? observe(pods, namespaceTerminating ? NOTHING_CHOSEN : creates, deletes)
    : pods

const freshPod = (node: string): DaemonPod => ({
  pod: {},
  name: '',
  claim: 'owned',
  target: E.right(node),
  bound: false,
  terminating: false,
  phase: '',
  hash: '',
  fresh: true,
})
