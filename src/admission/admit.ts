import * as E from 'fp-ts/Either'
import { exactJson } from '../data/exactJson.js'
import { member } from '../data/own.js'
import { applyPatch, type PatchOperation } from '../data/patch.js'
import { formatFieldPath } from '../data/fieldPath.js'
import { jsonPatch } from '../report/formats/patches.js'
import { terminalLines } from '../report/text/terminalText.js'
import { admittedObject, readAdmissionReview, type AdmissionSubject } from './request.js'
import type { AdmissionFinding, AdmissionRule, Ruling } from './rule.js'

/** What a rule has found. @since 0.2.0 */
export interface RuledFinding extends AdmissionFinding {
  readonly rule: string
}

/**
 * What comes of a request: whether it is allowed, why not, what to warn of, and how the object is changed.
 *
 * @since 0.2.0
 */
export interface Admission {
  readonly allowed: boolean
  readonly denials: readonly RuledFinding[]
  readonly warnings: readonly RuledFinding[]
  /** Empty where nothing is changed, also where it is denied. */
  readonly patch: readonly PatchOperation[]
}

/** Whether the webhook may change objects. @since 0.2.0 */
export interface AdmitOptions {
  /** A MutatingWebhook's answer may hold a patch, a ValidatingWebhook's must not. Absent: it may. */
  readonly mutating?: boolean | undefined
}

/**
 * Asks rules about a request.
 *
 * - **Rules**
 *   1. First the patches, rule after rule; each rule sees the object as those before it have changed it.
 *   2. Then every rule is asked about the object as it came out, and what it denies or warns of counts. So a rule can want
 *      something and put it there.
 *   3. Without `mutating` nothing is changed, and a rule that wants something denies what lacks it.
 *
 * - **Errors** Never throws, unless a rule of yours does.
 *
 * @example
 * import { orThrow } from 'podfit'
 * import { admit, readAdmissionReview, requiredTolerations } from 'podfit/admission'
 *
 * const object = { spec: { template: { spec: {} } } }
 * const request = { uid: 'u1', operation: 'CREATE', kind: { kind: 'DaemonSet' }, namespace: 'logs', object }
 * const subject = orThrow(readAdmissionReview({ apiVersion: 'admission.k8s.io/v1', kind: 'AdmissionReview', request }))
 * const rules = [requiredTolerations([{ key: 'spot', operator: 'Exists' }])]
 * admit(subject, rules).patch[0]?.path.join('.') // => 'spec.template.spec.tolerations'
 * admit(subject, rules, { mutating: false }).denials[0]?.message // => 'misses the toleration spot (Exists)'
 *
 * @since 0.2.0
 */
export const admit = (
  subject: AdmissionSubject,
  rules: readonly AdmissionRule[],
  { mutating = true }: AdmitOptions = {},
): Admission => {
  const { subject: final, patch } = mutating ? patched(subject, rules) : { subject, patch: [] }
  const found = (key: 'denials' | 'warnings'): readonly RuledFinding[] =>
    rulings.flatMap(({ name, ruling }) =>
      (ruling[key] ?? []).map((finding) => ({ ...finding, rule: name })),
    )
  const rulings = rules.map(({ name, review }): { name: string; ruling: Ruling } => ({
    name,
    ruling: review(final),
  }))
  const denials = found('denials')
  const allowed = denials.length === 0
  return { allowed, denials, warnings: found('warnings'), patch: allowed ? patch : [] }
}

interface Patched {
  readonly subject: AdmissionSubject
  readonly patch: readonly PatchOperation[]
}

/** Rule 1. A patch after which the object cannot be read any more is that of a broken rule, and left out. */
const patched = (start: AdmissionSubject, rules: readonly AdmissionRule[]): Patched =>
  rules.reduce<Patched>(
    (state, { review }) => {
      const { patch = [] } = review(state.subject)
      const { object, kind } = state.subject
      if (patch.length === 0 || object === undefined) return state
      const read = admittedObject(kind, applyPatch(object.value, patch))
      return E.isLeft(read)
        ? state
        : {
            subject: { ...state.subject, object: read.right },
            patch: [...state.patch, ...patch],
          }
    },
    { subject: start, patch: [] },
  )

/** The answer to an API server. @since 0.2.0 */
export interface AdmissionReviewResponse {
  readonly apiVersion: 'admission.k8s.io/v1'
  readonly kind: 'AdmissionReview'
  readonly response: {
    readonly uid: string
    readonly allowed: boolean
    readonly status?: { readonly code: number; readonly reason: string; readonly message: string }
    readonly warnings?: readonly string[]
    readonly patchType?: 'JSONPatch'
    /** A JSON Patch in base64, as the API server wants it. */
    readonly patch?: string
  }
}

/**
 * The answer of a webhook: an AdmissionReview in, an AdmissionReview out.
 *
 * - **Shapes** What is denied says by which rule and why, one line for each reason; `kubectl apply` shows it. A review that
 *   cannot be read is denied with code 400, and says what is wrong with it.
 * - **Errors** Never throws, unless a rule of yours does.
 *
 * @example
 * import { noBlanketTolerations, respond } from 'podfit/admission'
 *
 * const object = { spec: { tolerations: [{ operator: 'Exists' }] } }
 * const request = { uid: 'u1', operation: 'CREATE', kind: { kind: 'Pod' }, namespace: 'web', object }
 * const { response } = respond({ apiVersion: 'admission.k8s.io/v1', kind: 'AdmissionReview', request }, [noBlanketTolerations()])
 * response.allowed // => false
 * response.status?.message // => 'no blanket tolerations: spec.tolerations[0] tolerates every taint'
 *
 * @since 0.2.0
 */
export const respond = (
  review: unknown,
  rules: readonly AdmissionRule[],
  options: AdmitOptions = {},
): AdmissionReviewResponse => {
  const read = readAdmissionReview(review)
  if (E.isLeft(read)) {
    const uid = member(member(review, 'request'), 'uid')
    const message = read.left
      .map(
        ({ path, expected, found }) =>
          `${formatFieldPath(path)}: expected ${expected}, found ${found}`,
      )
      .join('\n')
    return answer({
      uid: typeof uid === 'string' ? uid : '',
      allowed: false,
      status: { code: 400, reason: 'BadRequest', message },
    })
  }
  const { allowed, denials, warnings, patch } = admit(read.right, rules, options)
  return answer({
    uid: read.right.uid,
    allowed,
    ...(!allowed && {
      status: { code: 403, reason: 'Forbidden', message: denials.flatMap(findingText).join('\n') },
    }),
    ...(warnings.length > 0 && { warnings: warnings.map((each) => findingText(each)[0] ?? '') }),
    ...(patch.length > 0 && {
      patchType: 'JSONPatch' as const,
      patch: base64(exactJson(jsonPatch(patch))),
    }),
  })
}

const answer = (response: AdmissionReviewResponse['response']): AdmissionReviewResponse => ({
  apiVersion: 'admission.k8s.io/v1',
  kind: 'AdmissionReview',
  response,
})

/** A finding in words: by which rule, what, and the explanation. */
export const findingText = ({ rule, message, details }: RuledFinding): readonly string[] =>
  terminalLines([`${rule}: ${message}`, ...details.map((line) => `  ${line}`)])

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** Text as UTF-8 in base64. */
const base64 = (text: string): string => {
  const bytes = [...encodeURIComponent(text.toWellFormed()).matchAll(/%(..)|[^]/g)].map(
    ([one, hex]) => (hex === undefined ? one.charCodeAt(0) : Number.parseInt(hex, 16)),
  )
  const groups = Array.from({ length: Math.ceil(bytes.length / 3) }, (_, i) =>
    bytes.slice(3 * i, 3 * i + 3),
  )
  return groups
    .map(([a = 0, b, c]) => {
      const all = (a << 16) | ((b ?? 0) << 8) | (c ?? 0)
      const digit = (shift: number): string => DIGITS[(all >> shift) & 63] ?? ''
      const third = b === undefined ? '=' : digit(6)
      return `${digit(18)}${digit(12)}${third}${c === undefined ? '=' : digit(0)}`
    })
    .join('')
}
