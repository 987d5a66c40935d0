import type { Maybe } from '../data/maybe.js'
import type { Time } from '../data/instant.js'

/**
 * A taint on a node: keeps pods away that do not tolerate it.
 *
 * @since 0.1.0
 */
export interface Taint {
  readonly key?: Maybe<string>
  readonly value?: Maybe<string>
  /** `NoSchedule`, `PreferNoSchedule` or `NoExecute`; any other text is carried and blocks nothing. */
  readonly effect?: Maybe<string>
  readonly timeAdded?: Maybe<Time>
}
