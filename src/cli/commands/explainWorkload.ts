import * as E from 'fp-ts/Either'
import { cluster } from '../../cluster/cluster.js'
import { member } from '../../data/own.js'
import { textAt } from '../../intake/whichObject.js'
import { workloadPlacement, type WorkloadPlacement } from '../../impact/workloadPlacement.js'
import { DEFAULT_NAMESPACE, isFromServer, nameOf } from '../../kube/objectFacts.js'
import type { Semantics } from '../../kube/semantics.js'
import { resourceName } from '../../kubectl/resourceName.js'
import { decodeWorkload } from '../../decode/decodeWorkload.js'
import { WORKLOAD_GROUPS, type WorkloadKind } from '../../placement/schedulerWorkload.js'
import { someOf } from '../../report/text/table.js'
import { NothingLeft } from '../exitCode.js'
import { didYouMean, nearest } from '../frame/nearest.js'
import type { WantedWorkloads } from '../input/pieceReader.js'
import { issueText, notFound, nothingOf } from '../input/problem.js'
import type { Taken } from '../input/takeIn.js'
import { calledObject, calledNode, findNode } from '../options/select.js'

/** An object that a command line calls by kubectl's word for its kind, or calls not at all. */
export interface CalledWorkload {
  /** Absent where no kind is named: any will do. */
  readonly kind?: WorkloadKind
  /** Absent where nothing is named: the only one is meant. */
  readonly name?: string
  readonly namespace?: string | undefined
}

/** What a word calls, if it is no DaemonSet for certain. */
export const calledWorkload = (
  wanted: string | undefined,
  namespace: string | undefined,
): CalledWorkload => {
  if (wanted === undefined) return { namespace }
  const { kind, name } = resourceName(wanted)
  const isIts = kind !== undefined && Object.hasOwn(WORKLOAD_GROUPS, kind)
  return { ...(isIts && { kind: kind as WorkloadKind }), ...calledObject(name, namespace) }
}

/**
 * Which objects are looked for under that: those of the kind, or all where nothing is named. A name without a kind is
 * that of a DaemonSet; what else is called so is put down in `alike`.
 */
export const wantedWorkloads =
  ({ kind, name, namespace }: CalledWorkload, alike: string[]): WantedWorkloads =>
  (of, value) => {
    const metadata = member(value, 'metadata')
    const own = textAt(metadata, 'namespace') ?? namespace ?? DEFAULT_NAMESPACE
    const isCalled =
      (name === undefined || textAt(metadata, 'name') === name) &&
      (namespace === undefined || own === namespace)
    if (!isCalled) return false
    if (kind !== undefined) return kind === of
    if (name !== undefined) alike.push(calledAs({ ...value, kind: of }))
    return name === undefined && !(of === 'Pod' && isFromServer(value))
  }

/** How an object is called, by kubectl's words. */
const calledAs = (value: object): string => {
  const metadata = member(value, 'metadata')
  const kind = textAt(value, 'kind') ?? ''
  const namespace = textAt(metadata, 'namespace') ?? DEFAULT_NAMESPACE
  return `${SHORT[kind as WorkloadKind]}/${namespace}/${textAt(metadata, 'name') ?? ''}`
}

const SHORT: Readonly<Record<WorkloadKind, string>> = {
  Deployment: 'deploy',
  StatefulSet: 'sts',
  ReplicaSet: 'rs',
  Job: 'job',
  CronJob: 'cj',
  Pod: 'pod',
}

/** Whether it is no DaemonSet that is called: by its kind, or because there is nothing else. */
export const isWorkload = (
  { served, workloads = [] }: Taken,
  { kind, name }: CalledWorkload,
): boolean =>
  kind !== undefined || (name === undefined && served.length === 0 && workloads.length === 1)

/** All that could be meant where nothing is named. */
export const allCalled = (taken: Taken): readonly string[] => [
  ...taken.served.map(
    ({ daemonSet: { metadata } }) => `ds/${metadata?.namespace ?? ''}/${metadata?.name ?? ''}`,
  ),
  ...(taken.workloads ?? []).map(calledAs),
]

/** The object that was called, among those that were looked for. */
const foundWorkload = (taken: Taken, { kind, name, namespace }: CalledWorkload): object => {
  const found = new Map((taken.workloads ?? []).map((each) => [calledAs(each), each]))
  const [only, ...more] = found.values()
  if (only === undefined) {
    const where = namespace === undefined ? '' : ` in namespace ${namespace}`
    const near =
      kind === 'Pod' && taken.objects.pods !== undefined
        ? didYouMean(nearest(name ?? '', taken.objects.pods.map(nameOf)).slice(0, 3))
        : ''
    throw notFound(
      `no ${kind ?? 'object'} ${name ?? ''}${where} in the input${near}`,
      taken.problems,
    )
  }
  if (more.length > 0) {
    throw notFound(
      `${kind ?? 'object'} ${name ?? ''} is ambiguous: ${someOf([...found.keys()])}`,
      [],
    )
  }
  return only
}

/** Which nodes could take the pods of the workload that a command line calls; of one node where that is asked. */
export const explainWorkload = (
  taken: Taken,
  called: CalledWorkload,
  { nodeName, semantics }: { readonly nodeName: string | undefined; readonly semantics: Semantics },
): WorkloadPlacement => {
  const value = foundWorkload(taken, called)
  if (taken.intake.refused.some(({ given }) => given === value)) throw new NothingLeft()
  const kind = textAt(value, 'kind') as WorkloadKind
  const decoded = decodeWorkload(kind, value)
  if (E.isLeft(decoded)) {
    const file = taken.originOf(value)?.file ?? ''
    throw nothingOf(
      `${calledAs(value)} cannot be read`,
      decoded.left.map((issue) => ({ file, path: issue.path, message: issueText(issue) })),
    )
  }
  const indexed = cluster(taken.objects)
  if (indexed.nodes === undefined) throw nothingOf('the input has no nodes', taken.problems)
  const { metadata } = decoded.right
  const namespace = metadata.namespace ?? called.namespace ?? DEFAULT_NAMESPACE
  const found = workloadPlacement(
    indexed,
    { ...decoded.right, metadata: { ...metadata, namespace } },
    { semantics },
  )
  if (nodeName === undefined) return found
  findNode(indexed.nodes, nodeName, taken.problems)
  const node = calledNode(nodeName)
  return { ...found, nodes: found.nodes.filter(({ name }) => name === node) }
}
