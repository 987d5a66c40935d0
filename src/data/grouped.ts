import type { ReadonlyNonEmptyArray } from 'fp-ts/ReadonlyNonEmptyArray'

/** Items with the same text, together, in the order in which each text first comes. */
export const grouped = <A>(
  items: Iterable<A>,
  textOf: (item: A) => string,
): ReadonlyMap<string, ReadonlyNonEmptyArray<A>> => {
  const groups = new Map<string, [A, ...A[]]>()
  for (const item of items) {
    const text = textOf(item)
    const group = groups.get(text)
    if (group === undefined) groups.set(text, [item])
    else group.push(item)
  }
  return groups
}
