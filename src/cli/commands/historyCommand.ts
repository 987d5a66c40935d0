import { isControlledBy, objectKey } from '../../kube/objectFacts.js'
import { claimablePods, cluster, type Cluster } from '../../cluster/cluster.js'
import { own } from '../../data/own.js'
import type { DaemonSet } from '../../kube/daemonSet.js'
import { LABEL_REVISION_HASH } from '../../kube/wellKnown.js'
import { rolloutHistory, type HistoryEntry } from '../../kubectl/rolloutHistory.js'
import { table } from '../../report/text/table.js'
import { UsageError } from '../exitCode.js'
import { notFound } from './notFound.js'
import { incompleteJson } from './incomplete.js'
import type { Options } from '../options/options.js'
import { FORMAT_VERSION, jsonText } from './output.js'
import { findDaemonSet } from '../options/select.js'
import { readSnapshot, reportProblems } from '../input/snapshot.js'
import type { World } from '../world.js'

/** A revision, and how many pods were made from it; undefined where the pods were not given. */
interface Counted extends HistoryEntry {
  readonly pods?: number
}

/** `podfit history DAEMONSET`: what `kubectl rollout history` lists, and which pods each revision still has. */
export const historyCommand = async (options: Options, world: World): Promise<number> => {
  const [wanted, ...more] = options.positionals
  if (wanted === undefined) throw new UsageError('whose history? podfit history DAEMONSET -f FILE')
  if (more.length > 0) throw new UsageError(`too many arguments: ${more.join(' ')}`)
  const { objects, problems } = await readSnapshot(options.files, world)
  const daemonSet = findDaemonSet(objects.daemonSets ?? [], wanted, options.namespace, problems)
  if (objects.revisions === undefined) {
    throw notFound('the input has no controllerrevisions', problems)
  }
  const indexed = cluster(objects)
  const history = rolloutHistory(daemonSet, objects.revisions).map((entry): Counted => ({
    ...entry,
    ...podsOf(indexed, daemonSet, entry),
  }))
  const title = objectKey(daemonSet)
  world.stdout(
    options.output === 'json'
      ? jsonText({
          formatVersion: FORMAT_VERSION,
          daemonSet: title,
          ...incompleteJson(problems),
          revisions: history,
        })
      : `${title}\n${historyLines(history).join('\n')}\n`,
  )
  return reportProblems(problems, world)
}

const podsOf = (
  indexed: Cluster,
  daemonSet: DaemonSet,
  { hash }: HistoryEntry,
): Pick<Counted, 'pods'> => {
  const pods = claimablePods(indexed, daemonSet)
  if (pods === undefined) return {}
  const its = pods.filter(
    ({ metadata }) =>
      isControlledBy(metadata, daemonSet.metadata?.uid ?? '') &&
      own(metadata?.labels, LABEL_REVISION_HASH) === hash,
  )
  return { pods: its.length }
}

const historyLines = (history: readonly Counted[]): readonly string[] =>
  history.length === 0
    ? ['No rollout history found.']
    : table([
        ['REVISION', 'NAME', 'PODS', 'CHANGE-CAUSE'],
        ...history.map(({ revision, name, pods, changeCause, current }) => [
          `${revision}${current ? ' (current)' : ''}`,
          name,
          String(pods ?? '?'),
          changeCause ?? '<none>',
        ]),
      ])
