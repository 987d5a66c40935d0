import * as E from 'fp-ts/Either'
import { nameOf } from '../kube/objectFacts.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import type { Node } from '../kube/node.js'
import { newestSemantics, type Semantics } from '../kube/semantics.js'
import type { Toleration } from '../kube/toleration.js'
import { compileDaemonSet } from '../placement/compileDaemonSet.js'
import { decide } from '../placement/decide.js'
import { explain } from '../placement/explain.js'
import { withTaints } from '../impact/survey.js'
import { edited, gainedBy } from './edited.js'
import { exactTolerations } from './exactTolerations.js'
import type { NotSelected, TolerationSuggestion } from './suggestion.js'
import { tolerationEdits, tolerationsOf } from './tolerationEdits.js'

/**
 * The fewest and narrowest tolerations that bring a DaemonSet to some nodes.
 *
 * - **Rules**
 *   1. Every taint of a wanted node that keeps pods away and is not tolerated gets a toleration of exactly
 *      this key, value and effect.
 *   2. What the DaemonSet tolerates already stays.
 *
 * - **Laws** The DaemonSet then runs on every wanted node. Whatever other tolerations bring it there also
 *   bring it to every node that these do. None of them can be left out.
 * - **Errors** `Left` for the first node that it does not select. Never throws.
 *
 * @example
 * import { suggestTolerations } from 'podfit/suggest'
 *
 * const node = { metadata: { name: 'n1' }, spec: { taints: [{ key: 'gpu', value: 'a100', effect: 'NoSchedule' }] } }
 * const suggestion = suggestTolerations({ spec: { template: {} } }, [node], [node])
 * suggestion._tag === 'Right' && suggestion.right.added // => [{ key: 'gpu', operator: 'Equal', value: 'a100', effect: 'NoSchedule' }]
 *
 * @since 0.1.0
 */
export const suggestTolerations = (
  daemonSet: DaemonSet,
  wanted: readonly Node[],
  nodes: readonly Node[],
  semantics: Semantics = newestSemantics,
): E.Either<NotSelected, TolerationSuggestion> => {
  const policy = compileDaemonSet(daemonSet, semantics)
  for (const node of wanted) {
    const { reasons } = explain(policy, withTaints(node, []))
    if (reasons.length > 0) return E.left({ code: 'NotSelected', node: nameOf(node), reasons })
  }
  const added = exactTolerations(policy, wanted)
  return E.right(suggestionOf(daemonSet, [...tolerationsOf(daemonSet), ...added], nodes, semantics))
}

/**
 * The narrowest tolerations in place of those without a key, such that the DaemonSet runs on the nodes on
 * which it runs today.
 *
 * - **Laws** It runs on exactly today's nodes among those given, no toleration is left that names no taint,
 *   and none of the added ones can be left out.
 * - **Errors** Never throws.
 *
 * @example
 * import { narrowTolerations } from 'podfit/suggest'
 *
 * const daemonSet = { spec: { template: { spec: { tolerations: [{ operator: 'Exists' }] } } } }
 * const node = { metadata: { name: 'n1' }, spec: { taints: [{ key: 'gpu', effect: 'NoSchedule' }] } }
 * narrowTolerations(daemonSet, [node]).tolerations // => [{ key: 'gpu', operator: 'Equal', effect: 'NoSchedule' }]
 *
 * @since 0.1.0
 */
export const narrowTolerations = (
  daemonSet: DaemonSet,
  nodes: readonly Node[],
  semantics: Semantics = newestSemantics,
): TolerationSuggestion => {
  const policy = compileDaemonSet(daemonSet, semantics)
  const today = nodes.filter((node) => decide(policy, node) === 'run')
  const named = tolerationsOf(daemonSet).filter((toleration) => !isBlanket(toleration))
  const narrowed = compileDaemonSet(edited(daemonSet, tolerationEdits(daemonSet, named)), semantics)
  const tolerations = [...named, ...exactTolerations(narrowed, today)]
  return suggestionOf(daemonSet, tolerations, nodes, semantics)
}

/** Whether a toleration names no taint. */
const isBlanket = ({ key, operator }: Toleration): boolean =>
  (key ?? '') === '' && operator === 'Exists'

const suggestionOf = (
  daemonSet: DaemonSet,
  tolerations: readonly Toleration[],
  nodes: readonly Node[],
  semantics: Semantics,
): TolerationSuggestion => {
  const before = tolerationsOf(daemonSet)
  const edits = tolerationEdits(daemonSet, tolerations)
  return {
    tolerations,
    added: tolerations.filter((toleration) => !before.includes(toleration)),
    removed: before.filter((toleration) => !tolerations.includes(toleration)),
    edits,
    gained: gainedBy(daemonSet, edits, nodes, semantics),
  }
}
