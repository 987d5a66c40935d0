import type { Maybe } from '../data/maybe.js'
import type { Time } from '../data/instant.js'

/**
 * What a taint does to pods that do not tolerate it.
 *
 * @since 0.2.0
 */
export type TaintEffect = 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute'

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
  /** What only a toleration has. */
  readonly operator?: undefined
  readonly tolerationSeconds?: undefined
}

/**
 * An effect that, where it is written out, is one of the three or empty. Any other literal is a type error; a
 * `string` that is known at run time only is fine.
 *
 * @since 0.2.0
 */
export interface KnownEffect<E extends string> {
  readonly effect?: Maybe<E & (string extends E ? string : TaintEffect | '')>
}
