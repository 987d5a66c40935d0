import * as E from 'fp-ts/Either'
import { compareText } from '../data/compareText.js'
import type { Maybe } from '../data/maybe.js'
import { own } from '../data/own.js'
import type { LabelSelector } from '../kube/labelSelector.js'
import type { StringMap } from '../kube/objectMeta.js'
import type { SelectorFault } from '../reason/selectorFault.js'
import { holds } from '../requirement/holds.js'
import { readRequirement } from '../requirement/readRequirement.js'
import type { Operator, Requirement } from '../requirement/requirement.js'

/**
 * A label selector that has been read: asked with labels, printed as kubectl prints it.
 *
 * @since 0.1.0
 */
export interface CompiledLabelSelector {
  readonly matches: (labels: Maybe<StringMap>) => boolean
  /** Whether it selects everything for want of requirements. */
  readonly empty: boolean
  /** `a=b,c in (d,e)`, requirements sorted by key. */
  readonly text: string
}

const OPERATORS: readonly Operator[] = ['In', 'NotIn', 'Exists', 'DoesNotExist']

/**
 * Reads a label selector.
 *
 * - **Rules**
 *   1. Absent or null matches nothing; `{}` matches everything.
 *   2. Otherwise every entry of `matchLabels` and every expression must hold.
 *   3. Operators are `In`, `NotIn`, `Exists`, `DoesNotExist`; `Gt` and `Lt` are refused.
 *   4. Reading stops at the first item that is faulty, `matchLabels` (by key) before `matchExpressions`,
 *      with all faults of that item. Upstream reads `matchLabels` in no particular order.
 *
 * - **Errors** `Left` with the faults of the first faulty item. Never throws.
 * - **Upstream** apimachinery `pkg/apis/meta/v1/helpers.go` LabelSelectorAsSelector
 *
 * @example
 * import { compileLabelSelector } from 'podfit'
 *
 * const selector = compileLabelSelector({ matchLabels: { app: 'web' } })
 * selector._tag === 'Right' && selector.right.matches({ app: 'web', tier: 'front' }) // => true
 *
 * @since 0.1.0
 */
export const compileLabelSelector = (
  selector: Maybe<LabelSelector>,
): E.Either<readonly SelectorFault[], CompiledLabelSelector> => {
  if (selector === null || selector === undefined) return E.right(NOTHING)
  const items: SelectorItem[] = []
  for (const key of Object.keys(selector.matchLabels ?? {}).sort(compareText)) {
    const value = own(selector.matchLabels, key) ?? ''
    const read = readRequirement(key, 'In', [value], [])
    if ('faults' in read) return E.left(read.faults)
    items.push({ requirement: read.requirement, text: `${key}=${value}` })
  }
  for (const expression of selector.matchExpressions ?? []) {
    const operator = OPERATORS.find((known) => known === expression.operator)
    if (operator === undefined) return E.left([unsupported(expression.operator ?? '')])
    const read = readRequirement(expression.key ?? '', operator, copied(expression.values), [])
    if ('faults' in read) return E.left(read.faults)
    items.push({ requirement: read.requirement, text: requirementString(read.requirement) })
  }
  return E.right(allOf(items))
}

/** Upstream copies the list, which turns an empty one into none: its error text shows it. */
const copied = (values: Maybe<readonly string[]>): Maybe<readonly string[]> =>
  values?.length === 0 ? null : values

/** A requirement and how it is printed. */
export interface SelectorItem {
  readonly requirement: Requirement
  readonly text: string
}

/** The selector of all these requirements, sorted by key as they are printed. */
export const allOf = (items: readonly SelectorItem[]): CompiledLabelSelector => {
  const sorted = [...items].sort((a, b) => compareText(a.requirement.key, b.requirement.key))
  return {
    matches: (labels) =>
      sorted.every(({ requirement }) => holds(requirement, own(labels, requirement.key))),
    empty: sorted.length === 0,
    text: sorted.map((item) => item.text).join(','),
  }
}

const NOTHING: CompiledLabelSelector = { matches: () => false, empty: false, text: '' }

const unsupported = (operator: string): SelectorFault => ({
  code: 'UnsupportedOperator',
  path: ['operator'],
  operator,
  supported: OPERATORS,
})

/** A requirement in kubectl's words. */
export const requirementString = ({ key, operator, values }: Requirement): string => {
  const list = `(${[...values].sort(compareText).join(',')})`
  switch (operator) {
    case 'In':
      return `${key} in ${list}`
    case 'NotIn':
      return `${key} notin ${list}`
    case 'DoesNotExist':
      return `!${key}`
    case 'Exists':
      return key
    case 'Gt':
      return `${key}>${values.join()}`
    case 'Lt':
      return `${key}<${values.join()}`
  }
}
