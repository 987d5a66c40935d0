import { compareText } from '../data/compareText.js'
import { toInstant, type Time } from '../data/instant.js'
import type { Maybe } from '../data/maybe.js'
import { sameJson } from '../data/sameJson.js'
import type { Node } from '../kube/node.js'
import type { Semantics } from '../kube/semantics.js'
import { taintParts } from '../taint/taintParts.js'

/**
 * Whether a node looks the same to the DaemonSet controller as before.
 *
 * - **Rules**
 *   1. Only labels and taints count, to the order and the time of the taints.
 *   2. To older releases everything counts but the resource version and, of conditions, all but which of them
 *      are true.
 *
 * - **Upstream** kubernetes `pkg/controller/daemon/daemon_controller.go` shouldIgnoreNodeUpdate
 */
export const sameNode = (before: Node, after: Node, semantics: Semantics): boolean =>
  sameLabels(before, after) &&
  sameJson(taintsOf(before), taintsOf(after)) &&
  (semantics.otherNodeChangesIgnored || sameRest(before, after))

/** Whether a node has the labels that it had. */
export const sameLabels = (before: Node, after: Node): boolean =>
  sameJson(before.metadata?.labels ?? {}, after.metadata?.labels ?? {})

const taintsOf = (node: Node): readonly object[] =>
  (node.spec?.taints ?? []).map((taint) => ({
    ...taintParts(taint),
    timeAdded: instantOf(taint.timeAdded),
  }))

const instantOf = (time: Maybe<Time>): bigint | null => toInstant(time) ?? null

const sameRest = (before: Node, after: Node): boolean =>
  sameJson([...new Set(trueConditions(before))], trueConditions(after)) &&
  sameJson(restOf(before), restOf(after))

const trueConditions = (node: Node): readonly string[] =>
  (node.status?.conditions ?? [])
    .filter(({ status }) => status === 'True')
    .map(({ type }) => type ?? '')
    .sort(compareText)

/** What else a node is made of; that includes what is carried here unread. */
const restOf = ({ metadata, spec, status, ...rest }: Node): object => ({
  ...rest,
  metadata: {
    ...metadata,
    resourceVersion: null,
    labels: null,
    annotations: metadata?.annotations ?? {},
    creationTimestamp: instantOf(metadata?.creationTimestamp),
    deletionTimestamp: instantOf(metadata?.deletionTimestamp),
  },
  spec: { ...spec, taints: null, unschedulable: spec?.unschedulable ?? false },
  status: { ...status, conditions: null },
})
