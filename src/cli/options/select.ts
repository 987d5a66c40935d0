import { distinctBy } from '../../data/grouped.js'
import * as E from 'fp-ts/Either'
import type { Cluster } from '../../cluster/cluster.js'
import { updateCluster } from '../../cluster/updateCluster.js'
import { compareText } from '../../data/compareText.js'
import type { DaemonSet } from '../../kube/daemonSet.js'
import type { Node } from '../../kube/node.js'
import { nameOf, objectKey } from '../../kube/objectFacts.js'
import { nameOfKind } from '../../kubectl/resourceName.js'
import { someOf } from '../../report/text/table.js'
import { parseLabelSelector } from '../../selector/parseLabelSelector.js'
import { UsageError } from '../exitCode.js'
import { didYouMean, nearest } from '../frame/nearest.js'
import { notFound, type Problem } from '../input/problem.js'
import type { Intake } from '../../intake/intake.js'
import { own } from '../../data/own.js'
import type { DecodedObjects } from '../../decode/collectObjects.js'

/** What `-n` and `-l` say. */
export interface Selection {
  readonly namespace: string | undefined
  readonly selector: string | undefined
}

/** The DaemonSets that `-n` and `-l` leave, by namespace and name. */
export const selectDaemonSets = <A extends { readonly daemonSet: DaemonSet }>(
  items: readonly A[],
  { namespace, selector }: Selection,
): readonly A[] => {
  const matches = labelFilter(selector)
  return items
    .filter(({ daemonSet: { metadata } }) => {
      const inNamespace = namespace === undefined || metadata?.namespace === namespace
      return inNamespace && matches(metadata?.labels)
    })
    .sort((a, b) => compareText(objectKey(a.daemonSet), objectKey(b.daemonSet)))
}

/** Why there is no DaemonSet to look at, if there is none: `found` of those that were taken in are left. */
export const noneLeft = (
  found: number,
  {
    intake: { accepted, refused },
    objects,
  }: { readonly intake: Intake; readonly objects: Pick<DecodedObjects, 'others'> },
  selection: Partial<Selection> = {},
): readonly string[] => {
  if (found > 0) return []
  if (accepted.length > 0) return [`no DaemonSet matches ${flagsOf(selection)}`]
  if (refused.length > 0) return []
  const isConvertible = (own(objects.others, 'Deployment') ?? 0) > 0
  return [
    `no DaemonSets in the input${isConvertible ? '; podfit convert makes one of a Deployment' : ''}`,
  ]
}

const flagsOf = ({ namespace, selector }: Partial<Selection>): string =>
  [
    ...(namespace === undefined ? [] : [`-n ${namespace}`]),
    ...(selector === undefined ? [] : [`-l ${selector}`]),
  ].join(' and ')

/** A cluster with the DaemonSets that `-n` and `-l` leave. */
export const onlySelected = (snapshot: Cluster, options: Selection): Cluster => {
  const all = [...(snapshot.daemonSets?.values() ?? [])].map((daemonSet) => ({ daemonSet }))
  const kept = new Set(selectDaemonSets(all, options).map((each) => each.daemonSet))
  const drop = all.filter((each) => !kept.has(each.daemonSet))
  return drop.length === 0
    ? snapshot
    : updateCluster(snapshot, {
        drop: { daemonSets: drop.map((each) => objectKey(each.daemonSet)) },
      })
}

type LabelFilter = (labels: Readonly<Record<string, string>> | null | undefined) => boolean

/** Whether labels match what an option says; without it all do. */
export const labelFilter = (text: string | undefined, option = '-l'): LabelFilter => {
  if (text === undefined) return () => true
  const selector = parseLabelSelector(text)
  if (E.isRight(selector)) return selector.right.matches
  const [fault] = selector.left
  throw new UsageError(
    fault.code === 'UnexpectedToken'
      ? `${option} ${text}: found ${fault.found}, expected ${fault.expected}`
      : `${option} ${text}: not a valid label selector`,
  )
}

/**
 * What a command line calls a DaemonSet: a name, in a namespace if one is given with it or by `-n`; before it may
 * stand kubectl's word for a DaemonSet.
 */
export const calledDaemonSet = (
  wanted: string,
  namespace: string | undefined,
): { readonly name: string; readonly namespace: string | undefined } => {
  return calledObject(nameOfKind('DaemonSet', wanted), namespace)
}

/** The same of an object whose kind is known: a name, in a namespace that is given with it or by `-n`, which must agree. */
export const calledObject = (
  wanted: string,
  namespace: string | undefined,
): { readonly name: string; readonly namespace: string | undefined } => {
  const [first = '', second] = wanted.split('/')
  if (second === undefined) return { name: first, namespace }
  if (namespace !== undefined && namespace !== first) {
    throw new UsageError(`-n ${namespace} contradicts ${wanted}: give one of the two namespaces`)
  }
  return { name: second, namespace: first }
}

/**
 * The DaemonSet that a command names: `namespace/name`, or a name that is unique in the namespaces asked. Of
 * several objects of one name the last counts, as in a store.
 */
export const findDaemonSet = (
  daemonSets: readonly DaemonSet[],
  wanted: string,
  namespace: string | undefined,
  problems: readonly Problem[] = [],
  source = 'the input',
): DaemonSet => {
  const called = calledDaemonSet(wanted, namespace)
  const matching = daemonSets.filter(
    ({ metadata }) =>
      metadata?.name === called.name &&
      (called.namespace === undefined || (metadata.namespace ?? '') === called.namespace),
  )
  const found = distinctBy(matching, objectKey)
  const [only, ...more] = found
  if (only === undefined) {
    const where = (called.namespace ?? '') === '' ? '' : ` in namespace ${called.namespace}`
    const near = didYouMean(nearestDaemonSets(daemonSets, called))
    const isFile = /\.(?:json|ya?ml)$/.test(wanted) ? '; give files with -f' : ''
    const instead = near === '' ? `; ${source} has ${listed(daemonSets)}${isFile}` : near
    throw notFound(`no DaemonSet ${called.name}${where}${instead}`, problems)
  }
  if (more.length > 0) {
    throw new UsageError(`DaemonSet ${wanted} is ambiguous: ${found.map(objectKey).join(', ')}`)
  }
  return only
}

const listed = (daemonSets: readonly DaemonSet[]): string =>
  daemonSets.length === 0 ? 'none' : someOf([...new Set(daemonSets.map(objectKey))])

/** Those of that name in other namespaces, otherwise those whose names are nearest to it. */
const nearestDaemonSets = (
  daemonSets: readonly DaemonSet[],
  { name, namespace }: ReturnType<typeof calledDaemonSet>,
): readonly string[] => {
  const named = (names: readonly string[]): readonly string[] =>
    daemonSets.filter((each) => names.includes(nameOf(each))).map(objectKey)
  const elsewhere = named([name])
  const inNamespace = daemonSets.filter(
    (each) => namespace === undefined || each.metadata?.namespace === namespace,
  )
  const near = [
    elsewhere,
    named(nearest(name, inNamespace.map(nameOf))),
    named(nearest(name, daemonSets.map(nameOf))),
  ]
  return [...new Set(near.find((names) => names.length > 0) ?? [])].slice(0, MOST_NEAREST)
}

const MOST_NEAREST = 3

/** What a command line calls a node: its name, or `node/` and its name. */
export const calledNode = (wanted: string): string => nameOfKind('Node', wanted)

/** Names of nodes that a word was likely meant to be. */
export const nearestNodes = (names: Iterable<string>, word: string): readonly string[] =>
  nearest(word, [...names]).slice(0, MOST_NEAREST)

/** The node that a command names; `pools` could have been meant as well. */
export const findNode = (
  nodes: ReadonlyMap<string, Node>,
  wanted: string,
  problems: readonly Problem[] = [],
  pools: readonly string[] = [],
): Node => {
  const name = calledNode(wanted)
  const node = nodes.get(name)
  if (node !== undefined) return node
  const names = [...nodes.keys(), ...pools]
  const near = didYouMean(nearestNodes(names, name))
  const has = names.length === 0 ? 'none' : someOf(names)
  throw notFound(`no node ${name}${near === '' ? `; the input has ${has}` : near}`, problems)
}
