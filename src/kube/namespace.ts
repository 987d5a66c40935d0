import type { Maybe } from '../data/maybe.js'
import type { ObjectMeta } from './objectMeta.js'

/** @since 0.1.0 */
export interface NamespaceStatus {
  readonly phase?: Maybe<string>
}

/**
 * The slice of a namespace that says whether anything can still be created in it.
 *
 * @since 0.1.0
 */
export interface Namespace {
  readonly apiVersion?: Maybe<string>
  readonly kind?: Maybe<string>
  readonly metadata?: Maybe<ObjectMeta>
  readonly status?: Maybe<NamespaceStatus>
}
