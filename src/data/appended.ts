/** The list that has nothing in it. */
export const NOTHING: readonly never[] = Object.freeze([])

/** A list with one item more: without room to grow, for lists of which most have one. */
export const appended = <A>(list: readonly A[], item: A): readonly A[] =>
  list.length === 0 ? [item] : [...list, item]

/** Puts items at the end of a list that is being made: a call takes only so many arguments, and a list may be longer. */
export const addAll = <A>(list: A[], items: Iterable<A>): void => {
  for (const item of items) list.push(item)
}
