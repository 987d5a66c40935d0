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

/** Items with different texts, in the order in which each text first comes; of those with the same, the last. */
export const distinctBy = <A>(items: Iterable<A>, textOf: (item: A) => string): readonly A[] => {
  const found = new Map<string, A>()
  for (const item of items) found.set(textOf(item), item)
  return [...found.values()]
}
