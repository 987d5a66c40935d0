import type { FieldPath } from '../data/fieldPath.js'
import { isFromServer } from '../kube/objectFacts.js'
import type { InputIssue } from '../reason/inputIssue.js'

/**
 * An object that could not be read: where it stands in its document, what it calls itself, every issue.
 *
 * @since 0.1.0
 */
export interface BrokenObject {
  readonly path: FieldPath
  readonly kind?: string
  readonly namespace?: string
  readonly name?: string
  readonly issues: readonly InputIssue[]
  /** The object itself, where it is a DaemonSet: a manifest that cannot be decoded is refused. */
  readonly value?: object
}

/**
 * Whether an object that could not be read is a manifest that the API server refuses, since it cannot decode it. A
 * number that has been rounded on the way is no fault of it.
 */
export const isUndecodedManifest = (
  broken: BrokenObject,
  sent = false,
): broken is BrokenObject & { readonly value: object } =>
  broken.value !== undefined &&
  (sent || !isFromServer(broken.value)) &&
  broken.issues.every(({ code }) => code === 'WrongType')
