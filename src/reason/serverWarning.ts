import type { FieldPath } from '../data/fieldPath.js'
import type { SyntaxFault } from '../data/labelSyntax.js'
import type { ContainerPort } from '../kube/pod.js'

/**
 * What the API server warns of about an object that it takes, told apart by `code`. Releases are minors, as `1.16`.
 *
 * @since 0.2.0
 */
export type ServerWarning = { readonly path: FieldPath } &
  /** A label of nodes that is no longer put on them: in a map of labels, or as a key. */
  (
    | {
        readonly code: 'DeprecatedNodeLabel'
        readonly key: string
        readonly since?: string
        readonly instead?: string
      }
    /** A value of a preferred term that no label can have. */
    | { readonly code: 'ImpossibleLabelValue'; readonly value: string; readonly fault: SyntaxFault }
    /** Without a selector no pod is meant. */
    | { readonly code: 'NullLabelSelector' }
    /** An annotation that a field has replaced; `nonFunctional` is when it stops working. */
    | {
        readonly code: 'DeprecatedAnnotation'
        readonly since?: string
        readonly nonFunctional?: string
        readonly instead: string
      }
    /** A kind of volume that goes or has gone. */
    | { readonly code: 'DeprecatedVolume'; readonly since: string; readonly end?: VolumeEnd }
    /** Two items of a volume at the same path, or one below the other. */
    | {
        readonly code: 'OverlappingPaths'
        readonly volume: string
        readonly source: WarnedSource
        readonly paths: readonly [WarnedPath, WarnedPath]
      }
    | { readonly code: 'EmptyProjection'; readonly volume: string }
    /** A name or an address that stands in the list already. */
    | { readonly code: 'Repeated'; readonly of: 'ip' | 'name'; readonly value: string }
    | { readonly code: 'EmptyName' }
    | { readonly code: 'FractionalBytes'; readonly value: string }
    /** A variable that replaces one before it; `apply` says whether `kubectl apply` may drop that. */
    | { readonly code: 'HiddenVariable'; readonly name: string; readonly apply: boolean }
    | { readonly code: 'HostAddressWithoutPort'; readonly port: ContainerPort }
    /** Two ports with the same number and protocol. */
    | {
        readonly code: 'DuplicatePort' | 'OverlappingPort' | 'AmbiguousPort'
        readonly other: FieldPath
      }
    | { readonly code: 'DuplicatePortName'; readonly name: string; readonly other: FieldPath }
    | { readonly code: 'NegativeGracePeriod' }
    /** An address in a spelling that not every reader takes, or for which there is a canonical one. */
    | {
        readonly code: 'NonStandardAddress'
        readonly value: string
        readonly canonical: string
        /** Whether such addresses are refused in new objects. */
        readonly refused: boolean
      }
    | { readonly code: 'NonCanonicalAddress'; readonly value: string; readonly canonical: string }
  )

/** What becomes of a kind of volume, and in which release where that is known. @since 0.2.0 */
export type VolumeEnd =
  | { readonly code: 'NonFunctional' | 'DisabledByDefault' | 'RemovalPlanned'; readonly in: string }
  | { readonly code: 'RemovedSoon' }

/** What a volume takes its items from. @since 0.2.0 */
export interface WarnedSource {
  readonly kind: string
  readonly name?: string
}

/** A path in a volume; in one that is projected, with what puts it there. @since 0.2.0 */
export interface WarnedPath {
  readonly path: string
  readonly source?: WarnedSource
}
