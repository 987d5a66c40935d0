import { ANY_NODE, type NodeFacts } from '../analysis/nodeFacts.js'
import type { ClusterObjects } from '../cluster/cluster.js'
import { compareText } from '../data/compareText.js'
import type { Now } from '../data/instant.js'
import { own } from '../data/own.js'
import { grouped } from '../data/grouped.js'
import { survey, type Surveyed } from '../cluster/survey.js'
import { namespacedName } from '../kube/objectFacts.js'
import { newestSemantics, type SemanticsOptions } from '../kube/semantics.js'
import type { Taint } from '../kube/taint.js'
import { whileStarting, type NodeTemplate } from '../pools/nodeTemplate.js'
import { SEVERITIES, type Severity } from '../reason/finding.js'
import { auditRules, type AuditFinding } from './auditRules.js'
import { ignoredOf, unusedIgnores } from './ignoreAnnotation.js'
import type { Audited, AuditInput, AuditNeed } from './rule.js'
import { commonTaintOwners, type TaintOwner } from '../readiness/taintOwners.js'

/** What some rules need besides the objects. @since 0.1.0 */
export interface AuditOptions extends SemanticsOptions {
  /** The instant at which statuses are recomputed; without it they are not looked at. */
  readonly now?: Now | undefined
  /** Taints that nodes are known to get, though none has them today: those of pools that are scaled to zero. */
  readonly expectedTaints?: readonly Taint[] | undefined
  /** What node pools will make: their taints are expected, too, and new nodes may be like theirs. */
  readonly templates?: readonly NodeTemplate[] | undefined
  /** Which DaemonSets take which taint off new nodes, besides `commonTaintOwners`. */
  readonly taintOwners?: readonly TaintOwner[] | undefined
  /** What is known of all nodes (`nodeFacts` of `podfit/analysis`), for the rules about nodes that could exist. Absent: any node that the API server would take. */
  readonly nodeFacts?: NodeFacts | undefined
  /** How bad findings of a code are, whatever the rule says; `off` are not told at all. */
  readonly severities?: SeverityChoices | undefined
}

/** Severities by the codes of findings. @since 0.2.0 */
export type SeverityChoices = {
  readonly [C in AuditFinding['code']]?: Severity | 'off' | undefined
}

/**
 * What an audit found, and what it could not look for.
 *
 * @since 0.2.0
 */
export interface Audit {
  /** The worst first, of one severity those that most clusters have last; then by code and object. */
  readonly findings: readonly AuditFinding[]
  /** The rules that were not checked, in the order of the reference. */
  readonly notChecked: readonly NotChecked[]
}

/** A rule that was not checked, and the inputs that it lacks. @since 0.2.0 */
export interface NotChecked {
  readonly code: AuditFinding['code']
  readonly missing: readonly AuditNeed[]
}

/**
 * What is wrong, or likely to be, with the DaemonSets of a cluster.
 *
 * - **Shapes** Every finding names the object and the path in it.
 * - **Rules**
 *   1. A rule is checked where everything that it needs was given; the others are named in `notChecked`.
 *   2. A DaemonSet with the annotation `ignore.podfit/CODE` gets no finding of that code. Whether the annotation says why, and
 *      silences anything, is a rule, too.
 *   3. `severities` are chosen last: what is `off` silences no finding that an annotation would.
 *
 * - **Errors** Never throws.
 *
 * @example
 * import { audit } from 'podfit/audit'
 *
 * const nodes = [{ metadata: { name: 'gpu-1' }, spec: { taints: [{ key: 'gpu', effect: 'NoSchedule' }] } }]
 * const daemonSets = [{ metadata: { name: 'exporter' }, spec: { template: {} } }]
 * const { findings, notChecked } = audit({ nodes, daemonSets })
 * findings.map(({ code }) => code) // => ['RunsNowhere', 'DeadTaint']
 * notChecked[0] // => { code: 'AddedNodeSelector', missing: [['pods', 'namespaces']] }
 *
 * @since 0.1.0
 */
export const audit = <const K extends string>(
  objects: ClusterObjects & ClusterObjects<K>,
  options: AuditOptions = {},
): Audit => {
  const audited = auditedOf(objects, options)
  const given = givenInputs(objects, options)
  const rules = Object.values(auditRules).map((rule) => ({
    rule,
    missing: rule.needs.filter((need) => ![need].flat().some((input) => given.has(input))),
  }))
  const checked = new Set<string>(
    rules.flatMap(({ rule: { code }, missing }) => (missing.length > 0 ? [] : [code])),
  )
  const found = rules.flatMap(({ rule, missing }): readonly AuditFinding[] =>
    missing.length > 0 ? [] : rule.check(audited),
  )
  const byObject = grouped(found, ({ subject }) => keyOf(subject))
  const isFound = ({ subject }: Pick<Surveyed, 'subject'>, code: string): boolean =>
    byObject.get(keyOf(subject))?.some((finding) => finding.code === code) === true
  const ignored = new Map(
    audited.daemonSets.map((surveyed) => [keyOf(surveyed.subject), ignoredOf(surveyed)]),
  )
  const kept = [
    ...found.filter(({ code, subject }) => ignored.get(keyOf(subject))?.has(code) !== true),
    ...unusedIgnores(audited.daemonSets, (code) => checked.has(code), isFound),
  ]
  return {
    findings: kept.flatMap((finding) => inSeverity(finding, options)).sort(worstFirst),
    notChecked: rules.flatMap(({ rule: { code }, missing }) =>
      missing.length > 0 ? [{ code, missing }] : [],
    ),
  }
}

const keyOf = ({ kind, namespace, name }: AuditFinding['subject']): string =>
  JSON.stringify([kind, namespace, name])

/** Rule 3. */
const inSeverity = (
  finding: AuditFinding,
  { severities = {} }: AuditOptions,
): readonly AuditFinding[] => {
  const severity = own(severities, finding.code) ?? finding.severity
  return severity === 'off' ? [] : [{ ...finding, severity }]
}

/** What rules look at. */
export const auditedOf = (
  objects: ClusterObjects,
  {
    now,
    expectedTaints = [],
    templates = [],
    taintOwners = [],
    nodeFacts = ANY_NODE,
    semantics,
  }: AuditOptions,
): Audited => ({
  ...survey(objects, semantics ?? newestSemantics),
  codes: new Set(Object.keys(auditRules)),
  templates,
  expectedTaints: [
    ...expectedTaints,
    ...templates.flatMap((template) => whileStarting(template).node.spec?.taints ?? []),
  ],
  taintOwners: [...commonTaintOwners, ...taintOwners],
  now,
  nodeFacts,
})

const givenInputs = (
  { daemonSets, nodes, pods, revisions, namespaces }: ClusterObjects,
  { templates, now }: AuditOptions,
): ReadonlySet<string> => {
  const inputs: Readonly<Record<AuditInput, unknown>> = {
    daemonSets,
    nodes,
    pods,
    revisions,
    namespaces,
    templates,
    now,
  }
  return new Set(
    Object.entries(inputs).flatMap(([input, value]) =>
      value === undefined || value === null ? [] : [input],
    ),
  )
}

const worstFirst = (a: AuditFinding, b: AuditFinding): number =>
  SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
  frequency(a) - frequency(b) ||
  compareText(a.code, b.code) ||
  compareText(namespacedName(a.subject), namespacedName(b.subject))

const frequency = ({ code }: AuditFinding): number => (auditRules[code].frequent === true ? 1 : 0)
