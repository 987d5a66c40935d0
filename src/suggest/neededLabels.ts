import { own } from '../data/own.js'
import type { Node } from '../kube/node.js'
import { LABEL_HOSTNAME } from '../kube/wellKnown.js'
import { LABELS_AFTER_REGISTRATION } from '../pools/labelsAfterRegistration.js'
import { covers } from '../pools/nodeTemplate.js'
import type { Policy } from '../placement/policy.js'
import { distinguishingValues } from '../pools/distinguishingValues.js'
import { holds } from '../requirement/holds.js'
import { readRequirement } from '../requirement/readRequirement.js'
import type { Requirement } from '../requirement/requirement.js'
import { fieldValue, isEmptyTerm, type NodeTerm } from '../selector/nodeTerm.js'

/** Labels to be put on a node, and under `null` those to be taken off. */
export type LabelChanges = Readonly<Record<string, string | null>>

/**
 * The fewest labels by which a policy comes to select a node. None where labels do not help: it asks for
 * another name, contradicts itself, or asks about labels that the kubelet, the cloud, the maker of the node
 * and the labellers of devices put there and would put there again.
 */
export const neededLabels = (policy: Policy, node: Node): LabelChanges | undefined => {
  if (policy.nodeName !== '' && policy.nodeName !== node.metadata?.name) return undefined
  const entries = policy.selectedLabels.map(({ key, value, path: at }) =>
    readRequirement(key, 'In', [value], at),
  )
  const asked = entries.flatMap((entry) => ('requirement' in entry ? entry.requirement : []))
  if (asked.length < entries.length) return undefined
  const terms = policy.affinity ? policy.affinity.terms.filter(isOpen(node)) : [undefined]
  const [fewest] = terms
    .map((term) => labelsFor(policy, [...asked, ...(term?.expressions ?? [])], node))
    .filter((changes) => changes !== undefined)
    .sort((a, b) => Object.keys(a).length - Object.keys(b).length)
  return fewest
}

/** Whether a term could match the node under other labels. */
const isOpen =
  ({ metadata }: Node) =>
  (term: NodeTerm): boolean =>
    term.faults.length === 0 &&
    !isEmptyTerm(term) &&
    ((metadata?.name ?? '') === '' ||
      term.fields.every((field) => holds(field, fieldValue(field, { metadata }))))

const labelsFor = (
  policy: Policy,
  requirements: readonly Requirement[],
  { metadata }: Node,
): LabelChanges | undefined => {
  const changes: [string, string | null][] = []
  for (const key of new Set(requirements.map((requirement) => requirement.key))) {
    const about = requirements.filter((requirement) => requirement.key === key)
    const meetsAll = (value: string | undefined): boolean =>
      about.every((requirement) => holds(requirement, value))
    if (meetsAll(own(metadata?.labels, key))) continue
    if (isMachineLabel(key)) return undefined
    const values = distinguishingValues(policy, key, about)
    if (values.length === 0) return undefined
    const [value] = values
    const isAny = value !== undefined && !about.some(({ listed }) => listed.has(value))
    changes.push([key, isAny && meetsAll('true') ? 'true' : (value ?? null)])
  }
  return Object.fromEntries(changes)
}

/** Labels that say who made a node, and for what. */
const MAKERS = [{ key: LABEL_HOSTNAME }, { key: 'karpenter.sh/' }, { key: 'eks.amazonaws.com/' }]

const isMachineLabel = (key: string): boolean =>
  [...MAKERS, ...LABELS_AFTER_REGISTRATION].some((label) => covers(label, key))
