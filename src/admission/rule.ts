import { not } from 'fp-ts/Predicate'
import type { FieldPath } from '../data/fieldPath.js'
import { matchesPattern } from '../data/matchesPattern.js'
import type { PatchOperation } from '../data/patch.js'
import type { AdmissionSubject } from './request.js'

/**
 * What a rule finds: a stable code, where in the object, a ready message, and lines that explain it.
 *
 * @since 0.2.0
 */
export interface AdmissionFinding {
  readonly code: string
  readonly path: FieldPath
  readonly message: string
  readonly details: readonly string[]
}

/**
 * What a rule says of a request; nothing at all where it has nothing against it.
 *
 * - `patch` makes the object as the rule wants it. A webhook that may change objects applies it and asks once more; one
 *   that may not goes by `denials`.
 *
 * @since 0.2.0
 */
export interface Ruling {
  readonly denials?: readonly AdmissionFinding[]
  readonly warnings?: readonly AdmissionFinding[]
  readonly patch?: readonly PatchOperation[]
}

/**
 * A rule of admission: a name, and a pure function of the request. Write your own beside those here.
 *
 * @since 0.2.0
 */
export interface AdmissionRule {
  readonly name: string
  readonly review: (subject: AdmissionSubject) => Ruling
}

/** Nothing against it. */
export const NOTHING: Ruling = {}

/** A ruling that denies, unless there is nothing to deny for. */
export const denied = (denials: readonly AdmissionFinding[]): Ruling =>
  denials.length === 0 ? NOTHING : { denials }

/**
 * A rule that only warns: to be tried on a cluster before it denies.
 *
 * @example
 * import { asWarnings, noBlanketTolerations } from 'podfit/admission'
 *
 * asWarnings(noBlanketTolerations()).name // => 'no blanket tolerations'
 *
 * @since 0.2.0
 */
export const asWarnings = ({ name, review }: AdmissionRule): AdmissionRule => ({
  name,
  review: (subject) => {
    const { denials = [], warnings = [], ...rest } = review(subject)
    return { ...rest, warnings: [...denials, ...warnings] }
  },
})

/** A rule that holds where a condition does. */
const where = (
  condition: (subject: AdmissionSubject) => boolean,
  { name, review }: AdmissionRule,
): AdmissionRule => ({
  name,
  review: (subject) => (condition(subject) ? review(subject) : NOTHING),
})

/** Whether a namespace is one of those that patterns mean. */
const isIn =
  (patterns: readonly string[]) =>
  ({ namespace }: AdmissionSubject): boolean =>
    patterns.some((pattern) => matchesPattern(pattern, namespace))

/**
 * A rule that holds in some namespaces only, with `*` for any text. What is in no namespace is in the namespace ``.
 *
 * @example
 * import { inNamespaces, noBlanketTolerations } from 'podfit/admission'
 *
 * inNamespaces(['team-*'], noBlanketTolerations()).name // => 'no blanket tolerations'
 *
 * @since 0.2.0
 */
export const inNamespaces = (patterns: readonly string[], rule: AdmissionRule): AdmissionRule =>
  where(isIn(patterns), rule)

/**
 * A rule that does not hold in some namespaces, with `*` for any text.
 *
 * @example
 * import { exceptInNamespaces, noBlanketTolerations } from 'podfit/admission'
 *
 * exceptInNamespaces(['kube-system'], noBlanketTolerations()).name // => 'no blanket tolerations'
 *
 * @since 0.2.0
 */
export const exceptInNamespaces = (
  patterns: readonly string[],
  rule: AdmissionRule,
): AdmissionRule => where(not(isIn(patterns)), rule)
