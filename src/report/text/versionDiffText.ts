import type { VersionDiff } from '../../cluster/diffVersions.js'
import { grouped } from '../../data/grouped.js'
import { outcomeWords } from './outcomeText.js'
import type { Choice } from '../../sync/choose.js'
import type {
  Create,
  Plan,
  PlannedEvent,
  PodPlan,
  RevisionChanges,
  RevisionStep,
  RollingUpdateStep,
} from '../../sync/plan.js'
import type { BeforeAfter, PlanDifference } from '../../sync/diffPlans.js'
import { STATUS_WORDS } from './planText.js'
import { CREATE_TEXT, dispositionWords } from './dispositionText.js'
import { plainStyle, type Style } from './style.js'
import { someOf } from './table.js'
import { upstreamEvent } from '../upstream/upstream.js'
import { terminalLines } from './terminalText.js'

/**
 * What a change of version changes for a DaemonSet, one line each, pods and nodes with the same change
 * together; none where nothing changes.
 *
 * @example
 * import { cluster, newestSemantics, orThrow, semanticsFor } from 'podfit'
 * import { diffVersions } from 'podfit/impact'
 * import { versionDiffText } from 'podfit/report'
 *
 * const labels = { app: 'agent' }
 * const daemonSet = {
 *   metadata: { namespace: 'a', name: 'agent', uid: 'u1' },
 *   spec: { selector: { matchLabels: labels }, template: { metadata: { labels } } },
 * }
 * const ownerReferences = [{ apiVersion: 'apps/v1', kind: 'DaemonSet', name: 'agent', uid: 'u1', controller: true }]
 * const metadata = { namespace: 'a', name: 'agent-x', labels, ownerReferences }
 * const pod = { metadata, spec: { nodeName: 'n1' }, status: { phase: 'Succeeded' } }
 * const snapshot = cluster({ nodes: [{ metadata: { name: 'n1' } }], pods: [pod], revisions: [] })
 * const from = orThrow(semanticsFor({ kubernetes: '1.21' })).semantics
 * versionDiffText(diffVersions(snapshot, daemonSet, { now: new Date(0), from, to: newestSemantics })) // => ['~ pod agent-x (n1): is kept → is deleted (it has succeeded)', '~ rolling update: not by this strategy → waits for the next pass', '~ event: Normal SucceededDaemonPod Found succeeded daemon pod a/agent-x on node n1, will try to delete it']
 *
 * @since 0.1.0
 */
export const versionDiffText = (
  change: Pick<VersionDiff, 'differences'> &
    Readonly<
      Record<'before' | 'after', Pick<Plan, 'daemonSet' | 'outcome' | 'rollingUpdate' | 'revision'>>
    >,
  style: Style = plainStyle,
): readonly string[] => {
  const lines = change.differences.flatMap((difference) => lineOf(difference, change) ?? [])
  const groups = grouped(lines, ({ about, text }) => `${about}\n${text}`)
  const told = [...groups.values()].flatMap((same) => {
    const names = same.flatMap(({ name }) => name ?? [])
    const whose = names.length === 0 ? '' : ` ${someOf(names)}`
    return same.slice(0, 1).map(({ about, text }) => `${style.warn('~')} ${about}${whose}: ${text}`)
  })
  return terminalLines(told, style)
}

type ToldPlan = Pick<Plan, 'daemonSet' | 'outcome' | 'rollingUpdate' | 'revision'>

type Told = Readonly<Record<'before' | 'after', ToldPlan>>

interface Line {
  readonly about: string
  /** Whose line it is; lines that differ in nothing else are one. */
  readonly name?: string
  readonly text: string
}

const lineOf = (difference: PlanDifference, { before, after }: Told): Line | undefined => {
  switch (difference.code) {
    case 'Outcome':
      return { about: 'the pass', text: arrow(outcomeWords(before), outcomeWords(after)) }
    case 'Node':
      return {
        about: 'node',
        name: difference.name,
        text: arrow(difference.before, difference.after),
      }
    case 'Create': {
      const text = arrow(createWords(difference.before), createWords(difference.after))
      return { about: 'creates on', name: difference.name, text }
    }
    case 'Pod': {
      const words = podChangeText(difference)
      return words && { about: 'pod', name: podName(difference), text: arrow(...words) }
    }
    case 'Choice': {
      const text = arrow(choiceWords(difference.before), choiceWords(difference.after))
      return { about: 'Kubernetes picks any', text }
    }
    case 'RollingUpdate': {
      const text = arrow(updateWords(before.rollingUpdate), updateWords(after.rollingUpdate))
      return { about: 'rolling update', text }
    }
    case 'Revision': {
      const text = arrow(revisionWords(before.revision), revisionWords(after.revision))
      return { about: 'template recorded as', text }
    }
    case 'Status':
      return {
        about: STATUS_WORDS[difference.name],
        text: arrow(difference.before, difference.after),
      }
    case 'Event':
      return eventLine(difference, after)
  }
}

const eventLine = (event: BeforeAfter<PlannedEvent>, { daemonSet }: ToldPlan): Line | undefined => {
  const line = (about: string, said: PlannedEvent | undefined): Line | undefined =>
    said && { about, text: upstreamEvent(said, daemonSet.namespace) }
  return line('event', event.after) ?? line('no more event', event.before)
}

const arrow = (before: string | number = 'unknown', after: string | number = 'unknown'): string =>
  `${before} → ${after}`

const createWords = (create: Create | undefined): string => {
  if (create === undefined) return 'no pod'
  return `${create.choice === undefined ? 'a pod' : 'perhaps a pod'} (${CREATE_TEXT[create.why]})`
}

const choiceWords = (choice: Choice | undefined): string =>
  choice === undefined ? 'nothing' : `${choice.action} ${choice.count} of ${choice.from.length}`

const updateWords = (step: RollingUpdateStep): string => {
  switch (step.code) {
    case 'Ran':
      return `maxUnavailable ${step.maxUnavailable}, maxSurge ${step.maxSurge}, ${step.spent} in use`
    case 'Waits':
      return 'waits for the next pass'
    case 'NotReached':
      return 'not reached'
    case 'OtherStrategy':
      return 'not by this strategy'
    case 'Unknown':
      return `depends on the ${step.needs}`
  }
}

const revisionWords = (step: RevisionStep): string => {
  switch (step.code) {
    case 'Current': {
      const relabels = step.relabelled.length === 0 ? [] : [`relabels ${someOf(step.relabelled)}`]
      return [`revision ${step.number} (${step.name})`, ...relabels, ...revisionChanges(step)].join(
        ', ',
      )
    }
    case 'New':
      return [`a new revision ${step.number}`, ...revisionChanges(step)].join(', ')
    case 'NotReached':
      return 'not reached'
    case 'Unknown':
      return 'unknown'
  }
}

const revisionChanges = (changes: RevisionChanges): readonly string[] => {
  const { adopted, released, labelled, deleted } = changes
  const named = { adopts: adopted, releases: released, labels: labelled, deletes: deleted }
  return Object.entries(named)
    .filter(([, names]) => names.length > 0)
    .map(([verb, names]) => `${verb} ${someOf(names)}`)
}

const podName = ({ name, before, after }: { name: string } & BeforeAfter<PodPlan>): string => {
  const node = after?.node ?? before?.node
  return node === undefined ? name : `${name} (${node})`
}

/** What of a pod differs, before and after; undefined where it is the same in words. */
export const podChangeText = ({
  before,
  after,
}: BeforeAfter<PodPlan>): readonly [string, string] | undefined => {
  const [from, to] = [podWords(before), podWords(after)]
  const differs = from.map((words, i) => words !== to[i])
  if (!differs.includes(true)) return undefined
  const said = (words: readonly string[]): string => words.filter((_, i) => differs[i]).join(', ')
  return [said(from), said(to)]
}

const podWords = (pod: PodPlan | undefined): readonly string[] =>
  pod === undefined
    ? ['not its own', 'of any age', 'is not looked at']
    : [
        pod.claim,
        pod.updated === true ? 'up to date' : pod.updated === false ? 'outdated' : 'of any age',
        dispositionWords(pod.disposition),
      ]
