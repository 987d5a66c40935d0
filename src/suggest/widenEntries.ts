import { own } from '../data/own.js'
import type { NodeSelectorRequirement } from '../kube/affinity.js'
import type { Node } from '../kube/node.js'
import type { SelectedLabel } from '../placement/policy.js'
import { readRequirement } from '../requirement/readRequirement.js'
import type { SelectionChange } from './suggestion.js'

/** What comes in place of the entries of `nodeSelector` that keep a node out. */
export interface WidenedEntries {
  readonly changes: readonly SelectionChange[]
  /** The keys that go. */
  readonly drops: readonly string[]
  /** What every term of the affinity asks instead. */
  readonly requirements: readonly NodeSelectorRequirement[]
}

/**
 * The ways in which a `nodeSelector` comes to let a node in: each entry in the way goes; or those whose label
 * the node has with another value become an `In` of both.
 */
export const widenEntries = (
  entries: readonly SelectedLabel[],
  { metadata }: Node,
): readonly WidenedEntries[] => {
  const inTheWay = entries.flatMap((entry) => {
    const actual = own(metadata?.labels, entry.key)
    return actual === entry.value ? [] : [{ ...entry, actual }]
  })
  const drops = inTheWay.map(({ key }) => key)
  const dropped = inTheWay.map(droppedEntry)
  const widened = inTheWay.map((entry) => widenedEntry(entry) ?? droppedEntry(entry))
  const requirements = widened.flatMap(({ requirement }) => requirement ?? [])
  const changesOf = (of: readonly ChangedEntry[]) => of.map(({ change }) => change)
  return [
    ...(requirements.length > 0 ? [{ changes: changesOf(widened), drops, requirements }] : []),
    { changes: changesOf(dropped), drops, requirements: [] },
  ]
}

interface ChangedEntry {
  readonly change: SelectionChange
  readonly requirement?: NodeSelectorRequirement
}

const droppedEntry = ({ path: at, key, value }: SelectedLabel): ChangedEntry => ({
  change: { code: 'EntryDropped', path: at, key, value },
})

/** Where the node has no such label, or one of the values is none, there is no `In` of both. */
const widenedEntry = ({
  path: at,
  key,
  value,
  actual,
}: SelectedLabel & { readonly actual: string | undefined }): ChangedEntry | undefined => {
  if (actual === undefined) return undefined
  const values = [value, actual]
  return 'requirement' in readRequirement(key, 'In', values, at)
    ? {
        change: { code: 'EntryWidened', path: at, key, values },
        requirement: { key, operator: 'In', values },
      }
    : undefined
}
