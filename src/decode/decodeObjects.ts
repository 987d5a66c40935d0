import { collectObjects, type DecodedObjects } from './collectObjects.js'
import { itemsOf } from './items.js'

/**
 * Reads everything in a document: a single object, an array, a List, a typed list such as NodeList, lists
 * within lists. One object that cannot be read does not lose the others.
 *
 * @example
 * import { decodeObjects } from 'podfit'
 *
 * const list = { kind: 'NodeList', items: [{ metadata: { name: 'n1' } }, { metadata: { name: 5 } }] }
 * const { nodes, broken } = decodeObjects(list)
 * nodes?.length // => 1
 * broken[0]?.path // => ['items', 1]
 *
 * @since 0.1.0
 */
export const decodeObjects = (document: unknown): DecodedObjects => {
  const collector = collectObjects()
  const { items, listed } = itemsOf(document)
  for (const item of items) collector.add(item)
  for (const each of listed) collector.list(each)
  return collector.collected()
}
