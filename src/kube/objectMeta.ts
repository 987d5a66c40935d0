import type { Int64 } from '../data/int64.js'
import type { Maybe } from '../data/maybe.js'
import type { Time } from '../data/instant.js'

/**
 * A map of labels or annotations.
 *
 * @since 0.1.0
 */
export type StringMap = Readonly<Record<string, string>>

/**
 * One entry of `metadata.ownerReferences`.
 *
 * @since 0.1.0
 */
export interface OwnerReference {
  readonly apiVersion?: Maybe<string>
  readonly kind?: Maybe<string>
  readonly name?: Maybe<string>
  readonly uid?: Maybe<string>
  readonly controller?: Maybe<boolean>
  readonly blockOwnerDeletion?: Maybe<boolean>
}

/**
 * The part of an object's metadata that scheduling and the DaemonSet controller read.
 *
 * @since 0.1.0
 */
export interface ObjectMeta {
  readonly name?: Maybe<string>
  readonly namespace?: Maybe<string>
  readonly uid?: Maybe<string>
  readonly resourceVersion?: Maybe<string>
  readonly generation?: Maybe<Int64>
  readonly labels?: Maybe<StringMap>
  readonly annotations?: Maybe<StringMap>
  readonly creationTimestamp?: Maybe<Time>
  readonly deletionTimestamp?: Maybe<Time>
  readonly deletionGracePeriodSeconds?: Maybe<Int64>
  readonly finalizers?: Maybe<readonly string[]>
  readonly ownerReferences?: Maybe<readonly OwnerReference[]>
}

/**
 * A condition as nodes and pods report it.
 *
 * @since 0.1.0
 */
export interface Condition {
  readonly type?: Maybe<string>
  readonly status?: Maybe<string>
  readonly reason?: Maybe<string>
  readonly message?: Maybe<string>
  readonly lastTransitionTime?: Maybe<Time>
}
