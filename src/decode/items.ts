import type { FieldPath } from '../data/fieldPath.js'
import { isJsonObject } from '../data/own.js'
import type { TypeMeta } from '../intake/whichObject.js'

/** One object in a document, where it stands in it, and what its list implies that it is. */
export interface Item {
  readonly value: unknown
  readonly path: FieldPath
  readonly implied?: TypeMeta
}

/** What a document holds: its objects, and what its typed lists list, which may be empty. */
export interface DocumentItems {
  readonly items: readonly Item[]
  readonly listed: readonly TypeMeta[]
}

/**
 * The objects of a document, in order: an object is one, an array and a list are their items, nested
 * lists too, an empty document none.
 *
 * - **Rules**
 *   1. A list has a kind that ends in `List`, `items`, and no `spec`.
 *   2. The items of a typed list (`NodeList`) may leave out their kind and version: the list implies them.
 */
export const itemsOf = (document: unknown): DocumentItems =>
  itemsWithin({ value: document, path: [] })

/** The objects of an item of a document, which may be a list itself. */
export const itemsWithin = (outer: Item): DocumentItems => {
  const items: Item[] = []
  const listed: TypeMeta[] = []
  const pending: Item[] = [outer]
  for (let item = pending.pop(); item !== undefined; item = pending.pop()) {
    const inner = innerItems(item)
    if (inner !== undefined) {
      for (let i = inner.length - 1; i >= 0; i--) pending.push(inner[i] as Item)
      const implied = impliedBy(item.value)
      if (implied !== undefined) listed.push(implied)
    } else if (item.value !== null && item.value !== undefined) items.push(item)
  }
  return { items, listed }
}

/** What a typed list implies for its items. */
const impliedBy = (value: unknown): TypeMeta | undefined => {
  const kind = isJsonObject(value) ? value['kind'] : undefined
  if (typeof kind !== 'string' || kind === 'List') return undefined
  const apiVersion = isJsonObject(value) ? value['apiVersion'] : undefined
  return {
    ...(typeof apiVersion === 'string' && apiVersion !== '' && { apiVersion }),
    kind: kind.slice(0, -'List'.length),
  }
}

const innerItems = ({ value, path: at, implied }: Item): readonly Item[] | undefined => {
  if (Array.isArray(value)) return each(value, at, implied)
  if (!isJsonObject(value) || value['spec'] !== undefined) return undefined
  const { kind, items } = value
  if (typeof kind !== 'string' || !kind.endsWith('List') || !Array.isArray(items)) return undefined
  return each(items, [...at, 'items'], impliedBy(value))
}

const each = (
  values: readonly unknown[],
  at: FieldPath,
  implied: TypeMeta | undefined,
): readonly Item[] =>
  values.map((value, i) => ({ value, path: [...at, i], ...(implied !== undefined && { implied }) }))
