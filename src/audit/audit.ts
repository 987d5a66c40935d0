import type { ClusterObjects } from '../cluster/cluster.js'
import { compareText } from '../data/compareText.js'
import type { Time } from '../data/instant.js'
import { own } from '../data/own.js'
import { newestSemantics, type Semantics } from '../kube/semantics.js'
import type { Taint } from '../kube/taint.js'
import { namespacedName } from '../kube/objectFacts.js'
import { whileStarting, type NodeTemplate } from '../pools/nodeTemplate.js'
import type { Severity } from '../reason/finding.js'
import { addedNodeSelectors } from './addedNodeSelectors.js'
import { blanketTolerations } from './blanketTolerations.js'
import { bootstrapDeadlocks } from './deadlocks.js'
import { deadTaints } from './deadTaints.js'
import type { AuditFinding } from './finding.js'
import { hostPortCollisions } from './hostPorts.js'
import { commonRemovers, type TaintRemover } from './removers.js'
import { runsNowhere } from './runsNowhere.js'
import { sharedPods } from './sharedPods.js'
import { staleStatus } from './staleStatus.js'
import { survey, type Survey } from '../impact/survey.js'
import { unusedTolerations } from './unusedTolerations.js'
import { runsOnVirtualNodes } from './virtualNodes.js'

/** @since 0.1.0 */
export interface AuditOptions {
  /** The instant at which statuses are recomputed; without it they are not looked at. */
  readonly now?: Time
  /** Taints that nodes are known to get, though none has them today: those of pools that are scaled to zero. */
  readonly expectedTaints?: readonly Taint[]
  /** What node pools will make: their taints are expected, too, and new nodes may be like theirs. */
  readonly templates?: readonly NodeTemplate[]
  /** Who takes which taint off new nodes, besides `commonRemovers`. */
  readonly removers?: readonly TaintRemover[]
  readonly semantics?: Semantics
}

/** The annotation that silences a code on an object is this followed by the code; its value says why. */
export const ANNOTATION_IGNORE = 'ignore.podfit/'

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'note']

/**
 * What is wrong, or likely to be, with the DaemonSets of a cluster.
 *
 * - **Shapes** The worst first, then by code and object. Every finding names the object and the path in it.
 * - **Rules** A DaemonSet with the annotation `ignore.podfit/CODE` gets no finding of that code. Where nodes
 *   or pods were not given, nothing is said that depends on them.
 * - **Errors** Never throws.
 *
 * @example
 * import { audit } from 'podfit/audit'
 *
 * const nodes = [{ metadata: { name: 'gpu-1' }, spec: { taints: [{ key: 'gpu', effect: 'NoSchedule' }] } }]
 * const daemonSets = [{ metadata: { name: 'exporter' }, spec: { template: {} } }]
 * audit({ nodes, daemonSets }).map(({ code }) => code) // => ['RunsNowhere', 'DeadTaint']
 *
 * @since 0.1.0
 */
export const audit = (
  objects: ClusterObjects,
  options: AuditOptions = {},
): readonly AuditFinding[] => {
  const surveyed = survey(objects, options.semantics ?? newestSemantics)
  const { templates = [], removers = [] } = options
  const expected = [
    ...(options.expectedTaints ?? []),
    ...templates.flatMap((template) => whileStarting(template).node.spec?.taints ?? []),
  ]
  return [
    ...runsNowhere(surveyed),
    ...runsOnVirtualNodes(surveyed),
    ...blanketTolerations(surveyed),
    ...unusedTolerations(surveyed, expected),
    ...deadTaints(surveyed),
    ...hostPortCollisions(surveyed),
    ...sharedPods(surveyed),
    ...addedNodeSelectors(surveyed),
    ...bootstrapDeadlocks(surveyed, [...commonRemovers, ...removers], templates),
    ...(options.now === undefined ? [] : staleStatus(surveyed, options.now)),
  ]
    .filter((finding) => !isIgnored(finding, surveyed))
    .sort(worstFirst)
}

const isIgnored = ({ code, subject }: AuditFinding, { daemonSets }: Survey): boolean =>
  daemonSets.some(
    ({ daemonSet, subject: { namespace, name } }) =>
      subject.kind === 'DaemonSet' &&
      subject.name === name &&
      subject.namespace === namespace &&
      own(daemonSet.metadata?.annotations, `${ANNOTATION_IGNORE}${code}`) !== undefined,
  )

const worstFirst = (a: AuditFinding, b: AuditFinding): number =>
  SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
  compareText(a.code, b.code) ||
  compareText(namespacedName(a.subject), namespacedName(b.subject))
