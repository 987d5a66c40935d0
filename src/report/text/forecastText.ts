import type { Bounds } from '../../rollout/simulation/everyOrder.js'
import type { Forecast } from '../../rollout/forecast/forecast.js'
import type { Notice } from '../../rollout/forecast/notice.js'
import { budgetOf, type Pace } from '../../rollout/forecast/pace.js'
import type { Outcome } from '../../sync/plan.js'
import { blockersText } from './blockersText.js'
import { plainStyle, type Style } from './style.js'
import { counted, someOf } from './table.js'
import { upstreamScaleError } from '../upstream/upstream.js'

/** Why the controller does nothing, or not what a rollout needs. */
const STOPPED_TEXT: Readonly<Record<Outcome['code'], string>> = {
  Synced: 'nothing stops it',
  Failed: 'the controller fails before it looks at pods; the plan says why',
  SelectsAllPods: 'the selector is empty, so the controller does nothing',
  BeingDeleted: 'the DaemonSet is being deleted, so the controller does nothing',
  WaitsForExpectations:
    'the controller has not yet observed its earlier writes, so only the status is written',
}

type Known = Extract<Forecast, { pace: Pace }>

/**
 * A forecast in words: what the rollout comes to, what stands in its way, what would help.
 *
 * @since 0.1.0
 */
export const forecastText = (forecast: Forecast, style: Style = plainStyle): readonly string[] => {
  switch (forecast.code) {
    case 'Unknown':
      return [`${style.warn('?')} cannot be foreseen: ${forecast.needs.join(', ')} were not given`]
    case 'Stopped':
      return [`${style.bad('!')} ${STOPPED_TEXT[forecast.outcome.code]}`]
    default:
      return [
        headline(forecast, style),
        ...blockersText(forecast.blockers, style).map((line) => `  ${line}`),
        ...budgetLine(forecast, style),
        ...forecast.notices.map((notice) => `${style.warn('!')} ${noticeText(notice)}`),
      ]
  }
}

const headline = (forecast: Known, style: Style): string => {
  const { code, unfinished, pace } = forecast
  const undone = `${boundsText(unfinished)} of the nodes ${unfinished.most === 1 ? 'is' : 'are'} never done`
  switch (code) {
    case 'Done':
      return `${style.good('✓')} done: every node that should run a pod has an updated, available one`
    case 'Finishes':
      return `${style.good('✓')} gets done`
    case 'MayRest':
      return `${style.warn('!')} may come to rest before it is done, as chance will have it: ${undone}`
    case 'Rests': {
      if (pace.code === 'OnDelete') {
        return `${style.warn('·')} waits: with OnDelete, pods are replaced when somebody deletes them (${counted(unfinished.most, 'node')})`
      }
      if (pace.code === 'InvalidBudget') {
        return `${style.bad('✗')} never starts: ${upstreamScaleError(pace.fault)}`
      }
      return `${style.bad('✗')} comes to rest before it is done: ${undone}${waitingText(forecast)}`
    }
  }
}

/** How many of the candidates are never taken, though they would get done. */
const waitingText = ({ candidates, wouldSpend, neverTaken }: Known): string => {
  const sound = candidates - wouldSpend
  if (neverTaken.most === 0 || sound === 0) return ''
  const bounds = { least: neverTaken.least === candidates ? sound : 0, most: sound }
  return `, ${boundsText(bounds)} of them though nothing is wrong with them`
}

/** A number between bounds, or the one number that both are. */
export const boundsText = ({ least, most }: Bounds): string =>
  least === most ? String(least) : `${least} to ${most}`

const budgetLine = ({ budgetNeeded, pace }: Known, style: Style): readonly string[] => {
  if (budgetNeeded === undefined) return []
  const setting = pace.code === 'Surge' ? 'maxSurge' : 'maxUnavailable'
  const spenders = budgetNeeded - 1
  const why =
    budgetOf(pace) === 0
      ? 'the budget comes to 0'
      : `${counted(spenders, 'node')} ${spenders === 1 ? 'uses up one' : 'use up that many'} for ever`
  return [`  ${style.warn('→')} or set ${setting} to ${budgetNeeded}: ${why}`]
}

/** The pace of a rollout in words. */
export const paceText = (pace: Pace): string => {
  switch (pace.code) {
    case 'InPlace':
      return `RollingUpdate, maxUnavailable ${pace.maxUnavailable}`
    case 'Surge':
      return `RollingUpdate, maxSurge ${pace.maxSurge}`
    case 'OnDelete':
      return 'OnDelete'
    case 'InvalidBudget':
      return 'a budget that cannot be read'
  }
}

/** Something surprising, in words. @since 0.1.0 */
export const noticeText = (notice: Notice): string => {
  switch (notice.code) {
    case 'DesiredZero':
      return `no node should run a pod: DESIRED is 0${notice.pods === 0 ? '' : `, and ${counted(notice.pods, 'pod')} will be deleted`}`
    case 'SpecNotObserved':
      return 'the controller has not seen the newest spec: the status is of an older one'
    case 'RoundedUp':
      return `${notice.setting} ${notice.value} of ${counted(notice.of, 'node')} comes to ${notice.to}`
    case 'AllAtOnce':
      return `the budget of ${notice.budget} lets every node go at once`
    case 'OutsideBudget':
      return `replaced at once, whatever the budget says, because the old pod is not available: ${someOf(notice.nodes)}`
    case 'SurgeWithHostPorts':
      return `maxSurge wants two pods on a node, and the template takes host port ${notice.ports.join(', ')}`
    case 'ClockAhead':
      return `the node's clock is ahead, so these count as available only later: ${someOf(notice.pods)}`
  }
}
