import type { FieldPath } from '../data/fieldPath.js'
import { isJsonObject, member, own } from '../data/own.js'

/**
 * What a recorded object has and the classes of a client that is older than the cluster cannot hold: their deserializer
 * has dropped it, so that an object of theirs seems to be without it. Plain objects hold everything.
 *
 * - **Rules**
 *   1. A class says what it holds by its `attributeTypeMap`, as those generated from OpenAPI do: of each member the name in
 *      JSON and its own.
 *   2. What is absent from such a list and recorded is named; what is in it is looked into, and lists item by item.
 *
 * - **Upstream** not of Kubernetes: the classes of `@kubernetes/client-node`
 */
export const unheldFields = (
  object: unknown,
  recorded: unknown,
  at: FieldPath = [],
): readonly FieldPath[] => {
  const found: FieldPath[] = []
  const left: (readonly [unknown, unknown, FieldPath])[] = [[object, recorded, at]]
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const [held, record, path] = next
    if (Array.isArray(held) && Array.isArray(record)) {
      held.forEach((item: unknown, i) => left.push([item, record[i], [...path, i]]))
    } else if (isJsonObject(held) && isJsonObject(record)) {
      const names = namesOf(held)
      for (const key of Object.keys(record)) {
        const name = names === undefined ? key : names.get(key)
        if (name === undefined) found.push([...path, key])
        else left.push([own(held, name), record[key], [...path, key]])
      }
    }
  }
  return found
}

/** Rule 1: the members that the class of an object has, by their names in JSON; undefined for a plain object. */
const namesOf = (object: object): ReadonlyMap<string, string> | undefined => {
  const prototype: unknown = Object.getPrototypeOf(object)
  const type = prototype === Object.prototype ? undefined : member(prototype, 'constructor')
  const attributes: unknown =
    typeof type === 'function' && Object.hasOwn(type, 'attributeTypeMap')
      ? (type as { readonly attributeTypeMap?: unknown }).attributeTypeMap
      : undefined
  if (!Array.isArray(attributes)) return undefined
  const names = new Map<string, string>()
  for (const attribute of attributes as readonly unknown[]) {
    const [inJson, name] = [member(attribute, 'baseName'), member(attribute, 'name')]
    if (typeof inJson === 'string' && typeof name === 'string') names.set(inJson, name)
  }
  return names
}
