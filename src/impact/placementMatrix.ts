import * as RA from 'fp-ts/ReadonlyArray'
import type { Cluster } from '../cluster/cluster.js'
import { compareText } from '../data/compareText.js'
import { distinctBy, grouped } from '../data/grouped.js'
import { own } from '../data/own.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import type { Node } from '../kube/node.js'
import { nameOf } from '../kube/objectFacts.js'
import type { StringMap } from '../kube/objectMeta.js'
import { newestSemantics } from '../kube/semantics.js'
import { classify } from '../placement/classify.js'
import { compileDaemonSet } from '../placement/compile.js'
import { explain } from '../placement/explain.js'
import type { Policy } from '../placement/policy.js'
import { askedLabels } from '../pools/distinguishingValues.js'
import type { Reason, TaintText } from '../reason/reason.js'
import { reasonClass } from '../reason/reasonClass.js'
import type { Decision } from '../reason/verdict.js'
import { availablePod } from '../rollout/attribution/nodeState.js'
import { rolloutContext, type AttributionOptions } from '../rollout/attribution/rolloutContext.js'
import { beingDeleted } from '../sync/beingDeleted.js'
import { isBlocking, taintParts } from '../taint/taintParts.js'

/**
 * Every DaemonSet of a cluster on every node, nodes that are the same to all of them together.
 *
 * - **Shapes** Plain JSON. Each node is in one class.
 *
 * @since 0.2.0
 */
export interface PlacementMatrix {
  /** The rows, by namespace and name. */
  readonly daemonSets: readonly string[]
  /** The columns, the largest class first. */
  readonly classes: readonly MatrixClass[]
  /** The DaemonSets that are being deleted: whatever should be, the controller does nothing for them. */
  readonly beingDeleted: readonly string[]
  /** What was not given, so that nothing is said about it. */
  readonly unknown: readonly ('nodes' | 'pods' | 'daemonSets')[]
}

/** Nodes about which all DaemonSets decide the same, for the same reasons. @since 0.2.0 */
export interface MatrixClass {
  readonly nodes: readonly string[]
  /** Those of their labels that some DaemonSet asks about and that set them apart from other classes. */
  readonly labels: StringMap
  /** The taints that keep pods away and that all of them have. */
  readonly taints: readonly TaintText[]
  /** In the order of the DaemonSets. */
  readonly cells: readonly MatrixCell[]
}

/** What a DaemonSet decides about the nodes of a class, and how many of them it serves. @since 0.2.0 */
export interface MatrixCell {
  readonly decision: Decision
  /** Why no pod should run there, as for the first node; values and paths of the node may differ in the others. */
  readonly reasons: readonly Reason[]
  /** On how many of the nodes an available pod is; absent where pods were not given. */
  readonly available?: number
}

/**
 * Which DaemonSet should run where, and on how many of these nodes it does.
 *
 * - **Rules**
 *   1. A row for each DaemonSet, a column for the nodes about which every DaemonSet decides the same for the same
 *      reasons.
 *   2. A decision says what should be; `available` says what is.
 *
 * - **Laws** the decision of a cell is explain's of each node of the class; every node is in one class
 * - **Errors** Never throws.
 * - **Cost** a verdict per DaemonSet and class of nodes with the same taints; where pods are given, a pass per DaemonSet
 *
 * @example
 * import { cluster } from 'podfit'
 * import { placementMatrix } from 'podfit/impact'
 *
 * const spec = { selector: {}, template: { spec: { nodeSelector: { disk: 'ssd' } } } }
 * const daemonSets = [{ metadata: { namespace: 'a', name: 'cache', uid: 'u' }, spec }]
 * const nodes = ['ssd', 'hdd', 'ssd'].map((disk, i) => ({ metadata: { name: `n${i}`, labels: { disk } } }))
 * const { classes } = placementMatrix(cluster({ nodes, daemonSets }), { now: new Date(0) })
 * classes.map(({ nodes, labels, cells }) => [nodes.length, labels['disk'], cells[0]?.decision]) // => [[2, 'ssd', 'run'], [1, 'hdd', 'leave']]
 *
 * @since 0.2.0
 */
export const placementMatrix = (
  snapshot: Cluster,
  options: AttributionOptions,
): PlacementMatrix => {
  const { semantics = newestSemantics } = options
  const rows = daemonSetsByName(snapshot)
  const policies = rows.map(([, daemonSet]) => compileDaemonSet(daemonSet, semantics))
  const served = rows.map(([, daemonSet]) => servedNodes(snapshot, daemonSet, options))
  const classes = largestFirst(classesOf(policies, [...(snapshot.nodes?.values() ?? [])]))
  const asked = [...new Set(policies.flatMap(askedLabels))].sort(compareText)
  const common = classes.map(({ nodes }) => commonLabels(nodes, asked))
  const telling = asked.filter(
    (key) => new Set(common.map((labels) => own(labels, key) ?? null)).size > 1,
  )
  return {
    daemonSets: rows.map(([key]) => key),
    beingDeleted: rows.flatMap(([key, each]) => (beingDeleted(each) === undefined ? [] : [key])),
    classes: RA.zip(common)(classes).map(([{ nodes, verdicts }, labels]) => ({
      nodes: nodes.map(nameOf),
      labels: Object.fromEntries(
        telling.flatMap((key) => {
          const value = own(labels, key)
          return value === undefined ? [] : [[key, value]]
        }),
      ),
      taints: commonTaints(nodes),
      cells: verdicts.map(({ decision, reasons }, i) => {
        const here = served[i]
        return {
          decision,
          reasons,
          ...(here !== undefined && {
            available: nodes.filter((node) => here.has(nameOf(node))).length,
          }),
        }
      }),
    })),
    unknown: (['nodes', 'pods', 'daemonSets'] as const).filter(
      (kind) => snapshot[kind] === undefined,
    ),
  }
}

/** The DaemonSets of a cluster, by namespace and name. */
export const daemonSetsByName = ({
  daemonSets,
}: Cluster): readonly (readonly [key: string, daemonSet: DaemonSet])[] =>
  [...(daemonSets ?? [])].sort(([a], [b]) => compareText(a, b))

interface Column {
  readonly nodes: readonly Node[]
  readonly verdicts: readonly Pick<MatrixCell, 'decision' | 'reasons'>[]
}

/** Rule 1. */
const classesOf = (policies: readonly Policy[], nodes: readonly Node[]): readonly Column[] => {
  // A class shares decisions, whichever of several taints is the reason.
  const alike = classify(policies, nodes)
    .flatMap((each) => [...grouped(each.nodes, blockingText).values()])
    .map((same): Column => {
      const [first] = same
      return { nodes: same, verdicts: policies.map((policy) => explain(policy, first)) }
    })
  const keyOf = ({ verdicts }: Column): string =>
    JSON.stringify(
      verdicts.map(({ decision, reasons }) => [
        decision,
        ...new Set(reasons.map((reason) => JSON.stringify(reasonClass(reason)))),
      ]),
    )
  return [...grouped(alike, keyOf).values()].map((same) => ({
    nodes: same.flatMap((each) => each.nodes).sort((a, b) => compareText(nameOf(a), nameOf(b))),
    verdicts: same[0].verdicts.map(({ decision, reasons }) => ({ decision, reasons })),
  }))
}

const largestFirst = (classes: readonly Column[]): readonly Column[] =>
  [...classes].sort(
    (a, b) =>
      b.nodes.length - a.nodes.length ||
      compareText(nameOf(a.nodes[0] ?? {}), nameOf(b.nodes[0] ?? {})),
  )

/** The labels that all of some nodes have, with the same value. */
const commonLabels = (nodes: readonly Node[], keys: readonly string[]): StringMap => {
  const [first, ...others] = nodes
  return Object.fromEntries(
    keys.flatMap((key) => {
      const value = own(first?.metadata?.labels, key)
      const same = others.every((node) => own(node.metadata?.labels, key) === value)
      return value === undefined || !same ? [] : [[key, value]]
    }),
  )
}

/** The taints of a node that keep pods away, each once. */
const blockingTaints = ({ spec }: Node): readonly TaintText[] =>
  distinctBy((spec?.taints ?? []).filter(isBlocking).map(taintParts), (taint) =>
    JSON.stringify(taint),
  )

/** The same as text, in whatever order they stand. */
const blockingText = (node: Node): string =>
  JSON.stringify(
    blockingTaints(node)
      .map((taint) => JSON.stringify(taint))
      .sort(),
  )

const commonTaints = (nodes: readonly Node[]): readonly TaintText[] => {
  const [first = [], ...others] = nodes.map(blockingTaints)
  const texts = others.map((taints) => new Set(taints.map((taint) => JSON.stringify(taint))))
  return first.filter((taint) => texts.every((known) => known.has(JSON.stringify(taint))))
}

/** The nodes with an available pod; undefined where pods are not known. */
const servedNodes = (
  snapshot: Cluster,
  daemonSet: DaemonSet,
  options: AttributionOptions,
): ReadonlySet<string> | undefined => {
  if (snapshot.pods === undefined) return undefined
  const { nodeStates } = rolloutContext(snapshot, daemonSet, options)
  return new Set(
    nodeStates.filter((state) => availablePod(state) !== undefined).map(({ name }) => name),
  )
}
