import type { FieldPath } from '../data/fieldPath.js'
import { foundText } from '../data/foundText.js'
import { isJsonObject, own } from '../data/own.js'
import { addQuantity, compareQuantities, readQuantity, type Quantity } from './quantityAmount.js'

/** Amounts by the name of the resource: `cpu`, `memory`, `nvidia.com/gpu`. */
export type ResourceList = ReadonlyMap<string, Quantity>

/** A quantity that cannot be read. @since 0.2.0 */
export interface QuantityIssue {
  readonly code: 'NotAQuantity'
  /** Where it stands in the pod or the node. */
  readonly path: FieldPath
  readonly expected: 'a quantity'
  readonly found: string
}

/** Issues, each place once: what a pod requests is read more than once. */
export const once = (issues: readonly QuantityIssue[]): readonly QuantityIssue[] => [
  ...new Map(issues.map((issue) => [issue.path.join('/'), issue])).values(),
]

/** Reads members of one object, and keeps what cannot be read. */
export interface Reader {
  readonly issues: QuantityIssue[]
  readonly root: FieldPath
}

/** The resources at a place; undefined where there are none, which is not the same as an empty list. */
export const resourcesAt = (
  reader: Reader,
  value: unknown,
  path: FieldPath,
): ResourceList | undefined => {
  if (!isJsonObject(value)) return undefined
  return new Map(
    Object.keys(value).flatMap((name) => {
      const read = readQuantity(own(value, name) ?? null)
      if (read !== undefined) return [[name, read] as const]
      reader.issues.push({
        code: 'NotAQuantity',
        path: [...reader.root, ...path, name],
        expected: 'a quantity',
        found: foundText(value[name]),
      })
      return []
    }),
  )
}

/** Each resource added up. */
export const sumOf = (...lists: readonly (ResourceList | undefined)[]): ResourceList => {
  const sum = new Map<string, Quantity>()
  for (const list of lists)
    for (const [name, amount] of list ?? []) {
      const before = sum.get(name)
      sum.set(name, before === undefined ? amount : addQuantity(before, amount))
    }
  return sum
}

/**
 * The most of each resource. What is more than a decimal is kept as one, since Go compares them as such.
 *
 * - **Upstream** component-helpers `resource/helpers.go` maxResourceList
 */
export const mostOf = (...lists: readonly (ResourceList | undefined)[]): ResourceList => {
  const most = new Map<string, Quantity>()
  for (const list of lists)
    for (const [name, amount] of list ?? []) {
      const before = most.get(name)
      if (before === undefined) most.set(name, amount)
      else if (compareQuantities(amount, before) > 0)
        most.set(name, { ...amount, isShort: amount.isShort && before.isShort })
    }
  return most
}
