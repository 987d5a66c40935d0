import { cluster, type Cluster } from '../../cluster/cluster.js'
import { claimablePods } from '../../cluster/plan.js'
import { own } from '../../data/own.js'
import type { DaemonSet } from '../../kube/daemonSet.js'
import { isControlledBy, objectKey } from '../../kube/objectFacts.js'
import { LABEL_REVISION_HASH } from '../../kube/wellKnown.js'
import { rolloutHistory, type HistoryEntry } from '../../kubectl/rolloutHistory.js'
import { table } from '../../report/text/table.js'
import { KUBECTL_NO_HISTORY } from '../../report/upstream/kubectlText.js'
import { command } from '../frame/command.js'
import { FORMAT_VERSION } from '../frame/formats.js'
import { incompleteJson } from '../input/problem.js'
import { revisionsIn, takeServed } from '../input/takeIn.js'
import { DAEMON_SET, FILES, NAMESPACE } from '../options/commonOptions.js'
import { KUBERNETES } from '../options/kubernetesOption.js'

/** A revision, and how many pods were made from it; undefined where the pods were not given. */
interface Counted extends HistoryEntry {
  readonly pods?: number
}

/** `podfit history DAEMONSET`: what `kubectl rollout history` lists, and which pods each revision still has. */
export const historyCommand = command({
  name: 'history',
  summary: 'the revisions of a DaemonSet, and the pods that each still has',
  arguments: { wanted: DAEMON_SET },
  options: { files: FILES, namespace: NAMESPACE, kubernetes: KUBERNETES },
  examples: [
    {
      line: 'podfit history logging/agent -f cluster.json',
      text: 'which revision is current, and how many pods are of an older one',
    },
  ],
  run: async ({ wanted, files, namespace, ...given }, world) => {
    const { kubernetes, semantics } = given.kubernetes
    const asked = { namespace, wanted, kubernetes: given.kubernetes }
    const taken = await takeServed(files, world, asked)
    const { objects, problems, daemonSet } = taken
    const recorded = revisionsIn(taken)
    const indexed = cluster(objects)
    const history = rolloutHistory(daemonSet, recorded, { semantics })
    const revisions = history.map((entry): Counted => ({
      ...entry,
      ...podsOf(indexed, daemonSet, entry),
    }))
    return { answer: { daemonSet: objectKey(daemonSet), kubernetes, revisions }, problems }
  },
  formats: {
    text: ({ daemonSet, revisions }) => [daemonSet, ...historyLines(revisions)],
    json: ({ daemonSet, kubernetes, revisions }, { problems }) => ({
      formatVersion: FORMAT_VERSION,
      kubernetes,
      daemonSet,
      ...incompleteJson(problems),
      revisions,
    }),
  },
})

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
    ? [KUBECTL_NO_HISTORY]
    : table([
        ['REVISION', 'NAME', 'PODS', 'CHANGE-CAUSE'],
        ...history.map(({ revision, name, pods, changeCause, current }) => [
          `${revision}${current ? ' (current)' : ''}`,
          name,
          String(pods ?? '?'),
          changeCause ?? '<none>',
        ]),
      ])
