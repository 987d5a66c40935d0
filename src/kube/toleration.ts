import type { Int64 } from '../data/int64.js'
import type { Maybe } from '../data/maybe.js'

/**
 * A toleration of a pod.
 *
 * @since 0.1.0
 */
export interface Toleration {
  readonly key?: Maybe<string>
  /** `Equal` (also when absent), `Exists`, and where the cluster has them `Lt` and `Gt`. */
  readonly operator?: Maybe<string>
  readonly value?: Maybe<string>
  /** Absent means every effect. */
  readonly effect?: Maybe<string>
  /** How long the pod stays under a `NoExecute` taint, in seconds; absent is for ever. */
  readonly tolerationSeconds?: Maybe<Int64>
  /** What only a taint has. */
  readonly timeAdded?: undefined
}
