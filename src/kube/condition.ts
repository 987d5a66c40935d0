import type { Maybe } from '../data/maybe.js'
import type { Time } from '../data/instant.js'

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
