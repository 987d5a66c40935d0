import * as E from 'fp-ts/Either'
import type { DaemonSet } from '../kube/daemonSet.js'
import { objectKey, type Cluster } from '../cluster/cluster.js'
import { editCluster } from '../cluster/edit.js'
import { compareText } from '../data/compareText.js'
import { parseLabelSelector } from '../selector/parseLabelSelector.js'
import { UsageError } from './exitCode.js'
import { notFound } from './notFound.js'
import type { Options } from './options.js'
import type { Problem } from './snapshot.js'

/** The DaemonSets that `-n` and `-l` leave, by namespace and name. */
export const selectDaemonSets = <A extends { readonly daemonSet: DaemonSet }>(
  items: readonly A[],
  { namespace, selector }: Pick<Options, 'namespace' | 'selector'>,
): readonly A[] => {
  const matches = labelFilter(selector)
  return items
    .filter(({ daemonSet: { metadata } }) => {
      const inNamespace = namespace === undefined || metadata?.namespace === namespace
      return inNamespace && matches(metadata?.labels)
    })
    .sort((a, b) => compareText(objectKey(a.daemonSet), objectKey(b.daemonSet)))
}

/** A cluster with the DaemonSets that `-n` and `-l` leave. */
export const onlySelected = (
  snapshot: Cluster,
  options: Pick<Options, 'namespace' | 'selector'>,
): Cluster => {
  const all = [...(snapshot.daemonSets?.values() ?? [])].map((daemonSet) => ({ daemonSet }))
  const kept = new Set(selectDaemonSets(all, options).map((each) => each.daemonSet))
  const drop = all.filter((each) => !kept.has(each.daemonSet))
  return drop.length === 0
    ? snapshot
    : editCluster(snapshot, { drop: { daemonSets: drop.map((each) => objectKey(each.daemonSet)) } })
}

type LabelFilter = (labels: Readonly<Record<string, string>> | null | undefined) => boolean

/** Whether labels match what `-l` says; without it all do. */
export const labelFilter = (text: string | undefined): LabelFilter => {
  if (text === undefined) return () => true
  const selector = parseLabelSelector(text)
  if (E.isRight(selector)) return selector.right.matches
  const fault = selector.left
  throw new UsageError(
    fault.code === 'UnexpectedToken'
      ? `-l ${text}: found ${fault.found}, expected ${fault.expected}`
      : `-l ${text}: not a valid label selector`,
  )
}

/**
 * The DaemonSet that a command names: `namespace/name`, or a name that is unique in the namespaces asked.
 */
export const findDaemonSet = (
  daemonSets: readonly DaemonSet[],
  wanted: string,
  namespace: string | undefined,
  problems: readonly Problem[] = [],
): DaemonSet => {
  const [first = '', second] = wanted.split('/')
  const name = second ?? first
  const where = second === undefined ? namespace : first
  const found = daemonSets.filter(
    ({ metadata }) =>
      metadata?.name === name && (where === undefined || (metadata.namespace ?? '') === where),
  )
  const [only, ...more] = found
  if (only === undefined) {
    const missing = `no DaemonSet ${wanted}${where === undefined || second !== undefined ? '' : ` in namespace ${where}`}; the input has ${listed(daemonSets)}`
    throw notFound(missing, problems)
  }
  if (more.length > 0) {
    throw new UsageError(`DaemonSet ${wanted} is ambiguous: ${found.map(objectKey).join(', ')}`)
  }
  return only
}

const listed = (daemonSets: readonly DaemonSet[]): string =>
  daemonSets.length === 0 ? 'none' : daemonSets.map(objectKey).join(', ')
