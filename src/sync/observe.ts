import * as E from 'fp-ts/Either'
import type { Choice, Selection } from './choose.js'
import type { DaemonPod } from './daemonPod.js'
import type { PodsByNode } from './podsByNode.js'

/** The names that a pass which sees its own writes assumes for a choice: the first, in their order. */
export const assumed = (choice: Choice): readonly string[] => choice.from.slice(0, choice.count)

const taken = <Why>(selection: Selection<Why>): readonly string[] => [
  ...selection.certain.map((candidate) => candidate.name),
  ...selection.choices.flatMap(({ choice }) => assumed(choice)),
]

/**
 * The pods as they are once a step's writes are seen: deleted ones gone, created ones there, not ready
 * and up to date.
 */
export const observe = (
  pods: PodsByNode,
  creates: Selection<unknown>,
  deletes: Selection<unknown>,
): PodsByNode => {
  const gone = new Set(taken(deletes))
  const seen = new Map<string, readonly DaemonPod[]>()
  for (const [node, here] of pods) {
    const left = here.filter((pod) => !gone.has(pod.name))
    if (left.length > 0) seen.set(node, left)
  }
  for (const node of taken(creates)) seen.set(node, [...(seen.get(node) ?? []), freshPod(node)])
  return seen
}

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
