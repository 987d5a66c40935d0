import { createHash } from 'node:crypto'
import type { Cluster, ControllerRevision, DaemonSet, Node, ObjectMeta, Pod } from 'podfit'
import { canonical } from './canonical.js'
import { nodeOf } from './world.js'

/** What is compared of a cluster: one line of text for each object, sorted. */
export type Picture = readonly string[]

const HASH = 'controller-revision-hash'
const TEMPLATE_GENERATION = 'deprecated.daemonset.template.generation'

const digested = new Map<string, string>()

/** A short name for a long value; `spelledOut` tells the value. */
const digest = (value: unknown): string => {
  const text = canonical(value)
  const name = `#${createHash('sha256').update(text).digest('hex').slice(0, 8)}`
  digested.set(name, text)
  return name
}

/** The values behind the short names in lines. */
export const spelledOut = (lines: readonly string[]): readonly string[] =>
  [...new Set(lines.flatMap((line) => line.match(/#[0-9a-f]{8}/g) ?? []))].map(
    (name) => `${name} = ${digested.get(name) ?? '?'}`,
  )

/**
 * The picture of a cluster as it has come to be out of another one: what was there before has its name, what is new
 * has none, since Kubernetes chooses the names of pods and the hashes of revisions.
 */
export const pictureOf = (before: Cluster, cluster: Cluster): Picture => {
  const hashes = new Set(
    [...(before.revisions?.values() ?? [])].map(({ metadata }) => metadata?.labels?.[HASH]),
  )
  const uids = new Map(
    [...(before.daemonSets ?? []), ...(cluster.daemonSets ?? [])].map(([, { metadata }]) => [
      metadata?.uid,
      metadata?.name,
    ]),
  )
  const hashText = (hash: string | undefined): string =>
    hash === undefined ? '<none>' : hashes.has(hash) ? hash : '<new>'
  const ownerText = (metadata: ObjectMeta | null | undefined): string =>
    (metadata?.ownerReferences ?? [])
      .map(({ kind, name, uid, controller }) => {
        const owner = uids.has(uid) ? '' : ' that is not there'
        return `${kind ?? ''}/${name ?? ''}${controller === true ? '' : ' (not controlling)'}${owner}`
      })
      .sort()
      .join(' ') || '<none>'

  const podLine = (pod: Pod): string => {
    const { metadata, spec, status } = pod
    const known = before.pods?.has(`${metadata?.namespace ?? ''}/${metadata?.name ?? ''}`) === true
    const labels = Object.entries(metadata?.labels ?? {}).filter(([name]) => name !== HASH)
    const ready = status?.conditions?.find(({ type }) => type === 'Ready')?.status ?? 'False'
    return [
      `pod ${known ? metadata?.name : '<new>'}`,
      `on ${nodeOf(pod)}${(spec?.nodeName ?? '') === '' ? ' (unscheduled)' : ''}`,
      metadata?.deletionTimestamp ? 'terminating' : (status?.phase ?? ''),
      ready === 'True' ? 'ready' : 'not ready',
      `revision=${hashText(metadata?.labels?.[HASH])}`,
      `labels=${canonical(Object.fromEntries(labels))}`,
      `owner=${ownerText(metadata)}`,
      `tolerations=${digest(spec?.tolerations ?? [])}`,
    ].join(' ')
  }

  const revisionLine = ({ metadata, revision, data }: ControllerRevision): string => {
    const known =
      before.revisions?.has(`${metadata?.namespace ?? ''}/${metadata?.name ?? ''}`) === true
    return [
      `revision ${known ? metadata?.name : '<new>'}`,
      `number=${String(revision)}`,
      `hash=${hashText(metadata?.labels?.[HASH])}`,
      `owner=${ownerText(metadata)}`,
      `template=${digest(data)}`,
    ].join(' ')
  }

  const daemonSetLine = ({ metadata, spec, status }: DaemonSet): string =>
    [
      `daemonset ${metadata?.name ?? ''}`,
      metadata?.deletionTimestamp ? 'terminating' : '',
      `generation=${String(metadata?.generation)}`,
      `template=${metadata?.annotations?.[TEMPLATE_GENERATION] ?? '<none>'}`,
      `spec=${digest(spec)}`,
      `observed=${String(status?.observedGeneration ?? 0)}`,
      `desired=${status?.desiredNumberScheduled ?? 0}`,
      `current=${status?.currentNumberScheduled ?? 0}`,
      `misscheduled=${status?.numberMisscheduled ?? 0}`,
      `ready=${status?.numberReady ?? 0}`,
      `available=${status?.numberAvailable ?? 0}`,
      `unavailable=${status?.numberUnavailable ?? 0}`,
      `updated=${status?.updatedNumberScheduled ?? 0}`,
    ].join(' ')

  const nodeLine = ({ metadata, spec }: Node): string =>
    [
      `node ${metadata?.name ?? ''}`,
      `labels=${canonical(metadata?.labels ?? {})}`,
      `taints=${canonical(spec?.taints ?? [])}`,
      `unschedulable=${spec?.unschedulable === true}`,
    ].join(' ')

  return [
    ...[...(cluster.nodes?.values() ?? [])].map(nodeLine),
    ...[...(cluster.daemonSets?.values() ?? [])].map(daemonSetLine),
    ...[...(cluster.revisions?.values() ?? [])].map(revisionLine),
    ...[...(cluster.pods?.values() ?? [])].map(podLine),
  ].sort()
}

/** What is in one list and not in the other, lines that occur several times counted. */
export const missingFrom = (
  lines: readonly string[],
  from: readonly string[],
): readonly string[] => {
  const left = [...from]
  return lines.filter((line) => {
    const at = left.indexOf(line)
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
}
