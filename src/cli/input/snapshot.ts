import * as E from 'fp-ts/Either'
import type { FieldPath } from '../../data/fieldPath.js'
import { collectObjects, type DecodedObjects } from '../../decode/collectObjects.js'
import { member, own } from '../../data/own.js'
import { textAt } from '../../intake/whichObject.js'
import { isUndecodedManifest, type BrokenObject } from '../../intake/brokenObject.js'
import type { OddFields } from '../../fields/oddFields.js'
import { isFromServer, nameOf, namespacedName, objectKey } from '../../kube/objectFacts.js'
import { NEWEST_RELEASE, readRelease } from '../../kube/release.js'
import type { KubernetesSemantics } from '../../kube/semanticsFor.js'
import { someOf } from '../../report/text/table.js'
import { Stop, UsageError } from '../exitCode.js'
import { tell } from '../frame/write.js'
import type { World } from '../world.js'
import { readDocuments } from './documents.js'
import { sources, type Input } from './files.js'
import { systemMessage } from '../systemMessage.js'
import type { Source } from './source.js'
import type { Resource } from './liveCluster.js'
import {
  pieceReader,
  type PieceOptions,
  type ReadDocument,
  type ReadItem,
  type WantedWorkloads,
  type Written,
} from './pieceReader.js'
import { issueText, type Problem } from './problem.js'
import { largeInputs } from './largeInput.js'
import { progressOf } from './progress.js'
import { addAll } from '../../data/appended.js'

/** Where an object came from. */
export interface Origin {
  readonly file: string
  /** The document's number in the file, from 1. */
  readonly document: number
  /** The path of the object in the document. */
  readonly path: FieldPath
}

/** What all inputs hold together. */
export interface Snapshot {
  readonly objects: DecodedObjects
  readonly problems: readonly Problem[]
  readonly originOf: (object: object) => Origin | undefined
  /** How a DaemonSet is written, which its value does not tell. */
  readonly writtenOf: (object: object) => Written | undefined
  /** Deployments and others, where they are wanted. */
  readonly workloads?: readonly object[]
  /** What the release that is asked for does not know in nodes, pods and what else is taken as it is. */
  readonly odd?: readonly OddFields[]
}

/** How a snapshot is read. */
export interface ReadOptions {
  /** Nodes and pods with every field that was given, also those that only get carried; false unless given. */
  readonly whole?: boolean
  /**
   * Whether of pods that are placed more is wanted than what they take of their nodes, and where they stand; false
   * unless given.
   */
  readonly placement?: boolean | undefined
  /** Whether it is no problem that nothing is in it; false unless given. */
  readonly mayBeEmpty?: boolean
  /** Whether everything in it is meant to be sent, also what has a UID; false unless given. */
  readonly sent?: boolean | undefined
  /** Which Deployments and other workloads are wanted, too; none unless given. */
  readonly workloads?: WantedWorkloads | undefined
  /** What of a cluster that is running is read; what most verbs need unless given. */
  readonly needs?: readonly Resource[] | undefined
  /** Whose rules hold, and whose fields there are; those of the newest verified release unless given. */
  readonly kubernetes?: KubernetesSemantics | undefined
}

const nothingGiven = (): UsageError =>
  new UsageError(
    "give the cluster's objects with -f FILE, -f DIRECTORY or -f - (standard input), for example, or --cluster:",
    [
      '  kubectl get nodes,daemonsets,pods,controllerrevisions -A -o json > cluster.json',
      '  podfit plan -f cluster.json',
    ],
  )

/** Reads every input; what cannot be read becomes a problem and does not lose the rest. */
export const readSnapshot = async (
  inputs: readonly Input[],
  world: World,
  options: ReadOptions = {},
): Promise<Snapshot> => {
  if (inputs.length === 0) throw nothingGiven()
  return await readSources(await sources(inputs, world, options.needs), world, options)
}

/** The same of texts that are there already. */
export const readSources = async (
  all: readonly Source[],
  world: World,
  {
    whole = false,
    placement = false,
    mayBeEmpty = false,
    sent = false,
    workloads,
    kubernetes,
  }: ReadOptions = {},
): Promise<Snapshot> => {
  let empty = true
  const collector = collectObjects()
  const problems: Problem[] = []
  const origins = new Map<object, Origin>()
  const writings = new Map<object, Written>()
  const wanted: object[] = []
  const { factsCheck, oddFieldsTally } = await import('../../fields/oddFields.js')
  const tally = oddFieldsTally()
  const noting = largeInputs()
  const minor = readRelease(kubernetes?.kubernetes ?? NEWEST_RELEASE)?.minor
  const oddIn = minor === undefined ? undefined : factsCheck(minor)
  for (const source of all) {
    const file = source.name
    const before = problems.length
    for await (const document of documentsOf(source, world, {
      whole,
      placement,
      workloads,
      oddIn,
      noting,
    })) {
      if ('message' in document) {
        const { index, ...fault } = document
        problems.push({ file, ...(index > 0 && { document: index }), ...fault })
        continue
      }
      if (document.items.length > 0 || document.listed.length > 0) empty = false
      if (document.pods.length > 0) empty = false
      collector.keepPods(document.pods)
      for (const { path: at, result, written, odd, workload, placed } of document.items) {
        const origin = { file, document: document.index, path: at }
        if (placed !== true) collector.keep(result)
        const kept = workload ?? keptOf(result)
        if (workload !== undefined) wanted.push(workload)
        if (odd !== undefined && E.isRight(result) && 'object' in result.right) {
          tally.add(result.right.kind, calledAs(result.right.object), odd)
        }
        if (kept !== undefined && placed !== true) origins.set(kept, origin)
        if (kept !== undefined && written !== undefined) writings.set(kept, written)
        if (E.isLeft(result) && !isUndecodedManifest(result.left, sent)) {
          addAll(problems, brokenProblems(result.left, origin))
        }
      }
      for (const each of document.listed) collector.list(each)
    }
    const lists = problems.length > before ? undefined : source.lists?.()
    if (lists !== undefined) {
      empty = false
      collector.list(lists)
    }
  }
  if (empty && problems.length === 0 && !mayBeEmpty) {
    const file = all.map(({ name }) => name).join(', ')
    problems.push({ file, message: 'there is no object in it' })
  }
  const objects = collector.collected()
  const again = repeated(objects)
  if (again.length > 0) {
    tell(world, `given more than once, the last one counts: ${someOf(again)}`)
  }
  return {
    objects,
    problems,
    originOf: (object) => origins.get(object),
    writtenOf: (object) => writings.get(object),
    workloads: wanted,
    odd: tally.found(),
  }
}

/** An object by its name, and its namespace if it is in one. */
const calledAs = (object: object): string => {
  const metadata = member(object, 'metadata')
  const name = textAt(metadata, 'name') ?? ''
  const namespace = textAt(metadata, 'namespace')
  return namespace === undefined ? name : namespacedName({ namespace, name })
}

/** What of an item that has been read is kept, and what is said of it. */
const keptOf = (result: ReadItem['result']): object | undefined => {
  if (E.isLeft(result)) return result.left
  if ('object' in result.right) return result.right.object
  return result.right.kind === 'Other' ? result.right.foreign : undefined
}

/** The documents of a source; 0 is the number of what the system says when it cannot be read. */
async function* documentsOf(
  source: Source,
  world: World,
  { noting, ...options }: PieceOptions & { readonly noting: ReturnType<typeof largeInputs> },
): AsyncGenerator<ReadDocument> {
  const progress = progressOf(source, world)
  const read = pieceReader(options)
  try {
    yield* readDocuments(source.name, progress.watch(noting(source.open())), (piece, implied) =>
      progress.read(read(piece, implied)),
    )
  } catch (error) {
    if (error instanceof Stop) throw error
    yield { index: 0, message: systemMessage(error) }
  } finally {
    progress.end()
  }
}

const brokenProblems = (broken: BrokenObject, origin: Origin): readonly Problem[] => {
  const name = [broken.namespace, broken.name].filter((part) => part !== undefined).join('/')
  const object = [broken.kind, name].filter((part) => part !== undefined && part !== '').join(' ')
  return broken.issues.map((issue) => ({
    file: origin.file,
    document: origin.document,
    ...(object !== '' && { object }),
    path: [...origin.path, ...issue.path],
    message: `${issueText(issue)}${issue.code === 'MissingKind' ? archiveHint(origin.file) : ''}`,
  }))
}

/** What archives keep in a file, or a folder, that is called after one resource; the items need not say it. */
const RESOURCES: Readonly<Record<string, string>> = {
  nodes: 'apiVersion: "v1", kind: "NodeList"',
  pods: 'apiVersion: "v1", kind: "PodList"',
  events: 'apiVersion: "v1", kind: "EventList"',
  namespaces: 'apiVersion: "v1", kind: "NamespaceList"',
  daemonsets: 'apiVersion: "apps/v1", kind: "DaemonSetList"',
  controllerrevisions: 'apiVersion: "apps/v1", kind: "ControllerRevisionList"',
}

/** How items without a kind are read, if the file or its folder is called after what they are. */
const archiveHint = (file: string): string => {
  const parts = file.split(/[\\/]/)
  const names = [parts.at(-1)?.replace(/\..*$/, ''), parts.at(-2)]
  const list = names.flatMap((name) => own(RESOURCES, name?.toLowerCase() ?? '') ?? [])[0]
  return list === undefined
    ? ''
    : `; give items without a kind in a list: jq '{${list}, items: (.items? // .)}' ${parts.at(-1) ?? ''} | podfit … -f -`
}

/**
 * The objects that an input has more than once, as `Node n1`: only the last of them counts. A manifest is not
 * the same as the object of the cluster.
 */
export const repeated = (objects: DecodedObjects): readonly string[] => [
  ...twice('Node', objects.nodes, nameOf),
  ...twice('Pod', objects.pods, objectKey),
  ...twice('DaemonSet', objects.daemonSets?.filter(isFromServer), objectKey),
  ...twice(
    'DaemonSet',
    objects.daemonSets?.filter((daemonSet) => !isFromServer(daemonSet)),
    objectKey,
  ),
  ...twice('ControllerRevision', objects.revisions, objectKey),
]

const twice = <A>(
  kind: string,
  objects: readonly A[] = [],
  keyOf: (object: A) => string,
): readonly string[] => {
  const seen = new Set<string>()
  const again = new Set<string>()
  for (const object of objects) {
    const key = keyOf(object)
    if (seen.has(key)) again.add(key)
    else seen.add(key)
  }
  return [...again].map((key) => `${kind} ${key}`)
}
