/** The list that has nothing in it. */
export const NOTHING: readonly never[] = Object.freeze([])

/**
 * A list that is being made, with one item more: without room to grow for the first, since most have one; the others are
 * put at its end. It must be the maker's own.
 */
export const appended = <A>(list: readonly A[], item: A): readonly A[] => {
  if (list.length === 0) return [item]
  const growing = list as A[]
  growing.push(item)
  return growing
}

/** Puts items at the end of a list that is being made: a call takes only so many arguments, and a list may be longer. */
export const addAll = <A>(list: A[], items: Iterable<A>): void => {
  for (const item of items) list.push(item)
}
