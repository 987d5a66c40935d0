import { endlessText, SPEC_NOT_OBSERVED, stoppedText, unknownText } from './outcomeText.js'
import type { Bounds, Forecast } from '../../rollout/forecast/forecast.js'
import type { Notice } from '../../rollout/forecast/notice.js'
import { budgetOf, settingOf, type UpdateStrategy } from '../../rollout/forecast/updateStrategy.js'
import { FIT_NEEDS } from '../overview/fitText.js'
import { plainStyle, type Style } from './style.js'
import { counted, someOf, firstOf } from './table.js'
import { upstreamScaleError } from '../upstream/upstream.js'
import { terminalLines, terminalText } from './terminalText.js'
import { grouped } from '../../data/grouped.js'
import type { Blocker } from '../../rollout/forecast/blocker.js'
import { causeText, effectText, remedyText } from './causeText.js'

type Known = Extract<Forecast, { updateStrategy: UpdateStrategy }>

/**
 * A forecast in words: whether the rollout completes, what blocks it, what would help.
 *
 * @example
 * import { cluster } from 'podfit'
 * import { forecastText } from 'podfit/report'
 * import { forecast } from 'podfit/rollout'
 *
 * const metadata = { namespace: 'a', name: 'agent', uid: 'u1' }
 * const daemonSet = { metadata, spec: { selector: { matchLabels: { app: 'agent' } }, template: {} } }
 * forecastText(forecast(cluster({}), daemonSet, { now: new Date(0) })) // => ['? not known: nodes, pods, revisions were not given']
 *
 * @since 0.1.0
 */
export const forecastText = (forecast: Forecast, style: Style = plainStyle): readonly string[] =>
  terminalLines(forecastLines(forecast, style), style)

const forecastLines = (forecast: Forecast, style: Style): readonly string[] => {
  switch (forecast.code) {
    case 'Unknown':
      return [unknownText(forecast.needs, style)]
    case 'Stopped':
      return [`${style.bad('!')} ${stoppedText(forecast.outcome)}`]
    case 'Endless':
      return [`${style.bad('✗')} ${endlessText(forecast.why)}`]
    default:
      return [
        headline(forecast, style),
        ...blockersText(forecast.blockers, forecast.updateStrategy, style).map(
          (line) => `  ${line}`,
        ),
        ...budgetLine(forecast, style),
        ...forecast.notices.map(
          (notice) =>
            `${style.warn('!')} ${noticeText(notice, settingOf(forecast.updateStrategy))}`,
        ),
      ]
  }
}

const headline = (forecast: Known, style: Style): string => {
  const { code, unfinished, updateStrategy } = forecast
  const left = leftText(unfinished)
  switch (code) {
    case 'Done':
      return `${style.good('✓')} done: every node that should run a pod has an updated, available one`
    case 'Completes':
      return `${style.good('✓')} completes`
    case 'MayStall':
      return `${style.warn('!')} may get stuck, depending on which nodes Kubernetes picks first: ${left}`
    case 'Stalls': {
      if (updateStrategy.code === 'OnDelete') {
        return `${style.warn('·')} waits: with OnDelete, pods are replaced when somebody deletes them (${counted(unfinished.most, 'node')})`
      }
      if (updateStrategy.code === 'InvalidBudget') {
        return `${style.bad('✗')} never starts: ${upstreamScaleError(updateStrategy.fault)}`
      }
      return `${style.bad('✗')} gets stuck: ${left}${healthyText(forecast)}`
    }
  }
}

/** How many of the candidates are never picked, though they would get the update. */
const healthyText = ({ candidates, budgetAtRisk, neverPicked }: Known): string => {
  const healthy = candidates - budgetAtRisk
  if (neverPicked.most === 0 || healthy === 0) return ''
  const bounds = { least: neverPicked.least === candidates ? healthy : 0, most: healthy }
  return `, ${boundsText(bounds)} of them though nothing is wrong with them`
}

/** How many nodes never get the update. */
export const leftText = (unfinished: Bounds): string =>
  `${boundsText(unfinished)} ${unfinished.most === 1 ? 'node never gets' : 'nodes never get'} the update`

/** A number between bounds, or the one number that both are. */
export const boundsText = ({ least, most }: Bounds): string =>
  least === most ? String(least) : `${least} to ${most}`

const budgetLine = ({ budgetNeeded, updateStrategy }: Known, style: Style): readonly string[] => {
  if (budgetNeeded === undefined) return []
  const setting = settingOf(updateStrategy)
  const counting = budgetNeeded - 1
  const why =
    budgetOf(updateStrategy) === 0
      ? `${setting} comes to 0`
      : `${counted(counting, 'node')} always ${counting === 1 ? 'counts' : 'count'} against it`
  return [`  ${style.warn('→')} or set ${setting} to ${budgetNeeded}: ${why}`]
}

/** How a rollout replaces pods, in words. */
export const updateStrategyText = (strategy: UpdateStrategy): string => {
  switch (strategy.code) {
    case 'InPlace':
      return `RollingUpdate, maxUnavailable ${strategy.maxUnavailable}`
    case 'Surge':
      return `RollingUpdate, maxSurge ${strategy.maxSurge}`
    case 'OnDelete':
      return 'OnDelete'
    case 'InvalidBudget':
      return 'a budget that cannot be read'
  }
}

/**
 * Something surprising, in words.
 *
 * @example
 * import { noticeText } from 'podfit/report'
 *
 * noticeText({ code: 'AllAtOnce', budget: 3 }) // => 'a budget of 3 lets every node be updated at once'
 *
 * @since 0.1.0
 */
export const noticeText = (
  notice: Notice,
  setting: 'maxUnavailable' | 'maxSurge' = 'maxUnavailable',
): string => terminalText(noticeWords(notice, setting))

const noticeWords = (notice: Notice, setting: 'maxUnavailable' | 'maxSurge'): string => {
  switch (notice.code) {
    case 'DesiredZero':
      return `no node should run a pod: DESIRED is 0${notice.pods === 0 ? '' : `, and ${counted(notice.pods, 'pod')} will be deleted`}`
    case 'SpecNotObserved':
      return SPEC_NOT_OBSERVED
    case 'RoundedUp':
      return `${notice.setting} ${notice.value} of ${counted(notice.of, 'node')} comes to ${notice.to}`
    case 'AllAtOnce':
      return `a budget of ${notice.budget} lets every node be updated at once`
    case 'OutsideBudget':
      return `outdated and unavailable, so replaced regardless of ${setting}: ${someOf(notice.nodes)}`
    case 'SurgeWithHostPorts':
      return `maxSurge puts two pods on a node, and the template takes host port ${notice.ports.join(', ')}`
    case 'FitNotKnown':
      return `whether new pods fit is not known on ${counted(notice.nodes.length, 'node')} (taken to): ${notice.needs.map((what) => FIT_NEEDS[what]).join('; ')}`
    case 'ClockAhead':
      return `the node's clock is ahead, so these count as available only later: ${someOf(notice.pods)}`
  }
}

/** So many of the same cause are listed one by one. */
const EACH = 3

/** What blocks a rollout and what would help, those of one kind together. */
export const blockersText = (
  blockers: readonly Blocker[],
  strategy: UpdateStrategy,
  style: Style,
): readonly string[] => {
  const setting = settingOf(strategy)
  return [...grouped(blockers, ({ effect, cause }) => `${effect} ${cause.code}`).values()].flatMap(
    (alike) => {
      const [listed, rest] = firstOf(alike, EACH)
      return [
        ...listed.flatMap((blocker) => blockerLines(blocker, setting, style)),
        ...restLines(rest, style),
      ]
    },
  )
}

const blockerLines = (
  blocker: Blocker,
  setting: 'maxUnavailable' | 'maxSurge',
  style: Style,
): readonly string[] => {
  const subject = blocker.pod === undefined ? blocker.node : `${blocker.pod} on ${blocker.node}`
  const effect = style.dim(`(${effectText(blocker.effect, setting)})`)
  return [
    `${style.bad('-')} ${subject}: ${causeText(blocker.cause)} ${effect}`,
    `    → ${remedyText(blocker.remedy)}`,
  ]
}

const restLines = (rest: readonly Blocker[], style: Style): readonly string[] =>
  rest.length === 0
    ? []
    : [
        `${style.bad('-')} the same on ${counted(rest.length, 'more node')}: ${someOf(rest.map(({ node }) => node))}`,
      ]
