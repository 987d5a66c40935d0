import type { Maybe } from '../data/maybe.js'
import type { StringMap } from './objectMeta.js'

/** A requirement of a label selector: a key, an operator, and values. @since 0.1.0 */
export interface LabelSelectorRequirement {
  readonly key?: Maybe<string>
  readonly operator?: Maybe<string>
  readonly values?: Maybe<readonly string[]>
}

/**
 * A selector over labels, as in `spec.selector`. Absent or null matches nothing, `{}` matches everything.
 *
 * @since 0.1.0
 */
export interface LabelSelector {
  readonly matchLabels?: Maybe<StringMap>
  readonly matchExpressions?: Maybe<readonly LabelSelectorRequirement[]>
}
