import { defaultedTemplate } from '../api/defaultedTemplate.js'
import { differences, type Difference, type Pairing } from '../data/differences.js'
import { exactJson } from '../data/exactJson.js'
import type { FieldPath } from '../data/fieldPath.js'
import { isJsonObject, own } from '../data/own.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import { LIST_KEYS } from '../kube/podTemplate.js'
import type { OfKind } from '../kube/kind.js'
import { newestSemantics, type SemanticsOptions } from '../kube/semantics.js'
import { submittedTemplate } from '../api/submittedTemplate.js'

/**
 * Whether a change of a DaemonSet makes a new revision, so that its pods are replaced, and where the
 * templates differ.
 *
 * @since 0.1.0
 */
export type RolloutTrigger =
  | { readonly code: 'No' }
  | { readonly code: 'Yes'; readonly paths: readonly FieldPath[] }
  | { readonly code: 'Unknown'; readonly why: RolloutDoubt; readonly paths: readonly FieldPath[] }

/** Why it is not known whether a template has changed. @since 0.1.0 */
export type RolloutDoubt =
  /** The cluster's template has it, the manifest does not: applying may take it out or leave it. */
  | 'OnlyInCluster'
  /** One side says nothing, the other an empty value, which may or may not be written down. */
  | 'MayBeOmitted'

/** How one DaemonSet becomes the other, and in which release. @since 0.1.0 */
export interface TriggersRolloutOptions extends SemanticsOptions {
  /** The second is a manifest that is applied to the first, which is in the cluster. */
  readonly applied?: boolean | undefined
}

/**
 * Does a DaemonSet get a new revision when it becomes another?
 *
 * - **Rules**
 *   1. Both templates are taken as the API server would serve and record them, every default filled in.
 *   2. Without a difference no; with one that is certain yes.
 *   3. What the cluster's template alone has is no certain difference when a manifest is applied: kubectl
 *      keeps what others have put there.
 *
 * - **Laws** the answer is `No` when a DaemonSet becomes itself, or itself as it is served
 * - **Errors** Never throws.
 *
 * @example
 * import { triggersRollout } from 'podfit/impact'
 *
 * const daemonSet = (image: string) => ({ spec: { template: { spec: { containers: [{ name: 'a', image }] } } } })
 * triggersRollout(daemonSet('a:1'), daemonSet('a:1')).code // => 'No'
 * triggersRollout(daemonSet('a:1'), daemonSet('a:2')) // => { code: 'Yes', paths: [['spec', 'template', 'spec', 'containers', 0, 'image']] }
 *
 * @since 0.1.0
 */
export const triggersRollout = <const K extends string>(
  before: DaemonSet & OfKind<K, 'DaemonSet'>,
  after: DaemonSet & OfKind<K, 'DaemonSet'>,
  options: TriggersRolloutOptions = {},
): RolloutTrigger => {
  const { applied = false, semantics = newestSemantics } = options
  const recorded = ({ spec }: DaemonSet) =>
    submittedTemplate(defaultedTemplate(spec?.template ?? {}, { semantics }), semantics)
  const found = applied
    ? differences(recorded(before), recorded(after), byMergeKey)
    : differences(recorded(before), recorded(after))
  const doubts = found.map((difference) => ({ ...difference, why: doubt(difference, applied) }))
  const certain = doubts.filter(({ why }) => why === undefined)
  if (certain.length > 0) return { code: 'Yes', paths: certain.map(pathOf) }
  const why = doubts[0]?.why
  return why === undefined ? { code: 'No' } : { code: 'Unknown', why, paths: doubts.map(pathOf) }
}

const pathOf = ({ path: at }: Difference): FieldPath => ['spec', 'template', ...at]

const doubt = ({ before, after }: Difference, applied: boolean): RolloutDoubt | undefined => {
  if (applied && after === undefined) return 'OnlyInCluster'
  const oneSided = before === undefined || after === undefined
  return oneSided && isEmpty(before ?? after) ? 'MayBeOmitted' : undefined
}

const isEmpty = (value: unknown): boolean =>
  value === '' ||
  value === 0 ||
  value === false ||
  (Array.isArray(value) && value.length === 0) ||
  (isJsonObject(value) && Object.keys(value).length === 0)

/** Which item of a list each one is: what its keys say and, of items that say the same, the how manieth. */
const idsOf = (list: readonly unknown[], keys: readonly string[]): readonly string[] => {
  const seen = new Map<string, number>()
  return list.map((item) => {
    const key = exactJson(isJsonObject(item) ? keys.map((name) => item[name]) : item)
    const before = seen.get(key) ?? 0
    seen.set(key, before + 1)
    return `${before} ${key}`
  })
}

/** How kubectl applies a list to one that is there. */
const byMergeKey: Pairing = (before, after, at) => {
  const keys = own(LIST_KEYS, String(at[at.length - 1]))
  if (keys === undefined || keys.length === 0) return undefined
  const there = idsOf(before, keys)
  const wanted = idsOf(after, keys)
  const added = after.filter((_item, i) => !there.includes(wanted[i] ?? ''))
  return [
    ...before.map((item, i) => [i, item, after[wanted.indexOf(there[i] ?? '')]] as const),
    ...added.map((item, i) => [before.length + i, undefined, item] as const),
  ]
}
