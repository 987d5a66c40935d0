import type { Trouble } from '../../impact/trouble.js'
import { budgetOf, settingOf } from '../../rollout/forecast/updateStrategy.js'
import type { Outcome } from '../../sync/plan.js'
import { SUM_TEXT } from '../text/attributionText.js'
import { causeText, remedyText } from '../text/causeText.js'
import { CASCADE_TEXT, endlessText, notGiven, SPEC_NOT_OBSERVED } from '../text/outcomeText.js'
import { STATUS_WORDS } from '../text/planText.js'
import { reasonSummary } from '../text/reasonText.js'
import { counted, someOf } from '../text/table.js'
import { terminalText } from '../text/terminalText.js'
import { upstreamSyncError } from '../upstream/upstream.js'

/** A trouble in words. @since 0.2.0 */
export interface TroubleText {
  /** What kind of trouble it is, in a few words. */
  readonly title: string
  readonly cause: string
  /** What would help; absent where it passes by itself. */
  readonly fix?: string
}

/**
 * What is wrong with a DaemonSet, why, and what would help.
 *
 * @example
 * import { cluster } from 'podfit'
 * import { clusterHealth } from 'podfit/impact'
 * import { troubleText } from 'podfit/report'
 *
 * const daemonSets = [{ metadata: { namespace: 'a', name: 'agent', uid: 'u' }, spec: { template: {} } }]
 * const taints = [{ key: 'dedicated', effect: 'NoSchedule' }]
 * const nodes = [{ metadata: { name: 'n1' }, spec: { taints } }]
 * const { daemonSets: [agent] } = clusterHealth(cluster({ nodes, pods: [], revisions: [], daemonSets }), { now: new Date(0) })
 * agent?.troubles.map((trouble) => troubleText(trouble, 'a/agent').title) // => ['never done', 'on no node']
 *
 * @since 0.2.0
 */
export const troubleText = (trouble: Trouble, daemonSet: string): TroubleText => {
  const { title, cause, fix } = wordsOf(trouble, daemonSet)
  return {
    title,
    cause: terminalText(cause),
    ...(fix !== undefined && { fix: terminalText(fix) }),
  }
}

const wordsOf = (trouble: Trouble, daemonSet: string): TroubleText => {
  switch (trouble.code) {
    case 'ControllerStops':
      return stopText(trouble.outcome, daemonSet)
    case 'BeingDeleted': {
      const { cascade, finalizers } = trouble
      return {
        title: 'being deleted',
        cause: CASCADE_TEXT[cascade],
        ...(finalizers.length > 0 && {
          fix: `see who takes off its finalizers: ${someOf(finalizers)}`,
        }),
      }
    }
    case 'NamespaceTerminating':
      return {
        title: 'namespace goes',
        cause: `the API server refuses to create its pods, for the namespace is being deleted (${counted(trouble.nodes.length, 'node')})`,
      }
    case 'Endless':
      return {
        title: 'never done',
        cause: endlessText(trouble.why),
        fix: 'correct the selector, or the ControllerRevision',
      }
    case 'RolloutStalls':
    case 'RolloutMayStall':
      return stallText(trouble)
    case 'Unavailable':
      return unavailableText(trouble)
    case 'RunsNowhere':
      return nowhereText(trouble, daemonSet)
    case 'Misscheduled':
      return {
        title: 'misscheduled',
        cause: `${counted(trouble.pods.length, 'pod')} on nodes that are no longer eligible (${someOf(trouble.nodes, 2)}): ${trouble.reasons.map(reasonSummary).join('; ')}`,
        fix: 'delete the pods, or tolerate what keeps new ones away',
      }
    case 'NoTargetNode':
      return {
        title: 'no target node',
        cause: `the node of ${someOf(trouble.pods, 2)} cannot be determined: never counted, deleted or replaced`,
        fix: 'delete the pods',
      }
    case 'OwnerChanges':
      return ownerText(trouble)
    case 'StaleStatus':
      return staleText(trouble)
    case 'InProgress':
      return {
        title: 'in progress',
        cause: `the next pass creates ${counted(trouble.creates, 'pod')} and deletes ${trouble.deletes}${trouble.outdated === 0 ? '' : `; ${counted(trouble.outdated, 'outdated pod')}`}`,
      }
    case 'NotKnown':
      return {
        title: 'not known',
        cause: notGiven(trouble.needs),
        fix: 'give them, too',
      }
  }
}

type Of<C extends Trouble['code']> = Extract<Trouble, { readonly code: C }>

const stopText = (outcome: Of<'ControllerStops'>['outcome'], daemonSet: string): TroubleText => {
  switch (outcome.code) {
    case 'SelectsAllPods':
      return {
        title: 'selects every pod',
        cause: 'the selector is empty, so the controller does nothing',
        fix: 'make it again with a selector',
      }
    case 'WaitsForExpectations':
      return {
        title: 'waits',
        cause: 'the controller has not yet observed its earlier writes',
      }
    case 'Failed':
      return {
        title: 'controller fails',
        cause: upstreamSyncError(failedPass(outcome, daemonSet)),
        fix: 'correct the DaemonSet: the controller tries again and again',
      }
  }
}

/** As much of a pass as its error is about. */
const failedPass = (outcome: Outcome, daemonSet: string) => {
  const [namespace = '', name = ''] = daemonSet.includes('/')
    ? daemonSet.split('/')
    : ['', daemonSet]
  return { outcome, daemonSet: { namespace, name } }
}

const stallText = (trouble: Of<'RolloutStalls' | 'RolloutMayStall'>): TroubleText => {
  const { unfinished, blockers, updateStrategy, budgetNeeded, code } = trouble
  const [first] = blockers
  const alike = blockers.filter(
    ({ effect, cause }) => effect === first?.effect && cause.code === first.cause.code,
  ).length
  const { least, most } = unfinished
  const nodes = least === most ? counted(most, 'node') : `${least} to ${counted(most, 'node')}`
  const gets = code === 'RolloutStalls' && most === 1 ? 'gets' : 'get'
  const never = code === 'RolloutStalls' ? 'never' : 'may never'
  const setting = settingOf(updateStrategy)
  const budget =
    updateStrategy.code === 'InPlace' || updateStrategy.code === 'Surge'
      ? `${setting} ${budgetOf(updateStrategy)}`
      : 'the update strategy'
  const why =
    first === undefined
      ? ''
      : `; ${first.pod ?? first.node}${alike > 1 ? ` and ${alike - 1} more` : ''}: ${causeText(first.cause)}`
  return {
    title: code === 'RolloutStalls' ? 'rollout stuck' : 'may get stuck',
    cause: `${nodes} ${never} ${gets} the update within ${budget}${why}`,
    ...(first !== undefined
      ? {
          fix: `${remedyText(first.remedy)}${budgetNeeded === undefined ? '' : `, or set ${setting} to ${budgetNeeded}`}`,
        }
      : {}),
  }
}

const unavailableText = ({ cause, nodes, pods, remedy }: Of<'Unavailable'>): TroubleText => {
  const [first = ''] = pods.length > 0 ? pods : nodes
  const count = pods.length > 0 ? pods.length : nodes.length
  const where = pods.length > 0 && count === 1 ? `${first} on ${nodes[0] ?? ''}` : first
  return {
    title: SUM_TEXT[cause.code],
    cause: `${causeText(cause)} (${where}${count > 1 ? ` and ${count - 1} more` : ''})`,
    ...(remedy !== undefined && { fix: remedyText(remedy) }),
  }
}

const nowhereText = ({ why }: Of<'RunsNowhere'>, daemonSet: string): TroubleText =>
  why.length === 0
    ? { title: 'on no node', cause: 'there are no nodes' }
    : {
        title: 'on no node',
        cause: why
          .slice(0, 2)
          .map(
            ({ nodes, reasons }) =>
              `${counted(nodes, 'node')}: ${reasons.map(reasonSummary).join('; ')}`,
          )
          .join(' · '),
        fix: `podfit suggest ${daemonSet} says what to change`,
      }

const ownerText = ({ adopted, released }: Of<'OwnerChanges'>): TroubleText => {
  const names = [
    ...(['pods', 'revisions'] as const).flatMap((kind) =>
      adopted[kind].length === 0
        ? []
        : [`adopts ${kind} without an owner: ${someOf(adopted[kind], 2)}`],
    ),
    ...(['pods', 'revisions'] as const).flatMap((kind) =>
      released[kind].length === 0
        ? []
        : [`releases ${kind} that its selector no longer matches: ${someOf(released[kind], 2)}`],
    ),
  ]
  return {
    title: 'orphans',
    cause: `the next pass ${names.join(', ')}`,
    fix: 'nothing, if they are meant to be its own; otherwise change their labels',
  }
}

const staleText = ({ differences, observed }: Of<'StaleStatus'>): TroubleText => ({
  title: 'stale status',
  cause: `${observed ? 'its status disagrees with its pods and nodes' : SPEC_NOT_OBSERVED}: ${differences
    .map(({ number, recorded, computed }) => `${STATUS_WORDS[number]} ${recorded} → ${computed}`)
    .join(', ')}`,
  ...(!observed && { fix: 'see that the controller manager runs' }),
})
