import type { Time } from '../data/instant.js'
import type { Maybe } from '../data/maybe.js'
import type { ObjectMeta } from './objectMeta.js'

/**
 * The slice of an Event that tells why something did not happen.
 *
 * @since 0.1.0
 */
export interface Event {
  readonly apiVersion?: Maybe<string>
  readonly kind?: Maybe<string>
  readonly metadata?: Maybe<ObjectMeta>
  readonly involvedObject?: Maybe<{
    readonly kind?: Maybe<string>
    readonly namespace?: Maybe<string>
    readonly name?: Maybe<string>
    readonly uid?: Maybe<string>
  }>
  readonly reason?: Maybe<string>
  readonly message?: Maybe<string>
  readonly count?: Maybe<number>
  readonly lastTimestamp?: Maybe<Time>
  readonly eventTime?: Maybe<Time>
}
