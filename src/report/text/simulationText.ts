import { SECOND, toInstantOrZero } from '../../data/instant.js'
import { toInt64 } from '../../data/int64.js'
import { endlessText, unknownText } from './outcomeText.js'
import { age } from '../../kubectl/age.js'
import type { Moment, Simulation } from '../../rollout/simulation/simulate.js'
import type { Replacement, Wave } from '../../rollout/simulation/deterministicRun.js'
import { boundsText, leftText } from './forecastText.js'
import { plainStyle, type Style } from './style.js'
import { counted, someOf, table } from './table.js'
import { terminalLines } from './terminalText.js'

const MOST_WAVES = 20
const MOST_MOMENTS = 12
const BAR = 30

/**
 * A simulated rollout: its waves as a table, and how many pods are available from moment to moment.
 *
 * @example
 * import { cluster } from 'podfit'
 * import { simulationText } from 'podfit/report'
 * import { simulate } from 'podfit/rollout'
 *
 * const labels = { app: 'agent' }
 * const daemonSet = {
 *   metadata: { namespace: 'a', name: 'agent', uid: 'u1' },
 *   spec: { selector: { matchLabels: labels }, template: { metadata: { labels } } },
 * }
 * const snapshot = cluster({ nodes: [{ metadata: { name: 'n1' } }], pods: [], revisions: [] })
 * simulationText(simulate(snapshot, daemonSet, { now: new Date(0) })).slice(0, 2) // => ['WAVE  AFTER  PODS  OUTSIDE BUDGET  NODES', '1     +0s    1     0               n1']
 *
 * @since 0.1.0
 */
export const simulationText = (
  simulation: Simulation,
  style: Style = plainStyle,
): readonly string[] => {
  const lines = [
    ...waveLines(simulation, style),
    ...timeline(simulation, style),
    endText(simulation, style),
    style.dim(assumedText(simulation)),
  ]
  return terminalLines(lines, style)
}

const waveLines = ({ waves, from, end }: Simulation, style: Style): readonly string[] => {
  if (waves.length === 0) {
    return end.code === 'Unknown' ? [] : [style.dim('no waves: nothing is replaced')]
  }
  const shown = waves.length <= MOST_WAVES ? waves : waves.slice(0, MOST_WAVES - 1)
  const [head = '', ...rows] = table([
    ['WAVE', 'AFTER', 'PODS', 'OUTSIDE BUDGET', 'NODES'],
    ...shown.map((wave, i) => [
      String(i + 1),
      since(from, wave.at),
      String(wave.replaces.length),
      String(wave.replaces.filter(({ budget }) => budget === 'outside').length),
      nodesText(wave),
    ]),
  ])
  const more = waves.length - shown.length
  return [
    style.bold(head),
    ...rows,
    ...(more > 0 ? [style.dim(`and ${counted(more, 'more wave')}`)] : []),
  ]
}

/** Certain nodes by name; where Kubernetes picks any, how many of which. */
const nodesText = ({ replaces, choices }: Wave): string =>
  [
    ...choices.map(({ count, from }) => `${count} of ${counted(from.length, 'node')}`),
    ...removed(replaces),
    someOf(replaces.filter(({ choice }) => choice === undefined).map(({ node }) => node)),
  ]
    .filter((text) => text !== '')
    .join('; ')

/** How many pods are deleted without a successor. */
const removed = (replaces: readonly Replacement[]): readonly string[] => {
  const count = replaces.filter(
    ({ why }) => why === 'NotEligible' || why === 'OutdatedNotEligible',
  ).length
  return count === 0 ? [] : [`${count} not replaced`]
}

const since = (from: string, at: string): string =>
  `+${age(toInstantOrZero(from), toInstantOrZero(at))}`

/** One line for each moment at which the numbers change, evenly thinned out where there are many. */
const timeline = (simulation: Simulation, style: Style): readonly string[] => {
  const { moments, desired, from } = simulation
  const changing = moments.filter((moment, i) => !sameNumbers(moment, moments[i - 1]))
  if (changing.length <= 1 || desired === 0) return []
  const rows = thinned(changing).map(({ at, available, updated }) => [
    since(from, at),
    bar(available.least, desired),
    `${boundsText(available)} of ${desired} available`,
    `${boundsText(updated)} updated`,
  ])
  return ['', ...table(rows).map((row) => style.dim(row))]
}

const sameNumbers = (a: Moment, b: Moment | undefined): boolean =>
  b !== undefined &&
  a.available.least === b.available.least &&
  a.available.most === b.available.most &&
  a.updated.least === b.updated.least &&
  a.updated.most === b.updated.most

const thinned = (moments: readonly Moment[]): readonly Moment[] => {
  if (moments.length <= MOST_MOMENTS) return moments
  const step = (moments.length - 1) / (MOST_MOMENTS - 1)
  return Array.from({ length: MOST_MOMENTS }, (_, i) => moments[Math.round(i * step)]).filter(
    (moment) => moment !== undefined,
  )
}

const bar = (count: number, of: number): string => {
  const full = Math.round((Math.min(count, of) / of) * BAR)
  return `${'█'.repeat(full)}${'░'.repeat(BAR - full)}`
}

const endText = (simulation: Simulation, style: Style): string => {
  const { end, from, moments, exact } = simulation
  const fewest = moments.reduce(
    (least, { available }) => Math.min(least, available.least),
    Infinity,
  )
  const least = `never fewer than ${fewest} available${exact ? '' : ' in the orders that were followed'}`
  switch (end.code) {
    case 'Done':
      return `${style.good('✓')} done after ${since(from, end.at).slice(1)}, ${least}`
    case 'Stalls':
      return `${style.bad('✗')} gets stuck after ${since(from, end.at).slice(1)}, ${leftText(simulation.unfinished)} (${someOf(end.unfinished)}), ${least}`
    case 'Endless':
      return `${style.bad('✗')} ${endlessText(end.why)}`
    case 'Unfinished':
      return `${style.warn('…')} still going on after ${since(from, end.at).slice(1)}, ${least}`
    case 'Unknown':
      return unknownText(end.needs, style)
  }
}

/** Seconds as kubectl prints a span of time. */
const duration = (seconds: number): string => age(0n, toInt64(seconds) * SECOND)

const assumedText = ({ assumed }: Simulation): string => {
  const ready =
    assumed.newPods === 'becomeReady'
      ? `new pods ready after ${duration(assumed.readyAfter)}`
      : 'new pods never ready'
  const notReady =
    assumed.notReady.length === 0 ? '' : `; never ready: nodes ${someOf(assumed.notReady)}`
  return `assumed: deleted pods gone after ${duration(assumed.goneAfter)}, ${ready}${notReady}`
}
