import * as E from 'fp-ts/Either'
import { submittedTemplate } from '../../api/submittedTemplate.js'
import { cluster, type Cluster } from '../../cluster/cluster.js'
import { claimablePods } from '../../cluster/plan.js'
import { differences, type Difference } from '../../data/differences.js'
import { exactJson } from '../../data/exactJson.js'
import { formatFieldPath } from '../../data/fieldPath.js'
import { parseInt64 } from '../../data/int64.js'
import { own, type Json } from '../../data/own.js'
import type { DaemonSet } from '../../kube/daemonSet.js'
import { isControlledBy, objectKey } from '../../kube/objectFacts.js'
import type { Pod } from '../../kube/pod.js'
import { LABEL_REVISION_HASH } from '../../kube/wellKnown.js'
import { historyDetail, rolloutHistory, type HistoryEntry } from '../../kubectl/rolloutHistory.js'
import { counted, cutText, firstOf, shownWidth, someOf, table } from '../../report/text/table.js'
import {
  kubectlDone,
  kubectlHistoryError,
  KUBECTL_NO_HISTORY,
} from '../../report/upstream/kubectlText.js'
import { podTemplateText } from '../../report/upstream/podTemplateText.js'
import { UsageError } from '../exitCode.js'
import { command, type Answer } from '../frame/command.js'
import { FORMAT_VERSION } from '../frame/formats.js'
import { incompleteJson, notFound } from '../input/problem.js'
import { revisionsIn, takeServed } from '../input/takeIn.js'
import { DAEMON_SET, FILES, NAMESPACE } from '../options/commonOptions.js'
import { KUBERNETES } from '../options/kubernetesOption.js'
import { valueOption, type Reader } from '../options/option.js'

/** A revision, and how many pods were made from it; undefined where the pods were not given. */
interface Counted extends HistoryEntry {
  readonly pods?: number
}

/** What one revision recorded, beside the template that the DaemonSet has now. */
interface Detail {
  readonly template: Json
  readonly differences: readonly Difference[]
  /** The nodes of the pods that were made from it; undefined where the pods were not given. */
  readonly nodes: readonly string[] | undefined
}

/** The revisions that are told, and the one that was asked for in detail. */
interface History {
  readonly daemonSet: string
  readonly kubernetes: string
  readonly revisions: readonly Counted[]
  readonly detail: Detail | undefined
}

const revisionReader: Reader<bigint> = (value, flag) => {
  const number = parseInt64(value)
  if (number !== undefined && number >= 0n) return number
  throw new UsageError(
    number === undefined
      ? `${flag} ${value}: expected the number of a revision`
      : `revision must be a positive integer: ${value}`,
  )
}

/** `podfit history DAEMONSET`: what `kubectl rollout history` lists, and which pods each revision still has. */
export const historyCommand = command({
  name: 'history',
  summary: 'the revisions of a DaemonSet, and the pods that each still has',
  arguments: { wanted: DAEMON_SET },
  options: {
    files: FILES,
    namespace: NAMESPACE,
    revision: valueOption(
      {
        name: 'revision',
        value: 'N',
        text: 'the template of this revision, as kubectl prints it, and what the current one has otherwise',
      },
      revisionReader,
    ),
    kubernetes: KUBERNETES,
  },
  examples: [
    {
      line: 'podfit history logging/agent -f cluster.json',
      text: 'which revision is current, and how many pods are of an older one',
    },
    {
      line: 'podfit history ds/agent -f cluster.json --revision 3',
      text: 'what revision 3 recorded, which pods have it, and how the current template differs',
    },
  ],
  run: async (
    { wanted, files, namespace, revision = 0n, ...given },
    world,
  ): Promise<Answer<History | undefined>> => {
    const { kubernetes, semantics } = given.kubernetes
    const asked = { namespace, wanted, kubernetes: given.kubernetes }
    const needs = ['daemonsets', 'controllerrevisions', 'pods'] as const
    const taken = await takeServed(files, world, { ...asked, needs })
    const { objects, problems, daemonSet } = taken
    const recorded = revisionsIn(taken)
    const indexed = cluster(objects)
    const name = objectKey(daemonSet)
    const withPods = (entry: HistoryEntry): Counted => {
      const pods = podsOf(indexed, daemonSet, entry)
      return { ...entry, ...(pods !== undefined && { pods: pods.length }) }
    }
    const history = rolloutHistory(daemonSet, recorded, { semantics })
    const answer = { daemonSet: name, kubernetes, detail: undefined }
    // Without any revision kubectl says so, whichever was asked for.
    if (revision === 0n || history.length === 0) {
      return { answer: { ...answer, revisions: history.map(withPods) }, problems }
    }
    const found = historyDetail(daemonSet, recorded, { revision, semantics })
    if (E.isLeft(found)) {
      const there = `revisions: ${history.map((entry) => entry.revision).join(', ')}`
      const message = `${name}: ${kubectlHistoryError(found.left)}; ${there}`
      if (found.left.code === 'NoRevision') throw notFound(message, problems)
      return { answer: undefined, asIs: '', problems, notes: [message], failed: true }
    }
    const { entry, template } = found.right
    const now = submittedTemplate(daemonSet.spec?.template, semantics)
    const nodes = podsOf(indexed, daemonSet, entry)?.map(({ spec }) => spec?.nodeName ?? '')
    const detail = { template, differences: differences(template, now), nodes }
    return { answer: { ...answer, revisions: [withPods(entry)], detail }, problems }
  },
  formats: {
    text: (found) => (found === undefined ? [] : [found.daemonSet, ...historyLines(found)]),
    json: (found, { problems }) => ({
      formatVersion: FORMAT_VERSION,
      kubernetes: found?.kubernetes,
      daemonSet: found?.daemonSet,
      ...incompleteJson(problems),
      revisions: found?.revisions,
      ...(found?.detail && {
        template: found.detail.template,
        differences: found.detail.differences,
      }),
    }),
  },
})

const podsOf = (
  indexed: Cluster,
  daemonSet: DaemonSet,
  { hash }: HistoryEntry,
): readonly Pod[] | undefined =>
  claimablePods(indexed, daemonSet)?.filter(
    ({ metadata }) =>
      isControlledBy(metadata, daemonSet.metadata?.uid ?? '') &&
      own(metadata?.labels, LABEL_REVISION_HASH) === hash,
  )

const historyLines = ({ revisions, detail, daemonSet }: History): readonly string[] => {
  const [only] = revisions
  if (only === undefined) return [KUBECTL_NO_HISTORY]
  if (detail !== undefined) return detailLines(only, detail, daemonSet)
  return table([
    ['REVISION', 'NAME', 'PODS', 'CHANGE-CAUSE'],
    ...revisions.map(({ revision, name, pods, changeCause, current }) => [
      `${revision}${current ? ' (current)' : ''}`,
      name,
      String(pods ?? '?'),
      changeCause ?? '<none>',
    ]),
  ])
}

/** What kubectl prints, and under it what else is known of the revision. */
const detailLines = (
  { revision, name, hash, current, changeCause }: Counted,
  { template, differences: found, nodes }: Detail,
  daemonSet: string,
): readonly string[] => {
  const [told, rest] = firstOf(found, MOST_TOLD)
  const called = daemonSet.slice(daemonSet.indexOf('/') + 1)
  return [
    kubectlDone('daemonset.apps', called, `with revision #${revision}`),
    ...podTemplateText(template).trimEnd().split('\n').map(tabsExpanded),
    '',
    `recorded in ${name}; its pods carry controller-revision-hash: ${hash}`,
    ...(changeCause === undefined ? [] : [`change-cause: ${changeCause}`]),
    nodes === undefined
      ? 'pods were not given, so it is not known which have it'
      : `${counted(nodes.length, 'pod')} of it${nodes.length === 0 ? '' : `: ${someOf(nodes.map(nodeText))}`}`,
    ...(current
      ? ['the current template is this one']
      : [
          `the current template differs in ${counted(found.length, 'field')} (this revision → now; what kubectl does not print above included):`,
          ...told.map(
            ({ path, before, after }) =>
              `  ${formatFieldPath(path)}: ${shortJson(before)} → ${shortJson(after)}`,
          ),
          ...(rest.length === 0 ? [] : [`  and ${rest.length} more; -o json lists all`]),
          `podfit undo ${daemonSet} --to-revision ${revision} says what going back to it does`,
        ]),
  ]
}

const MOST_TOLD = 20
const LONGEST_VALUE = 80

const nodeText = (node: string): string => (node === '' ? '(no node yet)' : node)

const shortJson = (value: unknown): string =>
  value === undefined ? 'not set' : cutText(exactJson(value), LONGEST_VALUE)

/** A line as a terminal shows its tabs. */
const tabsExpanded = (line: string): string => {
  const [first = '', ...cells] = line.split('\t')
  return cells.reduce(
    (shown, cell) => shown + ' '.repeat(8 - (shownWidth(shown) % 8)) + cell,
    first,
  )
}
