import { exactJson } from '../data/exactJson.js'
import { nameOf } from '../kube/objectFacts.js'
import { type PatchOperation, setMember } from '../data/patch.js'
import { comparableInt64, MAX_INT64 } from '../data/int64.js'
import { labelValueFaults } from '../data/labelSyntax.js'
import { own } from '../data/own.js'
import { POD_SPEC, REQUIRED_AFFINITY } from '../kube/podTemplate.js'
import type { NodeSelectorRequirement, NodeSelectorTerm } from '../kube/affinity.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import type { OfKind } from '../kube/kind.js'
import type { Node } from '../kube/node.js'
import { newestSemantics } from '../kube/semantics.js'
import { FIELD_NODE_NAME } from '../kube/wellKnown.js'
import { compileDaemonSet } from '../placement/compile.js'
import { decide } from '../placement/decide.js'
import { unaskedMachine } from '../placement/machineAsked.js'
import type { Policy, SelectedLabel } from '../placement/policy.js'
import { holds } from '../requirement/holds.js'
import { readRequirement } from '../requirement/readRequirement.js'
import type { Requirement } from '../requirement/requirement.js'
import { affinityMatches, type RequiredAffinity } from '../selector/nodeAffinity.js'
import { expressionValue, fieldValue, isEmptyTerm, type NodeTerm } from '../selector/nodeTerm.js'
import type {
  Fix,
  RequirementChange,
  SelectionChange,
  SuggestOptions,
  UnaskedNode,
} from './suggestion.js'
import { edited, exactTolerations, tolerationEdits, tolerationsOf } from './suggestTolerations.js'
import { narrowedTo } from './virtualNodesExcluded.js'

/**
 * Fixes that bring a DaemonSet to a node by changing the DaemonSet: its tolerations and, where it selects
 * other nodes, its node selector and required node affinity. None where it runs already.
 *
 * - **Rules**
 *   1. Taints that keep it away are tolerated: exactly their key, value and effect.
 *   2. A `nodeName` of another node is dropped.
 *   3. Entries of `nodeSelector` that the node does not have are dropped; or, where it has the label with
 *      another value, turned into an `In` of both values in the affinity.
 *   4. Of the affinity one term is widened: `In` gets the node's value, `NotIn` loses it, a bound is moved;
 *      what else the node does not meet is dropped. Or the node is named in a term of its own. The affinity
 *      goes where nothing of a term is left, or no term can be read.
 *
 * - **Shapes** The fewest nodes gained come first, then the fewest changes.
 * - **Laws** Each fix brings it to the node and takes it from none. Whatever other changes of these kinds
 *   bring it there, one of these fixes gains no node beside theirs, on any nodes whatsoever.
 * - **Errors** Never throws.
 * - **Cost** O(terms × nodes), and for each fix a patch of all terms
 *
 * @example
 * import { suggestFixes } from 'podfit/suggest'
 *
 * const daemonSet = { spec: { template: { spec: { nodeSelector: { disk: 'ssd' } } } } }
 * const node = { metadata: { name: 'n1', labels: { disk: 'nvme' } } }
 * suggestFixes(daemonSet, node, [node]).map(({ changes }) => changes[0]?.code) // => ['EntryWidened', 'EntryDropped']
 *
 * @since 0.1.0
 */
export const suggestFixes = <const K extends string>(
  daemonSet: DaemonSet & OfKind<K, 'DaemonSet'>,
  node: Node & OfKind<K, 'Node'>,
  nodes: readonly (Node & OfKind<K, 'Node'>)[],
  options: SuggestOptions = {},
): readonly Fix[] => fixesFor<string>(daemonSet, node, nodes, { ...options, named: true })

/** Whether the node may be named in a fix: what nodes to come will be called nobody knows. */
interface FixesOptions extends SuggestOptions {
  readonly named: boolean
}

/** The fixes of `suggestFixes`, for a node that is there or one to come. */
export const fixesFor = <const K extends string>(
  daemonSet: DaemonSet & OfKind<K, 'DaemonSet'>,
  node: Node & OfKind<K, 'Node'>,
  nodes: readonly (Node & OfKind<K, 'Node'>)[],
  { semantics = newestSemantics, named }: FixesOptions,
): readonly Fix[] => {
  const policy = compileDaemonSet(daemonSet, semantics)
  if (decide<string>(policy, node) === 'run') return []
  const podSpec = daemonSet.spec?.template?.spec
  const required = podSpec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution
  const terms = required?.nodeSelectorTerms ?? []
  const isElsewhere = policy.nodeName !== '' && policy.nodeName !== nameOf(node)
  const nodeName: Part = isElsewhere ? dropNodeName(policy.nodeName) : NOTHING
  const tolerations = exactTolerations(policy, [node])
  const tolerate = tolerationEdits(daemonSet, [...tolerationsOf(daemonSet), ...tolerations])
  const runsNow = new Set(nodes.filter((each) => decide<string>(policy, each) === 'run'))
  const patchOf = (affinity: Selecting, entries: WidenedEntries) => [
    ...nodeName.patch,
    ...entries.drops.map((key) => remove('nodeSelector', key)),
    ...affinityEdits(daemonSet, affinity, entries),
    ...tolerate,
  ]
  const runAfter = (affinity: Selecting, entries: WidenedEntries): ReadonlySet<Node> => {
    const after = compileDaemonSet(edited(daemonSet, patchOf(affinity, entries)), semantics)
    return new Set(nodes.filter((each) => decide<string>(after, each) === 'run'))
  }
  const widened = widenEntries(policy.selectedLabels, node).map((entries) => {
    let byTerms: ReadonlySet<Node> | undefined
    return {
      entries,
      /** Terms are alternatives, and a widened one lets in what it did: what it lets in comes to that of all. */
      runsWith: ({ only, ...affinity }: WidenedAffinity): ((each: Node) => boolean) => {
        if (only === undefined) {
          const all = runAfter(affinity, entries)
          return (each) => all.has(each)
        }
        const byOne = runAfter({ ...affinity, terms: [only] }, entries)
        const byAll = (byTerms ??= runAfter({ changes: [], terms }, entries))
        return (each) => byOne.has(each) || byAll.has(each)
      },
    }
  })
  const fixes = widenAffinity(policy.affinity, terms, node, named).flatMap((affinity) =>
    widened.map(({ entries, runsWith }) => {
      const runs = runsWith(affinity)
      const patch = patchOf(affinity, entries)
      const gained = nodes.filter((each) => !runsNow.has(each) && runs(each))
      const unasked = unaskedOf(compileDaemonSet(edited(daemonSet, patch), semantics), gained)
      const fix: Fix = {
        changes: [...nodeName.changes, ...entries.changes, ...affinity.changes],
        tolerations,
        patch,
        gained: gained.map(nameOf),
        ...(unasked.length > 0 && { unasked }),
      }
      return { key: exactJson([entries.drops, entries.requirements, affinity.key]), fix }
    }),
  )
  const distinct = new Map(fixes.map(({ key, fix }) => [key, fix]))
  return [...distinct.values()].sort(
    (a, b) => a.gained.length - b.gained.length || a.changes.length - b.changes.length,
  )
}

const unaskedOf = (policy: Policy, nodes: readonly Node[]): readonly UnaskedNode[] =>
  nodes.flatMap((node) => {
    const machine = unaskedMachine(policy, node)
    return machine === undefined ? [] : [{ node: nameOf(node), ...machine }]
  })

interface Part {
  readonly changes: readonly SelectionChange[]
  readonly patch: readonly PatchOperation[]
}

const NOTHING: Part = { changes: [], patch: [] }

const remove = (...path: readonly string[]): PatchOperation => ({
  op: 'remove',
  path: [...POD_SPEC, ...path],
})

/** Rule 2: a `nodeName` of another node goes. */
const dropNodeName = (value: string): Part => ({
  changes: [{ code: 'NodeNameDropped', path: [...POD_SPEC, 'nodeName'], value }],
  patch: [remove('nodeName')],
})

/** What comes in place of the entries of `nodeSelector` that keep a node out. */
interface WidenedEntries {
  readonly changes: readonly SelectionChange[]
  /** The keys that go. */
  readonly drops: readonly string[]
  /** What every term of the affinity asks instead. */
  readonly requirements: readonly NodeSelectorRequirement[]
}

/**
 * Rule 3: the changes by which a `nodeSelector` comes to let a node in. Each entry that keeps it out goes; or
 * those whose label the node has with another value become an `In` of both.
 */
export const widenEntries = (
  entries: readonly SelectedLabel[],
  { metadata }: Node,
): readonly WidenedEntries[] => {
  const unmet = entries.flatMap((entry) => {
    const actual = own(metadata?.labels, entry.key)
    return actual === entry.value ? [] : [{ ...entry, actual }]
  })
  const drops = unmet.map(({ key }) => key)
  const dropped = unmet.map(droppedEntry)
  const widened = unmet.map((entry) => widenedEntry(entry) ?? droppedEntry(entry))
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

/** Terms one of which matches a node; undefined stands for no affinity at all. */
interface Selecting {
  readonly changes: readonly SelectionChange[]
  readonly terms: readonly NodeSelectorTerm[] | undefined
}

/** Terms that were changed; `key` is the same where they are, `only` the one of them that is another. */
interface WidenedAffinity extends Selecting {
  readonly key: number | 'same' | 'dropped' | 'named'
  readonly only?: NodeSelectorTerm
}

/**
 * Rule 4: the changes by which required node affinity comes to match a node. One of its terms is widened, or
 * the node is named in a term of its own, unless nobody knows its name. It goes where nothing of a term is left, or there is none to be
 * widened.
 */
export const widenAffinity = (
  affinity: RequiredAffinity | undefined,
  terms: readonly NodeSelectorTerm[],
  node: Node,
  named = true,
): readonly WidenedAffinity[] => {
  if (affinity === undefined) return [{ key: 'same', changes: [], terms: undefined }]
  if (affinityMatches(affinity, node)) return [{ key: 'same', changes: [], terms }]
  const dropped: WidenedAffinity = {
    key: 'dropped',
    changes: [{ code: 'AffinityDropped', path: affinity.path }],
    terms: undefined,
  }
  const widened = affinity.terms.flatMap((each, i): readonly WidenedAffinity[] => {
    if (each.faults.length > 0 || isEmptyTerm(each)) return []
    const { changes, term } = widenTerm(each, node)
    return term === undefined
      ? [dropped]
      : [{ key: i, only: term, changes, terms: terms.with(i, term) }]
  })
  const all = widened.length === 0 ? [dropped] : widened
  if (!named) return all
  const name = nameOf(node)
  const at = [...affinity.path, 'nodeSelectorTerms', terms.length]
  const matchFields = [{ key: FIELD_NODE_NAME, operator: 'In', values: [name] }]
  return [
    ...all,
    {
      key: 'named',
      only: { matchFields },
      changes: [{ code: 'NodeNamed', path: at, node: name }],
      terms: [...terms, { matchFields }],
    },
  ]
}

/** A term that matches a node, and what was changed for that; without a term nothing of it was left. */
interface WidenedTerm {
  readonly changes: readonly RequirementChange[]
  readonly term: NodeSelectorTerm | undefined
}

/**
 * Rule 4: the least change by which a term that has requirements, all of them sound, comes to match a node. A
 * requirement on a field takes a single value, so one that the node does not meet is dropped.
 */
export const widenTerm = (term: NodeTerm, node: Node): WidenedTerm => {
  const expressions = term.expressions.map((requirement): Kept => {
    const actual = expressionValue(requirement, node)
    return keep(requirement, holds(requirement, actual), actual)
  })
  const isNamed = nameOf(node) !== ''
  const fields = term.fields.map((requirement): Kept =>
    keep(requirement, !isNamed || holds(requirement, fieldValue(requirement, node)), undefined),
  )
  const matchExpressions = expressions.flatMap(({ requirement }) => requirement ?? [])
  const matchFields = fields.flatMap(({ requirement }) => requirement ?? [])
  return {
    changes: [...expressions, ...fields].flatMap(({ change }) => change ?? []),
    term:
      matchExpressions.length + matchFields.length === 0
        ? undefined
        : {
            ...(matchExpressions.length > 0 && { matchExpressions }),
            ...(matchFields.length > 0 && { matchFields }),
          },
  }
}

interface Kept {
  readonly requirement: NodeSelectorRequirement | undefined
  readonly change?: RequirementChange
}

const keep = (requirement: Requirement, isMet: boolean, actual: string | undefined): Kept => {
  if (isMet) return { requirement: written(requirement, requirement.values) }
  const { change, values } = widenRequirement(requirement, actual)
  return { change, requirement: values && written(requirement, values) }
}

const written = (
  { key, operator }: Requirement,
  values: readonly string[],
): NodeSelectorRequirement => ({ key, operator, ...(values.length > 0 && { values }) })

/** A change of a requirement, and its values afterwards; without them the requirement goes. */
interface Widened {
  readonly change: RequirementChange
  readonly values?: readonly string[]
}

/**
 * The least change by which a requirement on a label that a node does not meet comes to hold there.
 *
 * - **Rules**
 *   1. `In` gets the node's value, `NotIn` loses it; `Gt` and `Lt` get a bound next to it.
 *   2. Where the node has no such label, or the change would leave no valid requirement, it is dropped: a
 *      `NotIn` that lists nothing else, a bound below 0, an `Exists`, a `DoesNotExist`.
 */
export const widenRequirement = (
  { path: at, key, operator, values, bound }: Requirement,
  actual: string | undefined,
): Widened => {
  const dropped: Widened = {
    change: { code: 'RequirementDropped', path: at, key, operator, values },
  }
  if (actual === undefined) return dropped
  switch (operator) {
    case 'In':
      return labelValueFaults(actual).length > 0
        ? dropped
        : {
            change: { code: 'ValueAdded', path: at, key, value: actual },
            values: [...values, actual],
          }
    case 'NotIn': {
      const rest = values.filter((value) => value !== actual)
      return rest.length === 0
        ? dropped
        : { change: { code: 'ValueRemoved', path: at, key, value: actual }, values: rest }
    }
    case 'Gt':
    case 'Lt': {
      const to = boundBeside(operator, actual)
      if (to === undefined) return dropped
      const from = String(bound)
      return { change: { code: 'BoundMoved', path: at, key, operator, from, to }, values: [to] }
    }
    case 'Exists':
    case 'DoesNotExist':
      return dropped
  }
}

/** The bound that a number just meets, as far as a label's value can say it. */
const boundBeside = (operator: 'Gt' | 'Lt', actual: string): string | undefined => {
  const number = comparableInt64(actual)
  if (number === undefined) return undefined
  const bound = BigInt(number) + (operator === 'Gt' ? -1n : 1n)
  return bound < 0n || bound > MAX_INT64 ? undefined : String(bound)
}

/** The patch that put widened terms, and what `nodeSelector` no longer asks, into the affinity. */
const affinityEdits = (
  daemonSet: DaemonSet,
  { changes, terms }: Selecting,
  { requirements }: WidenedEntries,
): readonly PatchOperation[] => {
  if (changes.length + requirements.length === 0) return []
  if (terms === undefined && requirements.length === 0) return [remove(...REQUIRED_AFFINITY)]
  const path = [...POD_SPEC, ...REQUIRED_AFFINITY, 'nodeSelectorTerms']
  return [setMember(daemonSet, path, narrowedTo(terms, requirements))]
}
