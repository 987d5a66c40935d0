import { own } from '../data/own.js'
import type { Node } from '../kube/node.js'
import { LABEL_ARCH, LABEL_OS, OLD_LABELS } from '../kube/wellKnownLabels.js'
import type { Policy } from './policy.js'

/** A label that tells what machine a node is, which a policy does not ask about. @since 0.2.0 */
export interface UnaskedMachine {
  readonly key: string
  readonly value: string
}

const namesOf = (key: string): ReadonlySet<string> => new Set([key, OLD_LABELS[key] ?? key])

/** The labels that name the operating system of a node. */
export const SYSTEM_LABELS: ReadonlySet<string> = namesOf(LABEL_OS)

/** What machines are unless somebody says otherwise, and the labels that tell it. */
const USUAL: readonly (readonly [key: string, usual: string, names: ReadonlySet<string>])[] = [
  [LABEL_OS, 'linux', SYSTEM_LABELS],
  [LABEL_ARCH, 'amd64', namesOf(LABEL_ARCH)],
]

/** Whether a policy asks for an operating system; who asks for several means them. */
export const asksForSystem = (policy: Policy): boolean => asksFor(policy, SYSTEM_LABELS)

/**
 * What is unusual of the machine of a node, where a policy does not ask about it: Windows, or processors other than amd64.
 * Whether images start there is not known.
 */
export const unaskedMachine = (policy: Policy, { metadata }: Node): UnaskedMachine | undefined =>
  USUAL.flatMap(([key, usual, names]) => {
    const value = own(metadata?.labels, key)
    return value === undefined || value === usual || asksFor(policy, names) ? [] : [{ key, value }]
  })[0]

const asksFor = ({ selectedLabels, affinity }: Policy, names: ReadonlySet<string>): boolean =>
  selectedLabels.some(({ key }) => names.has(key)) ||
  (affinity?.terms ?? []).some(({ expressions }) => expressions.some(({ key }) => names.has(key)))
