import type { Int64 } from '../data/int64.js'
import type { Maybe } from '../data/maybe.js'
import type { ObjectMeta } from './objectMeta.js'

/**
 * A recorded template of a DaemonSet. `data` is carried whole: `{ spec: { template: { …, $patch } } }`.
 *
 * @since 0.1.0
 */
export interface ControllerRevision {
  readonly apiVersion?: Maybe<string>
  readonly kind?: Maybe<string>
  readonly metadata?: Maybe<ObjectMeta>
  readonly revision?: Maybe<Int64>
  readonly data?: unknown
}
