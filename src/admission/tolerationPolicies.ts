import * as E from 'fp-ts/Either'
import { equalJson } from '../data/equalJson.js'
import { setMember } from '../data/patch.js'
import { formatFieldPath, type FieldPath } from '../data/fieldPath.js'
import { own } from '../data/own.js'
import { parseJson } from '../decode/json.js'
import { decodePod } from '../decode/decodeObject.js'
import { newestSemantics, type SemanticsOptions } from '../kube/semantics.js'
import type { Namespace } from '../kube/namespace.js'
import type { Toleration } from '../kube/toleration.js'
import { nameOf } from '../kube/objectFacts.js'
import { NO_SCHEDULE, TAINT_MEMORY_PRESSURE } from '../kube/wellKnown.js'
import { taintText } from '../report/text/reasonText.js'
import { addDaemonTolerations } from '../taint/automaticTolerations.js'
import { isBlanket } from '../taint/readToleration.js'
import { isBestEffort } from './isBestEffort.js'
import { isDaemonPod, type AdmissionSubject, type AdmittedPodSpec } from './request.js'
import { denied, NOTHING, type AdmissionFinding, type AdmissionRule } from './rule.js'
import { tolerableTaint } from './tolerableTaint.js'
import { forbiddenTolerations, mergeTolerations } from './tolerationRules.js'

/** The tolerations that somebody wrote, with their places: those that the DaemonSet controller adds to its pods are not. */
const written = ({
  object,
  subResource,
}: AdmissionSubject): readonly (readonly [toleration: Toleration, path: FieldPath])[] => {
  if (object?.podSpec === undefined || subResource !== '') return []
  const { hostNetwork, tolerations } = object.podSpec.spec
  const at = pathOf(object.podSpec)
  const automatic = isDaemonPod(object) ? addDaemonTolerations({ hostNetwork }) : []
  return (tolerations ?? [])
    .map((toleration, i) => [toleration, [...at, i]] as const)
    .filter(([toleration]) => !automatic.some((each) => equalJson(each, toleration)))
}

const pathOf = ({ path }: AdmittedPodSpec): readonly (string | number)[] => [...path, 'tolerations']

/** A toleration in a few words: `dedicated=db:NoSchedule`, `gpu (Exists)`. */
export const tolerationText = ({ key, operator, value, effect }: Toleration): string => {
  const name = (key ?? '') === '' ? '*' : (key ?? '')
  const how = operator === 'Equal' || (operator ?? '') === '' ? '' : ` (${operator})`
  return `${taintText({ key: name, value: value ?? '', effect: effect ?? '' })}${how}`
}

/**
 * Nobody tolerates a taint that is meant, by whatever toleration: by its key, by none, for one effect or every, by `Gt`.
 *
 * - **Shapes** The pattern is written as a toleration, see `tolerableTaint`. Tolerations that the DaemonSet controller adds to
 *   its pods do not count.
 *
 * @example
 * import { noTolerationOf, respond } from 'podfit/admission'
 *
 * const rule = noTolerationOf({ key: 'node-role.kubernetes.io/control-plane', operator: 'Exists' })
 * const object = { spec: { template: { spec: { tolerations: [{ operator: 'Exists', effect: 'NoSchedule' }] } } } }
 * const request = { uid: 'u1', operation: 'CREATE', kind: { kind: 'Deployment' }, namespace: 'web', object }
 * const { response } = respond({ apiVersion: 'admission.k8s.io/v1', kind: 'AdmissionReview', request }, [rule])
 * response.allowed // => false
 *
 * @since 0.2.0
 */
export const noTolerationOf = (
  pattern: Toleration,
  { semantics = newestSemantics }: SemanticsOptions = {},
): AdmissionRule => ({
  name: `no toleration of ${tolerationText(pattern)}`,
  review: (subject) =>
    denied(
      written(subject).flatMap(([toleration, path]): readonly AdmissionFinding[] => {
        const taint = tolerableTaint([toleration], pattern, { semantics })
        if (taint === undefined) return []
        return [
          {
            code: 'ForbiddenToleration',
            path,
            message: `${formatFieldPath(path)} tolerates ${taintText(taint)}`,
            details: [],
          },
        ]
      }),
    ),
})

/**
 * Nobody tolerates every taint, of one effect or of all.
 *
 * - **Shapes** Where some namespaces may, wrap it: `exceptInNamespaces(['kube-system'], noBlanketTolerations())`.
 *
 * @example
 * import { noBlanketTolerations } from 'podfit/admission'
 *
 * noBlanketTolerations().name // => 'no blanket tolerations'
 *
 * @since 0.2.0
 */
export const noBlanketTolerations = (): AdmissionRule => ({
  name: 'no blanket tolerations',
  review: (subject) =>
    denied(
      written(subject).flatMap(([toleration, path]): readonly AdmissionFinding[] => {
        if (!isBlanket(toleration)) return []
        const effect = toleration.effect ?? ''
        const which = effect === '' ? 'every taint' : `every taint of ${effect}`
        return [
          {
            code: 'BlanketToleration',
            path,
            message: `${formatFieldPath(path)} tolerates ${which}`,
            details: [],
          },
        ]
      }),
    ),
})

/**
 * Pods have these tolerations, or ones that count as wider. A webhook that may change objects adds what is missing.
 *
 * @example
 * import { requiredTolerations } from 'podfit/admission'
 *
 * requiredTolerations([{ key: 'spot', operator: 'Exists' }]).name // => 'required tolerations'
 *
 * @since 0.2.0
 */
export const requiredTolerations = (required: readonly Toleration[]): AdmissionRule => ({
  name: 'required tolerations',
  review: ({ object, subResource }) => {
    const { podSpec, value } = object ?? {}
    if (podSpec === undefined || subResource !== '') return NOTHING
    const has = podSpec.spec.tolerations ?? []
    const missing = has.length === 0 ? required : forbiddenTolerations(required, has)
    if (missing.length === 0) return NOTHING
    const path = pathOf(podSpec)
    return {
      denials: missing.map((toleration) => ({
        code: 'MissingToleration',
        path,
        message: `misses the toleration ${tolerationText(toleration)}`,
        details: [],
      })),
      patch: [setMember(value, path, mergeTolerations(has, missing))],
    }
  },
})

/** What PodTolerationRestriction is configured with, and the namespaces with their annotations. @since 0.2.0 */
export interface TolerationRestriction {
  readonly namespaces: readonly Namespace[]
  /** For namespaces that say nothing of defaults. */
  readonly defaults?: readonly Toleration[] | undefined
  /** For namespaces that say nothing of what is allowed. Absent: everything. */
  readonly allowed?: readonly Toleration[] | undefined
}

export const DEFAULT_TOLERATIONS = 'scheduler.alpha.kubernetes.io/defaultTolerations'
/** What a pod gets that asks for something: memory that is short is not for it to give. */
const MEMORY_PRESSURE: Toleration = {
  key: TAINT_MEMORY_PRESSURE,
  operator: 'Exists',
  effect: NO_SCHEDULE,
}

export const ALLOWED_TOLERATIONS = 'scheduler.alpha.kubernetes.io/tolerationsWhitelist'

/** The tolerations in an annotation of a namespace; undefined without it, `Left` where it cannot be read. */
export const annotatedTolerations = (
  namespace: Namespace,
  key: string,
): E.Either<string, readonly Toleration[] | undefined> => {
  const text = own(namespace.metadata?.annotations, key)
  if (text === undefined) return E.right(undefined)
  if (text === '') return E.right([])
  const parsed = parseJson(text)
  const pod = decodePod({ spec: { tolerations: E.isLeft(parsed) ? text : parsed.right } })
  return E.isLeft(pod)
    ? E.left(`the annotation ${key} of namespace ${nameOf(namespace)} holds no list of tolerations`)
    : E.right(pod.right.spec?.tolerations ?? [])
}

/**
 * What the admission plug-in PodTolerationRestriction does, for clusters that do not let you switch it on: a pod that is
 * created gets the default tolerations of its namespace, or else of the cluster, and all that it then has must be allowed.
 *
 * - **Rules**
 *   1. Pods only, and not their subresources; defaults are added on creation, and with an update, too, the toleration of memory
 *      pressure to a pod that asks for cpu or memory.
 *   2. Annotations of the namespace (`scheduler.alpha.kubernetes.io/defaultTolerations`, `…/tolerationsWhitelist`) count before
 *      the cluster's; an empty one is an empty list, which allows everything.
 *   3. A namespace that is not known, or an annotation that cannot be read, denies.
 *
 * - **Upstream** kubernetes `plugin/pkg/admission/podtolerationrestriction/admission.go` Plugin.Admit, Plugin.Validate
 *
 * @example
 * import { podTolerationRestriction } from 'podfit/admission'
 *
 * podTolerationRestriction({ namespaces: [] }).name // => 'PodTolerationRestriction'
 *
 * @since 0.2.0
 */
export const podTolerationRestriction = ({
  namespaces,
  defaults = [],
  allowed = [],
}: TolerationRestriction): AdmissionRule => ({
  name: 'PodTolerationRestriction',
  review: ({ object, kind, operation, subResource, namespace: name }) => {
    const { podSpec, value } = object ?? {}
    if (kind !== 'Pod' || podSpec === undefined || subResource !== '') return NOTHING
    const path = pathOf(podSpec)
    const refused = (code: string, message: string) =>
      denied([{ code, path, message, details: [] }])
    const namespace = namespaces.find((each) => nameOf(each) === name)
    if (namespace === undefined)
      return refused('UnknownNamespace', `namespace ${name} is not known`)
    const ownDefaults = annotatedTolerations(namespace, DEFAULT_TOLERATIONS)
    const ownAllowed = annotatedTolerations(namespace, ALLOWED_TOLERATIONS)
    if (E.isLeft(ownDefaults)) return refused('UnreadableAnnotation', ownDefaults.left)
    if (E.isLeft(ownAllowed)) return refused('UnreadableAnnotation', ownAllowed.left)
    const has = podSpec.spec.tolerations ?? []
    const added = [
      ...(operation === 'CREATE' ? (ownDefaults.right ?? defaults) : []),
      ...(isBestEffort(podSpec.spec, object?.pod?.status) ? [] : [MEMORY_PRESSURE]),
    ]
    const merged = added.length === 0 ? has : mergeTolerations(has, added)
    const forbidden = forbiddenTolerations(merged, ownAllowed.right ?? allowed)
    return {
      ...denied(
        forbidden.map((toleration) => ({
          code: 'ForbiddenToleration',
          path,
          message: `the toleration ${tolerationText(toleration)} is not allowed in namespace ${name}`,
          details: [],
        })),
      ),
      ...(equalJson(merged, has) ? {} : { patch: [setMember(value, path, merged)] }),
    }
  },
})
