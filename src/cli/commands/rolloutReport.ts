import { nameOf, objectKey } from '../../kube/objectFacts.js'
import { attributionText, progressText } from '../../report/text/attributionText.js'
import { forecastText, updateStrategyText } from '../../report/text/forecastText.js'
import { simulationText } from '../../report/text/simulationText.js'
import { stagesText } from '../../report/text/stagesText.js'
import type { Style } from '../../report/text/style.js'
import { triggersRolloutText } from '../../report/text/impactText.js'
import type { Attribution } from '../../rollout/attributeUnavailability.js'
import type { Forecast } from '../../rollout/forecast/forecast.js'
import type { Simulation } from '../../rollout/simulation/simulate.js'
import type { StagedRollout } from '../../rollout/stages/stagedRollout.js'
import type { RolloutSubject } from './rolloutSubject.js'

/** How far a rollout has come, and how it goes on. */
export interface RolloutAnswers {
  readonly attribution: Attribution
  readonly forecast: Forecast
  readonly simulation: Simulation
  readonly staged?: StagedRollout
}

/** A rollout for people. */
export const rolloutReport = (
  { daemonSet, isNew, triggersRollout }: RolloutSubject,
  { attribution, forecast, simulation, staged }: RolloutAnswers,
  style: Style,
): readonly string[] => {
  const { progress } = attribution
  const { desired, available, updated } = numbersOf(attribution)
  const word = progress === undefined ? '' : `${progress.code}, `
  const updateStrategy =
    'updateStrategy' in forecast ? `, ${updateStrategyText(forecast.updateStrategy)}` : ''
  return [
    `${style.bold(objectKey(daemonSet))} at ${attribution.now}: ${word}${desired} desired, ${available} available, ${updated} of them updated${updateStrategy}`,
    ...(isNew ? [style.dim('· not in the cluster: rolled out as if it were created now')] : []),
    ...(triggersRollout === undefined ? [] : appliedLines(triggersRollout, style)),
    ...progressText(nameOf(daemonSet), attribution, style),
    ...section('Forecast', forecastText(forecast, style), style),
    ...section('Not available now', attributionText(attribution, style), style),
    ...(staged === undefined
      ? section('Rollout from here', simulationText(simulation, style), style)
      : section('Stages', stagesText(staged, style), style)),
  ]
}

/** How many there are, as far as that can be known. */
const numbersOf = ({
  desired,
  available,
  updated,
  unknown,
}: Attribution): Readonly<Record<'desired' | 'available' | 'updated', number | '?'>> => {
  const lacks = (...needed: readonly Attribution['unknown'][number][]): boolean =>
    needed.some((each) => unknown.includes(each))
  return {
    desired: lacks('nodes') ? '?' : desired,
    available: lacks('nodes', 'pods') ? '?' : available,
    updated: lacks('nodes', 'pods') || (available > 0 && lacks('revisions')) ? '?' : updated,
  }
}

const appliedLines = (
  triggersRollout: NonNullable<RolloutSubject['triggersRollout']>,
  style: Style,
): readonly string[] =>
  triggersRollout.code === 'No'
    ? [style.dim('· applied as if now: the template stays as it is, so no pod is replaced for it')]
    : triggersRolloutText(triggersRollout, style)

const section = (title: string, lines: readonly string[], style: Style): readonly string[] =>
  lines.length === 0
    ? []
    : ['', style.bold(title), ...lines.map((line) => (line === '' ? '' : `  ${line}`))]
