import type { FieldPath } from '../data/fieldPath.js'
import type { FieldError } from '../reason/fieldError.js'
import type { DuplicateKey, FieldIssue, UnknownField } from '../reason/fieldIssue.js'
import type { Severity } from '../reason/finding.js'
import type { ServerWarning } from '../reason/serverWarning.js'
import type { KindFault, TypeMeta } from './whichObject.js'

/**
 * The object that an issue is about, by what it says of itself.
 *
 * @since 0.2.0
 */
export interface IntakeSubject extends Partial<TypeMeta> {
  readonly namespace?: string
  readonly name?: string
}

/**
 * What there is to say about an object on its way in, told apart by `code`. An `error` is a refusal: kubectl or
 * the API server would not take it. Everything else is said, and the object is taken.
 *
 * @since 0.2.0
 */
export type IntakeIssue = {
  readonly severity: Severity
  readonly subject: IntakeSubject
  readonly path: FieldPath
} & (Exclude<KindFault, { readonly code: 'PodManifest' }> | ManifestFault | ManifestNote)

/** What kubectl or the API server refuses about a manifest; of a stored object it is only said. @since 0.2.0 */
export type ManifestFault =
  /** It names a namespace (`given`), and another one is asked for (`asked`). */
  | { readonly code: 'OtherNamespace'; readonly given: string; readonly asked: string }
  /** The API server's validation; `update` where the cluster has the object. */
  | {
      readonly code: 'InvalidField'
      readonly error: FieldError
      readonly update: boolean
      readonly wayOut?: WayOut
    }
  /** A field that the kind does not have; `of` is the kind that has it, `instead` what to write. */
  | (Omit<UnknownField, 'path'> & { readonly of?: string; readonly instead?: FieldPath })
  /** A value that the API server does not decode. */
  | Omit<Extract<FieldIssue, { readonly code: 'WrongType' }>, 'path'>

/** What to know about an object that is taken, or left where it is. @since 0.2.0 */
export type ManifestNote =
  /** The cluster has objects of this name, in other namespaces only. */
  | { readonly code: 'OtherNamespaces'; readonly namespaces: readonly string[] }
  /** A Pod as it is written: as a static pod it runs where its file lies; `mirrors` are its mirror pods here. */
  | { readonly code: 'PodManifest'; readonly mirrors: readonly string[] }
  /** A field or key that stands there more than once: kubectl sends the last one. */
  | Omit<Extract<FieldIssue, { readonly code: 'DuplicateField' }>, 'path'>
  | Omit<DuplicateKey, 'path'>
  /** What the API server warns of, and kubectl prints. */
  | { readonly code: 'ServerWarning'; readonly warning: ServerWarning }
  /** A field that the server drops without a word. */
  | Omit<Extract<FieldIssue, { readonly code: 'GateOff' }>, 'path'>

/**
 * What becomes of the pods when a DaemonSet whose selector may not change is deleted without its pods and created
 * again: which the new one takes over, and which stay beside its own. Absent where the pods were not given.
 *
 * @since 0.2.0
 */
export interface WayOut {
  readonly adopted?: readonly string[]
  readonly orphaned?: readonly string[]
}
