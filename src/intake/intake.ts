import { asCreated } from '../api/asCreated.js'
import { defaultDaemonSet } from '../api/defaults.js'
import { validateDaemonSet } from '../api/validateDaemonSet.js'
import { warnings } from '../api/warnings.js'
import { validateContainers, validateMetadata } from '../api/validateObject.js'
import type { Cluster, ClusterObjects } from '../cluster/cluster.js'
import { exactJson } from '../data/exactJson.js'
import type { FieldPath } from '../data/fieldPath.js'
import { distinctBy } from '../data/grouped.js'
import type { Maybe } from '../data/maybe.js'
import { member } from '../data/own.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import {
  DEFAULT_NAMESPACE,
  inNamespace,
  isFromServer,
  nameOf,
  objectKey,
} from '../kube/objectFacts.js'
import type { Pod } from '../kube/pod.js'
import { POD_SPEC } from '../kube/podTemplate.js'
import { newestSemantics, type Semantics } from '../kube/semantics.js'
import type { FieldError } from '../reason/fieldError.js'
import type { FieldIssue } from '../reason/fieldIssue.js'
import type { ServerWarning } from '../reason/serverWarning.js'
import { isStaticPod } from '../sync/staticPod.js'
import { isUndecodedManifest, type BrokenObject } from './brokenObject.js'
import type { IntakeIssue, IntakeSubject, ManifestFault } from './intakeIssue.js'
import { wayOut } from './wayOut.js'
import { textAt, typeMetaOf, type ForeignObject } from './whichObject.js'

/**
 * What comes in: the objects of an input by kind, as `decodeObjects` reads them.
 *
 * @since 0.2.0
 */
export interface IntakeObjects extends Pick<ClusterObjects, 'pods'> {
  readonly daemonSets?: Maybe<readonly DaemonSet[]>
  readonly foreign?: Maybe<readonly ForeignObject[]>
  /** Other workloads: of these only the fields are looked at. */
  readonly workloads?: Maybe<readonly object[]>
  /** What could not be read: of these only DaemonSets are looked at. */
  readonly broken?: Maybe<readonly BrokenObject[]>
}

/** What the input meets: the cluster, a namespace, a release. @since 0.2.0 */
export interface IntakeOptions {
  /** What is there already, besides the stored objects that come in. */
  readonly cluster?: Pick<Cluster, 'daemonSets' | 'pods'> | undefined
  /** As kubectl's `-n`: manifests without a namespace get it, and those that name another one are refused. */
  readonly namespace?: string | undefined
  /** The namespace that manifests without one get, where `namespace` does not say; `default` unless given. */
  readonly defaultNamespace?: string | undefined
  /** Whether everything is meant to be sent: then an object with a UID is a manifest, too. False unless given. */
  readonly sent?: boolean | undefined
  /**
   * What decoding says of the fields of a DaemonSet or another workload, also of one that could not be read, as `checkFields` of
   * `podfit/fields` does; nothing unless given.
   */
  readonly fields?: ((daemonSet: object) => readonly FieldIssue[]) | undefined
  readonly semantics?: Semantics | undefined
}

/**
 * A DaemonSet that is taken: one that a server has handed out, a manifest that creates one, or a manifest that
 * updates one of the cluster.
 *
 * @since 0.2.0
 */
export type AcceptedDaemonSet = {
  /** The object as it came in. */
  readonly given: DaemonSet
  /** As the API server holds it; of an update, as it is sent: in its namespace, with its defaults. */
  readonly daemonSet: DaemonSet
} & (
  { readonly code: 'Stored' | 'Created' } | { readonly code: 'Updated'; readonly live: DaemonSet }
)

/**
 * A DaemonSet, or what calls itself an object, that kubectl or the API server would not take.
 *
 * @since 0.2.0
 */
export interface RefusedObject {
  /** The object as it came in: a workload, or what is said of one that is none, or that could not be read. */
  readonly given: object
  readonly subject: IntakeSubject
  readonly issues: readonly IntakeIssue[]
}

/**
 * What is taken in, what is refused, and what there is to say.
 *
 * @since 0.2.0
 */
export interface Intake {
  readonly accepted: readonly AcceptedDaemonSet[]
  readonly refused: readonly RefusedObject[]
  /** What is no refusal, about objects that are taken or left aside. */
  readonly issues: readonly IntakeIssue[]
  /** What of the manifests that are accepted is not validated; empty where there is none. */
  readonly notValidated: readonly string[]
}

/** What the API server validates and this step does not, because nothing that podfit says depends on it. */
const NOT_VALIDATED: readonly string[] = [
  'annotations',
  'finalizers',
  'ownerReferences',
  'the pod spec but for tolerations, nodeSelector, nodeAffinity, nodeName, restartPolicy, activeDeadlineSeconds, and names and images of containers',
]

/**
 * The one way in for what somebody means to send, and for what a server has handed out: which object it is, its
 * namespace, and whether the API server takes it, as a new object or in place of the cluster's.
 *
 * - **Rules**
 *   1. A DaemonSet without a UID is a manifest, one with a UID is stored. A stored one is never refused: what
 *      would be refused about a manifest is said, and the defaults of its spec are filled in.
 *   2. What is not taken for what it calls itself is refused if it is a manifest.
 *   3. A manifest without a namespace gets the one that is asked for; one that names another one is refused.
 *   4. The API server fills in its defaults. Against a cluster that has the object its validation is that of an
 *      update, otherwise that of a create. Fields that only another kind of workload has are refused, and so is
 *      what it cannot decode.
 *   5. Of several of one name the last counts, of manifests and stored ones apart.
 *   6. Of what is taken the API server's warnings are said; on an update only where the template is another one.
 *
 * - **Errors** Never throws; refusals are data.
 * - **Upstream** cli-runtime `pkg/resource/visitor.go` RequireNamespace; kubernetes
 *   `pkg/registry/apps/daemonset/strategy.go` daemonSetStrategy.PrepareForCreate,
 *   daemonSetStrategy.PrepareForUpdate
 *
 * @example
 * import { intake } from 'podfit/api'
 *
 * const template = { metadata: { labels: { app: 'b' } }, spec: { containers: [{ name: 'a', image: 'a:1' }] } }
 * const spec = { selector: { matchLabels: { app: 'a' } }, template }
 * const { refused } = intake({ daemonSets: [{ metadata: { name: 'agent' }, spec }] })
 * refused[0]?.issues.map(({ code, path }) => [code, path]) // => [['InvalidField', ['spec', 'template', 'metadata', 'labels']]]
 *
 * @since 0.2.0
 */
export const intake = (objects: IntakeObjects, options: IntakeOptions = {}): Intake => {
  const { namespace, defaultNamespace, semantics = newestSemantics } = options
  const { sent = false, fields = () => [] } = options
  const isStored = (each: DaemonSet): boolean => !sent && isFromServer(each)
  const daemonSets = objects.daemonSets ?? []
  const pods = podsOf(objects, options)
  const stored = lastOfEach(daemonSets.filter(isStored))
  const live = new Map([...(options.cluster?.daemonSets ?? []), ...stored])
  const asked = { namespace, semantics, fields, live, pods }
  const manifests = lastOfEach(
    daemonSets
      .filter((each) => !isStored(each))
      .map((given) => ({ given, daemonSet: inNamespace(given, namespace ?? defaultNamespace) })),
  )
  const taken = [...manifests.values()].map((each) => takeManifest(each, asked))
  const foreign = (objects.foreign ?? []).map((each) => takeForeign(each, pods))
  const undecoded = (objects.broken ?? [])
    .filter((each) => isUndecodedManifest(each, sent))
    .map((each) => takeUndecoded(each, asked, namespace ?? defaultNamespace))
  const workloads = (objects.workloads ?? []).map((each) =>
    takeWorkload(each, asked, namespace ?? defaultNamespace),
  )
  return {
    accepted: [
      ...[...stored.values()].map((given): AcceptedDaemonSet => ({
        code: 'Stored',
        given,
        daemonSet: filledIn(given),
      })),
      ...taken.flatMap(({ accepted }) => accepted ?? []),
    ],
    refused: [...foreign, ...undecoded, ...workloads, ...taken].flatMap(
      ({ refused }) => refused ?? [],
    ),
    issues: [
      ...foreign.flatMap(({ issues }) => issues),
      ...undecoded.flatMap(({ issues }) => issues),
      ...workloads.flatMap(({ issues }) => issues),
      ...[...stored.values()].flatMap((each) => storedIssues(each, asked)),
      ...taken.flatMap(({ issues }) => issues),
    ],
    notValidated: taken.some(({ accepted }) => accepted !== undefined) ? NOT_VALIDATED : [],
  }
}

/** What is asked of manifests, and what is around them. */
interface Asked {
  readonly namespace: string | undefined
  readonly semantics: Semantics
  readonly fields: (daemonSet: object) => readonly FieldIssue[]
  readonly live: ReadonlyMap<string, DaemonSet>
  readonly pods: readonly Pod[] | undefined
}

interface Taken {
  readonly accepted?: AcceptedDaemonSet
  readonly refused?: RefusedObject
  readonly issues: readonly IntakeIssue[]
}

const podsOf = ({ pods }: IntakeObjects, { cluster }: IntakeOptions): readonly Pod[] | undefined =>
  pods ?? (cluster?.pods && [...cluster.pods.values()])

/** Rule 1: a server fills in what its clients leave out; templates are compared with what was recorded of them. */
const filledIn = (stored: DaemonSet): DaemonSet => {
  const { spec } = stored
  if (!spec || (spec.updateStrategy && 'revisionHistoryLimit' in spec)) return stored
  const { updateStrategy, revisionHistoryLimit } = defaultDaemonSet(stored).spec ?? {}
  return { ...stored, spec: { ...spec, updateStrategy, revisionHistoryLimit } }
}

/** Rule 5. */
const lastOfEach = <D extends DaemonSet | Placed>(items: readonly D[]): ReadonlyMap<string, D> =>
  new Map(items.map((item) => [objectKey('given' in item ? item.daemonSet : item), item]))

/** A manifest in its namespace. */
interface Placed {
  readonly given: DaemonSet
  readonly daemonSet: DaemonSet
}

/**
 * The checks of a manifest, in the order in which kubectl and the API server make them. What one of them finds is
 * refused in every verb.
 */
const CHECKS: readonly ManifestCheck[] = [
  (sent) => apiVersionNotSet(sent),
  (sent, asked) => otherNamespace(sent, asked),
  (sent, asked) => wrongFields(sent, asked),
  (sent, asked) => invalidFields(sent, asked),
]

/** A fault of a manifest, and where it is. */
export type FoundFault = (ManifestFault | { readonly code: 'ApiVersionNotSet' }) & {
  readonly path: FieldPath
}

type ManifestCheck = (manifest: Placed, asked: Asked) => readonly FoundFault[]

const takeManifest = (placed: Placed, asked: Asked): Taken => {
  const { given, daemonSet } = placed
  const subject = subjectOf(daemonSet)
  const live = asked.live.get(objectKey(daemonSet))
  const faults = CHECKS.flatMap((check) => check(placed, asked))
  if (faults.length > 0) {
    const issues = faults.map((fault): IntakeIssue => ({ ...fault, severity: 'error', subject }))
    return { refused: { given, subject, issues }, issues: fieldNotes(given, subject, asked, live) }
  }
  const notes = [
    ...fieldNotes(given, subject, asked, live),
    ...serverWarnings(daemonSet, live, asked.semantics).map((warning): IntakeIssue => ({
      code: 'ServerWarning',
      severity: 'warning',
      subject,
      path: warning.path,
      warning,
    })),
  ]
  if (live !== undefined) {
    return {
      accepted: { code: 'Updated', given, daemonSet: defaultDaemonSet(daemonSet), live },
      issues: notes,
    }
  }
  const elsewhere = namespacesOf(nameOf(daemonSet), asked.live)
  return {
    accepted: { code: 'Created', given, daemonSet: asCreated(daemonSet) },
    issues: [
      ...notes,
      ...(elsewhere.length === 0 || (given.metadata?.namespace ?? '') !== ''
        ? []
        : [
            {
              code: 'OtherNamespaces',
              severity: 'note',
              subject,
              path: ['metadata', 'namespace'],
              namespaces: elsewhere,
            } as const,
          ]),
    ],
  }
}

const namespacesOf = (name: string, live: ReadonlyMap<string, DaemonSet>): readonly string[] =>
  [...live.values()].flatMap(({ metadata }) =>
    metadata?.name === name ? [metadata.namespace ?? ''] : [],
  )

const subjectOf = ({ apiVersion, kind, metadata }: DaemonSet & TypeOf): IntakeSubject => ({
  apiVersion: apiVersion ?? 'apps/v1',
  kind: kind ?? 'DaemonSet',
  namespace: metadata?.namespace ?? '',
  name: metadata?.name ?? '',
})

interface TypeOf {
  readonly apiVersion?: Maybe<string>
  readonly kind?: Maybe<string>
}

/** Rule 2, of what has been read leniently: items of a list may leave out both, and one that has a kind neither. */
const apiVersionNotSet = ({ given }: Placed): readonly FoundFault[] =>
  (member(given, 'kind') ?? '') !== '' && (member(given, 'apiVersion') ?? '') === ''
    ? [{ code: 'ApiVersionNotSet', path: ['apiVersion'] }]
    : []

/** Rule 3, where a manifest names another namespace. */
const otherNamespace: ManifestCheck = ({ daemonSet }, { namespace }) => {
  const given = daemonSet.metadata?.namespace ?? ''
  return namespace === undefined || given === namespace
    ? []
    : [{ code: 'OtherNamespace', path: ['metadata', 'namespace'], given, asked: namespace }]
}

/** Fields of a Deployment's spec that a DaemonSet's does not have, and what stands in their place. */
const OF_DEPLOYMENTS: readonly (readonly [field: string, instead?: FieldPath])[] = [
  ['paused'],
  ['progressDeadlineSeconds'],
  ['replicas'],
  ['strategy', ['spec', 'updateStrategy']],
]

/** Rule 4, for a Deployment that was turned into a DaemonSet by its kind alone. */
const leftFromDeployment = ({ given }: Placed): readonly FoundFault[] =>
  OF_DEPLOYMENTS.flatMap(([field, instead]): readonly FoundFault[] =>
    member(given.spec, field) === undefined
      ? []
      : [
          {
            code: 'UnknownField',
            path: ['spec', field],
            of: 'Deployment',
            ...(instead !== undefined && { instead }),
          },
        ],
  )

/** Rule 4, for what is refused as it is decoded. */
const wrongFields: ManifestCheck = (manifest, { fields }) => {
  const left = leftFromDeployment(manifest)
  const known = new Set(left.map(({ path }) => JSON.stringify(path)))
  return [
    ...left,
    ...fields(manifest.given)
      .filter(isRefused)
      .filter(({ path }) => !known.has(JSON.stringify(path))),
  ]
}

type RefusedField = Extract<FieldIssue, { readonly code: 'UnknownField' | 'WrongType' }>

/** kubectl sends the last of what stands there twice, and the server says nothing of what it drops by a gate. */
const isRefused = (issue: FieldIssue): issue is RefusedField =>
  issue.code === 'UnknownField' || issue.code === 'WrongType'

/** Rule 4, for a manifest that is not decoded: nothing else can be asked of it. */
const takeUndecoded = (
  given: BrokenObject & { readonly value: object },
  asked: Asked,
  namespace = DEFAULT_NAMESPACE,
): Taken => {
  const { value, issues: decoding, ...own } = given
  const subject: IntakeSubject = {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    namespace: own.namespace === undefined || own.namespace === '' ? namespace : own.namespace,
    name: own.name ?? '',
  }
  const found = asked.fields(value).filter(isRefused)
  const faults: readonly RefusedField[] = found.some(({ code }) => code === 'WrongType')
    ? found
    : [...decoding.map((issue) => ({ ...issue, code: 'WrongType' as const })), ...found]
  const issues = faults.map((fault): IntakeIssue => ({ ...fault, severity: 'error', subject }))
  return { refused: { given, subject, issues }, issues: fieldNotes(value, subject, asked) }
}

/** Rule 4, for what is no DaemonSet; rule 1 for what is stored. */
const takeWorkload = (given: object, asked: Asked, namespace = DEFAULT_NAMESPACE): Taken => {
  const metadata = member(given, 'metadata')
  const subject: IntakeSubject = {
    ...typeMetaOf(given),
    namespace: textAt(metadata, 'namespace') ?? namespace,
    name: textAt(metadata, 'name') ?? '',
  }
  const found = asked.fields(given).filter(isRefused)
  if (isFromServer(given)) {
    return { issues: found.map((issue) => ({ ...issue, severity: 'note', subject })) }
  }
  const issues = found.map((fault): IntakeIssue => ({ ...fault, severity: 'error', subject }))
  const notes = fieldNotes(given, subject, asked)
  return { ...(issues.length > 0 && { refused: { given, subject, issues } }), issues: notes }
}

/** What else there is to say of the fields of a manifest, and of the object that it takes the place of. */
const fieldNotes = (
  given: object,
  subject: IntakeSubject,
  { fields }: Asked,
  live?: DaemonSet,
): readonly IntakeIssue[] =>
  withoutGatesInUse(fields(given), live === undefined ? [] : fields(live)).flatMap((issue) =>
    isRefused(issue)
      ? []
      : [{ ...issue, severity: issue.code === 'GateOff' ? 'note' : 'warning', subject }],
  )

/**
 * What is said of a manifest that takes the place of a stored object: nothing of a gate whose fields the stored one
 * uses, wherever in it, for they are kept.
 *
 * - **Upstream** kubernetes `pkg/api/pod/util.go` DropDisabledTemplateFields
 */
export const withoutGatesInUse = (
  issues: readonly FieldIssue[],
  stored: readonly FieldIssue[],
): readonly FieldIssue[] => {
  const inUse = new Set(stored.flatMap((issue) => (issue.code === 'GateOff' ? [issue.gate] : [])))
  return issues.filter((issue) => issue.code !== 'GateOff' || !inUse.has(issue.gate))
}

/** Rule 4. */
const invalidFields: ManifestCheck = ({ daemonSet }, { semantics, live, pods }) => {
  const sent = defaultDaemonSet(daemonSet)
  const old = live.get(objectKey(daemonSet))
  return serverErrors(sent, old, semantics).map((error) => ({
    code: 'InvalidField',
    path: error.path,
    error,
    update: old !== undefined,
    ...(old !== undefined && error.code === 'Immutable' && { wayOut: wayOut(sent, old, pods) }),
  }))
}

/** What the API server's validation says, as far as it is known here, each error once: see `NOT_VALIDATED` for the rest. */
const serverErrors = (
  sent: DaemonSet,
  old: DaemonSet | undefined,
  semantics: Semantics,
): readonly FieldError[] =>
  distinctBy(
    [
      ...validateMetadata(sent.metadata, ['metadata']),
      ...validateDaemonSet(sent, { old, semantics }),
      ...validateContainers(sent.spec?.template?.spec ?? {}, POD_SPEC),
    ],
    (error) => exactJson(error),
  )

/** Rule 6; the server sends equal sentences once. */
const serverWarnings = (
  daemonSet: DaemonSet,
  old: DaemonSet | undefined,
  semantics: Semantics,
): readonly ServerWarning[] =>
  distinctBy(warnings(daemonSet, { old, semantics }), (warning) => exactJson(warning))

/** Rule 1: what would be refused about a manifest. */
const storedIssues = (stored: DaemonSet, { fields, semantics }: Asked): readonly IntakeIssue[] => {
  const said = { severity: 'note', subject: subjectOf(stored) } as const
  return [
    // What is stored has not been dropped: there the gate is on.
    ...fields(stored)
      .filter(({ code }) => code !== 'GateOff')
      .map((issue) => ({ ...issue, ...said })),
    ...serverErrors(defaultDaemonSet(stored), undefined, semantics).map((error): IntakeIssue => ({
      code: 'InvalidField',
      ...said,
      path: error.path,
      error,
      update: false,
    })),
  ]
}

/** Rule 2. */
const takeForeign = (given: ForeignObject, pods: readonly Pod[] | undefined): Taken => {
  const { fault, stored, ...subject } = given
  if (fault.code === 'PodManifest') {
    const issue: IntakeIssue = {
      code: 'PodManifest',
      severity: 'note',
      subject,
      path: [],
      mirrors: mirrorsOf(given, pods ?? []),
    }
    return { issues: [issue] }
  }
  const at = fault.code === 'FailedRequest' ? [] : ['apiVersion']
  if (stored || fault.code === 'OtherGroup') {
    return { issues: [{ ...fault, severity: 'note', subject, path: at }] }
  }
  const issues: readonly IntakeIssue[] = [{ ...fault, severity: 'error', subject, path: at }]
  return { refused: { given, subject, issues }, issues: [] }
}

/** The mirror pods of a static pod: its name and that of the node, in its namespace. */
const mirrorsOf = (
  { namespace = DEFAULT_NAMESPACE, name = '' }: ForeignObject,
  pods: readonly Pod[],
): readonly string[] =>
  pods
    .filter(
      (pod) =>
        isStaticPod(pod) &&
        pod.metadata?.namespace === namespace &&
        pod.metadata.name === `${name}-${pod.spec?.nodeName ?? ''}`,
    )
    .map(objectKey)
