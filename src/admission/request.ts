import * as E from 'fp-ts/Either'
import { foundText } from '../data/foundText.js'
import type { FieldPath } from '../data/fieldPath.js'
import { isJsonObject, member } from '../data/own.js'
import { decodeDaemonSet, decodeNamespace, decodeNode, decodePod } from '../decode/decodeObject.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import type { Namespace } from '../kube/namespace.js'
import type { Node } from '../kube/node.js'
import { controllerOf, isDaemonSetReference } from '../kube/objectFacts.js'
import type { Pod, PodSpec } from '../kube/pod.js'
import { POD_SPEC } from '../kube/podTemplate.js'
import type { InputIssue } from '../reason/inputIssue.js'

/** What is done to an object. @since 0.2.0 */
export type AdmissionOperation = 'CREATE' | 'UPDATE' | 'DELETE' | 'CONNECT'

/** The pod spec of an object, wherever it stands in it. @since 0.2.0 */
export interface AdmittedPodSpec {
  readonly spec: PodSpec
  readonly path: FieldPath
}

/** One side of a request: the object as it will be, or as it was. @since 0.2.0 */
export interface AdmittedObject {
  /** As it came. */
  readonly value: unknown
  /** Set for a DaemonSet. */
  readonly daemonSet?: DaemonSet
  /** Set for a Node. */
  readonly node?: Node
  /** Set for a Pod. */
  readonly pod?: Pod
  /** Set for a Namespace. */
  readonly namespace?: Namespace
  /** Of a Pod, and of the template of every kind of workload. */
  readonly podSpec?: AdmittedPodSpec
}

/** What a webhook is asked about. @since 0.2.0 */
export interface AdmissionSubject {
  readonly uid: string
  readonly operation: AdmissionOperation
  readonly kind: string
  /** Of the request, which also an object without one has; empty for nodes and namespaces. */
  readonly namespace: string
  /** Empty where the server makes the name. */
  readonly name: string
  /** `status`, `scale`, …; empty for the object itself. */
  readonly subResource: string
  readonly dryRun: boolean
  /** Absent when it is deleted. */
  readonly object?: AdmittedObject
  /** Absent when it is created. */
  readonly oldObject?: AdmittedObject
}

/** Where pod specs stand, by the kind of the object. */
const POD_SPECS: Readonly<Record<string, FieldPath>> = {
  Pod: ['spec'],
  PodTemplate: ['template', 'spec'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
  DaemonSet: POD_SPEC,
  Deployment: POD_SPEC,
  StatefulSet: POD_SPEC,
  ReplicaSet: POD_SPEC,
  ReplicationController: POD_SPEC,
  Job: POD_SPEC,
}

const OPERATIONS: readonly string[] = ['CREATE', 'UPDATE', 'DELETE', 'CONNECT']

const VERSION = 'admission.k8s.io/v1'

/**
 * Reads what an API server posts to a webhook: an AdmissionReview of `admission.k8s.io/v1`.
 *
 * - **Shapes** The pod spec of every kind of workload is found: Pod, DaemonSet, Deployment, StatefulSet, ReplicaSet,
 *   ReplicationController, Job, CronJob, PodTemplate.
 * - **Errors** `Left` with every issue, paths from the review: no AdmissionReview, no request, no UID, an object whose
 *   fields have wrong types. Never throws.
 *
 * @example
 * import { readAdmissionReview } from 'podfit/admission'
 *
 * const request = { uid: 'u1', operation: 'CREATE', kind: { kind: 'Node' }, name: 'n1', object: { metadata: { name: 'n1' } } }
 * const read = readAdmissionReview({ apiVersion: 'admission.k8s.io/v1', kind: 'AdmissionReview', request })
 * read._tag === 'Right' && read.right.object?.node?.metadata?.name // => 'n1'
 * readAdmissionReview({ kind: 'Node' })._tag // => 'Left'
 *
 * @since 0.2.0
 */
export const readAdmissionReview = (
  review: unknown,
): E.Either<readonly InputIssue[], AdmissionSubject> => {
  const issues: InputIssue[] = []
  const expect = (path: FieldPath, expected: string, found: unknown): void =>
    void issues.push({ code: 'WrongType', path, expected, found: foundText(found) })
  const apiVersion = member(review, 'apiVersion')
  const request = member(review, 'request')
  if (apiVersion !== VERSION) expect(['apiVersion'], `an AdmissionReview of ${VERSION}`, apiVersion)
  const reviewKind = member(review, 'kind')
  if (reviewKind !== 'AdmissionReview') expect(['kind'], 'AdmissionReview', reviewKind)
  if (!isJsonObject(request)) expect(['request'], 'a request', request)
  const text = (key: string): string => {
    const value = member(request, key) ?? ''
    if (typeof value === 'string') return value
    expect(['request', key], 'string', value)
    return ''
  }
  const uid = text('uid')
  if (uid === '') expect(['request', 'uid'], 'a UID', member(request, 'uid'))
  const operation = text('operation')
  if (!OPERATIONS.includes(operation))
    expect(['request', 'operation'], OPERATIONS.join(', '), member(request, 'operation'))
  const kind = member(member(request, 'kind'), 'kind')
  if (typeof kind !== 'string') expect(['request', 'kind', 'kind'], 'string', kind)
  const side = (key: string): AdmittedObject | undefined => {
    const value = member(request, key) ?? undefined
    if (value === undefined || typeof kind !== 'string') return undefined
    const read = admittedObject(kind, value)
    if (E.isRight(read)) return read.right
    for (const issue of read.left) issues.push({ ...issue, path: ['request', key, ...issue.path] })
    return undefined
  }
  const object = side('object')
  const oldObject = side('oldObject')
  const subject = {
    uid,
    operation: operation as AdmissionOperation,
    kind: String(kind),
    namespace: text('namespace'),
    name: text('name'),
    subResource: text('subResource'),
    dryRun: member(request, 'dryRun') === true,
    ...(object !== undefined && { object }),
    ...(oldObject !== undefined && { oldObject }),
  }
  return issues.length > 0 ? E.left(issues) : E.right(subject)
}

/** An object of a kind, as far as rules read it. */
export const admittedObject = (
  kind: string,
  value: unknown,
): E.Either<readonly InputIssue[], AdmittedObject> => {
  const path = POD_SPECS[kind]
  const podSpec = path === undefined ? E.right({}) : admittedPodSpec(value, path)
  if (E.isLeft(podSpec)) return podSpec
  const known = { value, ...podSpec.right }
  const as =
    <K extends keyof AdmittedObject>(key: K) =>
    (read: NonNullable<AdmittedObject[K]>): AdmittedObject => ({ ...known, [key]: read })
  switch (kind) {
    case 'DaemonSet':
      return E.map(as('daemonSet'))(decodeDaemonSet(value))
    case 'Node':
      return E.map(as('node'))(decodeNode(value))
    case 'Pod':
      return E.map(as('pod'))(decodePod(value))
    case 'Namespace':
      return E.map(as('namespace'))(decodeNamespace(value))
    default:
      return E.right(known)
  }
}

const admittedPodSpec = (
  value: unknown,
  path: FieldPath,
): E.Either<readonly InputIssue[], { readonly podSpec: AdmittedPodSpec }> => {
  const spec = path.reduce<unknown>((at, key) => member(at, String(key)), value)
  const decoded = decodePod({ spec })
  return E.isRight(decoded)
    ? E.right({ podSpec: { spec: decoded.right.spec ?? {}, path } })
    : E.left(decoded.left.map((issue) => ({ ...issue, path: [...path, ...issue.path.slice(1)] })))
}

/** Whether a pod is one of a DaemonSet, so that its controller has added tolerations to it. */
export const isDaemonPod = ({ pod }: AdmittedObject): boolean => {
  const controller = controllerOf(pod?.metadata)
  return controller !== undefined && isDaemonSetReference(controller)
}
