import * as E from 'fp-ts/Either'
import { cluster, type Cluster } from '../../cluster/cluster.js'
import type { DecodedObjects } from '../../decode/collectObjects.js'
import {
  intake,
  type AcceptedDaemonSet,
  type Intake,
  type IntakeOptions,
  type RefusedObject,
} from '../../intake/intake.js'
import type { IntakeIssue } from '../../intake/intakeIssue.js'
import type { ControllerRevision } from '../../kube/controllerRevision.js'
import type { DaemonSet } from '../../kube/daemonSet.js'
import { namespacedName, objectKey } from '../../kube/objectFacts.js'
import { NothingLeft, UsageError } from '../exitCode.js'
import { counted } from '../../report/text/table.js'
import { calledDaemonSet, findDaemonSet } from '../options/select.js'
import type { World } from '../world.js'
import type { Input } from './files.js'
import { nothingOf } from './problem.js'
import { readSnapshot, type ReadOptions, type Snapshot } from './snapshot.js'

/** A DaemonSet of the input as its controller would see it. */
export interface Served {
  readonly daemonSet: DaemonSet
  /** From a manifest: not in the cluster yet, looked at as if it were created now. */
  readonly isNew: boolean
  /** As it came in. */
  readonly given: DaemonSet
}

/** What has come in, as verbs look at it. */
export interface Taken extends Snapshot {
  /** With the DaemonSets of the cluster and those that manifests create. */
  readonly objects: DecodedObjects
  readonly intake: Intake
  readonly served: readonly Served[]
  /** Manifests that stand beside an object of the cluster, which is what is looked at. */
  readonly beside: readonly string[]
  /** The release whose fields there are. */
  readonly kubernetes?: string
}

/** What a verb works at: the world, and where everything is put down that is taken in. */
export interface Desk extends World {
  readonly took: (taken: Taken) => void
}

/** How objects are taken in. */
export interface TakeOptions extends ReadOptions {
  /** What `-n` says. */
  readonly namespace?: string | undefined
  /** What the verb is asked about, which may name a namespace. */
  readonly wanted?: string | undefined
  /** What is there already, besides. */
  readonly before?: DecodedObjects | undefined
  /** What `--no-pods` says: that none were given means that there are none. */
  readonly noPods?: boolean | undefined
}

type CheckFields = IntakeOptions['fields']

/** What is said of the fields of DaemonSets, and of other workloads that are wanted; what knows them is loaded where there is one. */
export const fieldsOf = async (
  { objects, writtenOf, workloads = [] }: Snapshot,
  { kubernetes }: Pick<TakeOptions, 'kubernetes'>,
): Promise<CheckFields> => {
  const broken = new Map(objects.broken.map((each) => [each.value, each] as const))
  if ((objects.daemonSets ?? []).length + broken.size + workloads.length === 0) return undefined
  const { checkFields } = await import('../../fields/checkFields.js')
  const options = {
    as: { apiVersion: 'apps/v1', kind: 'DaemonSet' },
    kubernetes: kubernetes?.kubernetes,
    gates: kubernetes?.gates,
  }
  return (daemonSet) => {
    const { tree = daemonSet, repeated = [] } = writtenOf(broken.get(daemonSet) ?? daemonSet) ?? {}
    const checked = checkFields(tree, options)
    return [...repeated, ...(E.isRight(checked) ? checked.right : [])]
  }
}

/**
 * Reads files and takes in what they hold: the one way on which objects come to a verb. What is refused and what
 * cannot be read is put down on the desk, so that the frame says it whatever the verb does.
 */
export const takeIn = async (
  inputs: readonly Input[],
  desk: Desk,
  options: TakeOptions = {},
): Promise<Taken> => {
  const read = await readSnapshot(inputs, desk, options)
  const snapshot = options.noPods === true ? withNoPods(read) : read
  const taken = takenFrom(snapshot, options, await fieldsOf(snapshot, options))
  desk.took(taken)
  return taken
}

/** A snapshot of a cluster that has no pods. */
const withNoPods = (snapshot: Snapshot): Snapshot => {
  const { pods = [] } = snapshot.objects
  if (pods.length === 0) return { ...snapshot, objects: { ...snapshot.objects, pods } }
  throw new UsageError(`--no-pods contradicts the input: ${counted(pods.length, 'pod')} in it`)
}

/** What most verbs ask of pods. */
export const PODS_THERE = 'which pods are there'

/** That a verb which says what becomes of pods was given none. */
export const podsUnchecked = (
  what: string,
  { objects }: { readonly objects: Pick<DecodedObjects, 'pods'> },
): readonly string[] => (objects.pods === undefined ? [`${what}, for pods were not given`] : [])

/** What is taken in of a snapshot. */
export const takenFrom = (
  snapshot: Snapshot,
  options: TakeOptions = {},
  fields?: CheckFields,
): Taken => {
  const { namespace, wanted = '', before, sent, kubernetes } = options
  const { objects } = snapshot
  const found = intake(
    { ...objects, workloads: snapshot.workloads },
    {
      cluster: before && cluster(before),
      namespace,
      defaultNamespace: calledDaemonSet(wanted, undefined).namespace,
      sent,
      fields,
      semantics: kubernetes?.semantics,
    },
  )
  const looked = found.accepted.filter(({ code }) => code !== 'Updated')
  const served = looked.map(({ code, daemonSet, given: own }) => ({
    daemonSet,
    isNew: code === 'Created',
    given: own,
  }))
  const given = new Map<object, object>(looked.map((each) => [each.daemonSet, each.given]))
  return {
    ...snapshot,
    objects: {
      ...objects,
      ...((objects.daemonSets ?? found.refused.find(({ given: each }) => 'issues' in each)) && {
        daemonSets: served.map(({ daemonSet }) => daemonSet),
      }),
    },
    originOf: (object) => snapshot.originOf(given.get(object) ?? object),
    intake: found,
    ...(kubernetes !== undefined && { kubernetes: kubernetes.kubernetes }),
    served,
    beside:
      before === undefined
        ? found.accepted.flatMap(({ code, daemonSet }) =>
            code === 'Updated' ? [objectKey(daemonSet)] : [],
          )
        : [],
  }
}

/** The same for a verb that is asked about one DaemonSet: what has come in, and that one. */
export const takeServed = async (
  inputs: readonly Input[],
  desk: Desk,
  options: TakeOptions & { readonly wanted: string },
): Promise<Taken & Served> => {
  const taken = await takeIn(inputs, desk, options)
  return { ...taken, ...findServed(taken, options.wanted, options.namespace) }
}

/** What has come in with no DaemonSet to look at but the one that a command names. */
export const onlyServed = (taken: Taken, wanted: string, namespace: string | undefined): Taken => {
  const { served, intake: found } = taken
  const key = objectKey(findServed(taken, wanted, namespace).daemonSet)
  return {
    ...taken,
    served: served.filter(({ daemonSet }) => objectKey(daemonSet) === key),
    intake: {
      ...found,
      refused: found.refused.filter(({ subject }) => namespacedName(subject) === key),
    },
  }
}

/** What the API server says of an edit of what has come in, so that the frame says it. */
export const saying = (taken: Taken, issues: readonly IntakeIssue[]): Taken => ({
  ...taken,
  intake: { accepted: [], refused: [], issues, notValidated: [] },
  beside: [],
})

/** The revisions of what has come in, for a verb that says nothing without them. */
export const revisionsIn = ({ objects, problems }: Taken): readonly ControllerRevision[] => {
  if (objects.revisions === undefined) {
    throw nothingOf('the input has no controllerrevisions', problems)
  }
  return objects.revisions
}

/** The DaemonSet that a command names, among those that verbs look at. */
export const findServed = (taken: Taken, wanted: string, namespace: string | undefined): Served => {
  const all = taken.served.map(({ daemonSet }) => daemonSet)
  return taken.served[indexOf(taken, all, wanted, namespace)] as Served
}

/** The same among all that is accepted, updates of the cluster's objects too. */
export const findAccepted = (
  taken: Taken,
  wanted: string,
  namespace: string | undefined,
  source: string,
): AcceptedDaemonSet => {
  const { accepted } = taken.intake
  const all = accepted.map(({ daemonSet }) => daemonSet)
  return accepted[indexOf(taken, all, wanted, namespace, source)] as AcceptedDaemonSet
}

/** One that is refused is not looked for any further: the refusal is the answer; so is that of one without a name. */
const indexOf = (
  { intake: { refused }, problems }: Taken,
  all: readonly DaemonSet[],
  wanted: string,
  namespace: string | undefined,
  source?: string,
): number => {
  const called = calledDaemonSet(wanted, namespace)
  const isThere = all.some(
    ({ metadata }) =>
      metadata?.name === called.name &&
      (called.namespace === undefined || metadata.namespace === called.namespace),
  )
  const mayBeIt = ({ given, subject: { name } }: RefusedObject): boolean =>
    name === called.name || (name === '' && 'issues' in given)
  if (!isThere && refused.some(mayBeIt)) {
    throw new NothingLeft()
  }
  return all.indexOf(findDaemonSet(all, wanted, namespace, problems, source))
}

/** What a DaemonSet that is not in the cluster finds there: it owns nothing, also where nothing was given. */
export const withoutOwned = ({ nodes, pods, revisions, namespaces }: Cluster): Cluster =>
  cluster({
    nodes: nodes && [...nodes.values()],
    namespaces: namespaces && [...namespaces.values()],
    pods: [...(pods?.values() ?? [])],
    revisions: [...(revisions?.values() ?? [])],
  })
