import { formatFieldPath } from '../../data/fieldPath.js'
import type { LabelNearMiss, PolicySource, TolerationNearMiss } from '../../reason/nearMiss.js'
import type { Reason, RequirementMismatch, TaintText, TermMismatch } from '../../reason/reason.js'
import { upstreamSelectorError } from '../upstream/upstream.js'
import { someOf } from './table.js'
import { terminalLines, terminalText } from './terminalText.js'

/**
 * A taint as `kubectl taint` writes it: `key=value:Effect`.
 *
 * @example
 * import { taintText } from 'podfit/report'
 *
 * taintText({ key: 'dedicated', value: 'db', effect: 'NoSchedule' }) // => 'dedicated=db:NoSchedule'
 *
 * @since 0.1.0
 */
export const taintText = ({ key, value, effect }: TaintText): string => {
  const name = value === '' ? key : `${key}=${value}`
  return terminalText(effect === '' ? name : `${name}:${effect}`)
}

/** Where a part of the policy stands. */
export const sourceText = (source: PolicySource): string =>
  source === 'automatic' ? 'the automatic toleration' : formatFieldPath(source)

/**
 * A reason in one line without what the single node has, so that nodes with the same trouble read the
 * same.
 *
 * @example
 * import { daemonSetPolicy, explain, orThrow } from 'podfit'
 * import { reasonSummary } from 'podfit/report'
 *
 * const policy = orThrow(daemonSetPolicy({ spec: { template: { spec: { nodeSelector: { disk: 'ssd' } } } } }))
 * explain(policy, { metadata: { name: 'n1' } }).reasons.map(reasonSummary) // => ['nodeSelector requires disk=ssd']
 *
 * @since 0.1.0
 */
export const reasonSummary = (reason: Reason): string => terminalText(summaryWords(reason))

const summaryWords = (reason: Reason): string => {
  switch (reason.code) {
    case 'NodeNameMismatch':
      return `nodeName is ${reason.expected}`
    case 'NodeSelectorMismatch':
      return `nodeSelector requires ${reason.key}=${reason.expected}`
    case 'NodeAffinityMismatch':
      return affinitySummary(reason.terms)
    case 'NodeUnschedulable':
      return 'node is cordoned'
    case 'UntoleratedTaint':
      return `untolerated taint ${taintText(reason.taint)}`
  }
}

const affinitySummary = (terms: readonly TermMismatch[]): string => {
  if (terms.length === 0) return 'node affinity has no terms, so it matches nothing'
  return `node affinity requires ${terms.map(termSummary).join(' or ')}`
}

const termSummary = (term: TermMismatch): string => {
  switch (term.code) {
    case 'RequirementsUnmet':
      return term.requirements.map(shortRequirement).join(' and ')
    case 'EmptyTerm':
      return '(an empty term, which matches nothing)'
    case 'UnreadableTerm':
      return '(a term that cannot be read)'
  }
}

/** A requirement in words: `zone In (a, b)`. */
export const requirementText = ({
  key,
  operator,
  values,
}: Pick<RequirementMismatch, 'key' | 'operator' | 'values'>): string =>
  values.length === 0 ? `${key} ${operator}` : `${key} ${operator} (${values.join(', ')})`

/** The same with a few values of many. */
const shortRequirement = ({ values, ...rest }: RequirementMismatch): string =>
  requirementText({ ...rest, values: values.length === 0 ? [] : [someOf(values)] })

/**
 * A reason in full: what is wanted, what the node has, where both stand, and the nearest miss.
 *
 * @example
 * import { daemonSetPolicy, explain, orThrow } from 'podfit'
 * import { reasonDetails } from 'podfit/report'
 *
 * const policy = orThrow(daemonSetPolicy({ spec: { template: { spec: { nodeSelector: { disk: 'ssd' } } } } }))
 * const { reasons } = explain(policy, { metadata: { name: 'n1', labels: { disk: 'hdd' } } })
 * reasons.flatMap(reasonDetails) // => ['spec.template.spec.nodeSelector.disk: the node has disk=hdd']
 *
 * @since 0.1.0
 */
export const reasonDetails = (reason: Reason): readonly string[] =>
  terminalLines(detailLines(reason))

const detailLines = (reason: Reason): readonly string[] => {
  const at = formatFieldPath(reason.path)
  switch (reason.code) {
    case 'NodeNameMismatch':
      return [`${at} names ${reason.expected}; the node is ${reason.actual}`]
    case 'NodeSelectorMismatch':
      return [`${at}: ${hasText(reason.key, reason.actual)}`, ...labelHint(reason.near)]
    case 'NodeAffinityMismatch':
      return reason.terms.length === 0 ? [`${at} has no terms`] : reason.terms.flatMap(termDetails)
    case 'NodeUnschedulable':
      return [`${formatFieldPath(reason.nodePath)} is true and nothing in ${at} tolerates it`]
    case 'UntoleratedTaint':
      return [
        `${formatFieldPath(reason.nodePath)}; nothing in ${at} tolerates it`,
        ...taintHint(reason.near),
      ]
  }
}

const hasText = (key: string, actual: string | undefined): string =>
  actual === undefined ? `the node has no ${key}` : `the node has ${key}=${actual}`

const termDetails = (term: TermMismatch): readonly string[] => {
  switch (term.code) {
    case 'RequirementsUnmet':
      return term.requirements.flatMap((requirement) => [
        `${formatFieldPath(requirement.path)}: ${shortRequirement(requirement)}; ${hasText(requirement.key, requirement.actual)}`,
        ...labelHint(requirement.near),
      ])
    case 'EmptyTerm':
      return [`${formatFieldPath(term.path)} is empty and matches nothing`]
    case 'UnreadableTerm':
      return [`${formatFieldPath(term.path)} cannot be read: ${upstreamSelectorError(term.faults)}`]
  }
}

/** What of a reason is its nearest miss, in words; nothing where there is none. */
export const nearMissDetails = (reason: Reason): readonly string[] =>
  terminalLines(nearMissLines(reason))

const nearMissLines = (reason: Reason): readonly string[] => {
  switch (reason.code) {
    case 'NodeNameMismatch':
    case 'NodeUnschedulable':
      return []
    case 'NodeSelectorMismatch':
      return labelHint(reason.near)
    case 'NodeAffinityMismatch':
      return reason.terms.flatMap((term) =>
        term.code === 'RequirementsUnmet'
          ? term.requirements.flatMap(({ near }) => labelHint(near))
          : [],
      )
    case 'UntoleratedTaint':
      return taintHint(reason.near)
  }
}

const labelHint = (near: LabelNearMiss | undefined): readonly string[] => {
  if (near === undefined) return []
  switch (near.code) {
    case 'ValueCase':
      return [`near miss: wanted is ${JSON.stringify(near.wanted)}, only the case differs`]
    case 'SimilarValue':
      return [`near miss: wanted is ${JSON.stringify(near.wanted)}`]
    case 'SimilarKey':
      return [`near miss: the node has ${near.key}=${near.value}`]
    case 'RenamedKey':
      return [`near miss: the node has ${near.key}=${near.value}, as the label is called now`]
    case 'NotAnInteger':
      return ['near miss: the value is not an integer, so Gt and Lt never match it']
  }
}

const TAINT_HINTS: Readonly<Record<TolerationNearMiss['code'], string>> = {
  OtherEffect: 'has the key, but another effect',
  OtherValue: 'has the key, but another value',
  UnknownOperator: 'has the key, but an operator that does not exist',
  ComparisonDisabled:
    'compares numbers, for which the feature gate TaintTolerationComparisonOperators is off',
  ComparisonFailed: 'compares numbers, and the comparison is false',
  SimilarKey: 'has a similar key',
  RenamedKey: 'has the key that the taint had before it was renamed',
}

/** What of a toleration came nearest to a taint, in words; nothing where nothing came near. */
export const taintHint = (near: TolerationNearMiss | undefined): readonly string[] =>
  near === undefined ? [] : [`near miss: ${sourceText(near.path)} ${TAINT_HINTS[near.code]}`]
