import type { Maybe } from '../data/maybe.js'

/**
 * A kind that, where it is written out, is the right one. Any other literal is a type error; objects of typed
 * lists, whose kind is absent or any `string`, are fine.
 *
 * @since 0.2.0
 */
export interface OfKind<K extends string, Known extends string> {
  readonly kind?: Maybe<K & (string extends K ? string : Known)>
}

/**
 * A kind that, where it is written out, is another one than these.
 *
 * @since 0.2.0
 */
export interface OfOtherKind<K extends string, Excluded extends string> {
  readonly kind?: Maybe<K & (string extends K ? string : Exclude<K, Excluded>)>
}
