/**
 * The types of fp-ts that podfit's declarations mention: the same shapes, so that values go to fp-ts and come
 * from it without a cast, while nobody needs to have it. `tools/declarations.mjs` puts this file into dist.
 */

/** What failed: what is wrong. */
export interface Left<E> {
  readonly _tag: 'Left'
  readonly left: E
}

/** What succeeded: the result. */
export interface Right<A> {
  readonly _tag: 'Right'
  readonly right: A
}

/** A result, or what is wrong; `_tag` tells which. */
export type Either<E, A> = Left<E> | Right<A>

/** Whether two values are equal. */
export interface Eq<A> {
  readonly equals: (x: A, y: A) => boolean
}

/** What `compare` answers: less, equal, greater. */
export type Ordering = -1 | 0 | 1

/** A total order. */
export interface Ord<A> extends Eq<A> {
  readonly compare: (first: A, second: A) => Ordering
}

/** A way to make one value of two. */
export interface Magma<A> {
  readonly concat: (x: A, y: A) => A
}

/** A `concat` for which brackets do not matter. */
export interface Semigroup<A> extends Magma<A> {}

/** A `concat` with a value that changes nothing. */
export interface Monoid<A> extends Semigroup<A> {
  readonly empty: A
}
