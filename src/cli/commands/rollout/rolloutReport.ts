import { nameOf, objectKey } from '../../../kube/objectFacts.js'
import { deployReadyText } from '../../../report/upstream/deployToolText.js'
import { attributionText, progressText } from '../../../report/text/attributionText.js'
import { forecastText, updateStrategyText } from '../../../report/text/forecastText.js'
import { simulationText } from '../../../report/text/simulationText.js'
import { stagesText } from '../../../report/text/stagesText.js'
import { markdownItems, markdownText } from '../../../report/formats/markdown.js'
import { plainStyle, type Style } from '../../../report/text/style.js'
import { triggersRolloutText } from '../../../report/text/impactText.js'
import type { Attribution } from '../../../rollout/attributeUnavailability.js'
import type { DeployReadiness } from '../../../rollout/deployReady.js'
import type { Forecast } from '../../../rollout/forecast/forecast.js'
import type { Simulation } from '../../../rollout/simulation/simulate.js'
import type { StagedRollout } from '../../../rollout/stages/stagedRollout.js'
import type { RolloutSubject } from './rolloutSubject.js'

/** How far a rollout has come, and how it goes on. */
export interface RolloutAnswers {
  readonly attribution: Attribution
  readonly forecast: Forecast
  readonly deployReady: DeployReadiness
  readonly simulation: Simulation
  readonly staged?: StagedRollout
}

/** A rollout for people. */
export const rolloutReport = (
  subject: RolloutSubject,
  answers: RolloutAnswers,
  style: Style,
): readonly string[] => [
  `${style.bold(objectKey(subject.daemonSet))}${numbersText(answers)}`,
  ...aboutLines(subject, answers, style),
  ...partsOf(answers, style).flatMap(([title, lines]) =>
    lines.length === 0
      ? []
      : ['', style.bold(title), ...lines.map((line) => (line === '' ? '' : `  ${line}`))],
  ),
]

/** The same in Markdown; how it ends stands with the numbers. */
export const rolloutMarkdown = (
  subject: RolloutSubject,
  answers: RolloutAnswers,
): readonly string[] => {
  const [[, forecastLines] = ['', []], ...parts] = partsOf(answers, plainStyle)
  const [first = '', ...more] = forecastLines
  const headline = `${objectKey(subject.daemonSet)}${numbersText(answers)}. ${first.trim()}`
  return [
    `**${markdownText(headline)}**`,
    '',
    ...markdownItems([...aboutLines(subject, answers, plainStyle), ...more]),
    ...parts.flatMap(([title, lines]) =>
      lines.length === 0 ? [] : ['', `### ${title}`, '', ...markdownItems(lines.filter(isTold))],
    ),
  ]
}

const isTold = (line: string): boolean => line.trim() !== ''

/** How many there are, and how they are replaced. */
const numbersText = ({ attribution, forecast }: RolloutAnswers): string => {
  const { progress } = attribution
  const { desired, available, updated } = numbersOf(attribution)
  const word =
    forecast.code === 'Stopped' && forecast.outcome.code === 'BeingDeleted'
      ? 'being deleted, '
      : progress === undefined
        ? ''
        : `${progress.code}, `
  const updateStrategy =
    'updateStrategy' in forecast ? `, ${updateStrategyText(forecast.updateStrategy)}` : ''
  return ` at ${attribution.now}: ${word}${desired} desired, ${available} available, ${updated} of them updated${updateStrategy}`
}

const aboutLines = (
  { daemonSet, isNew, triggersRollout }: RolloutSubject,
  { attribution, deployReady }: RolloutAnswers,
  style: Style,
): readonly string[] => [
  ...(isNew ? [style.dim('· not in the cluster: rolled out as if it were created now')] : []),
  ...(triggersRollout === undefined ? [] : appliedLines(triggersRollout, style)),
  ...progressText(nameOf(daemonSet), attribution, style),
  ...deployReadyText(deployReady, daemonSet).map((line) => style.dim(line)),
]

/** What is told of a rollout, part by part. */
const partsOf = (
  { attribution, forecast, simulation, staged }: RolloutAnswers,
  style: Style,
): readonly (readonly [title: string, lines: readonly string[]])[] => [
  ['Forecast', forecastText(forecast, style)],
  ['Not available now', attributionText(attribution, style)],
  staged === undefined
    ? ['Rollout from here', forecast.code === 'Stopped' ? [] : simulationText(simulation, style)]
    : ['Stages', stagesText(staged, style)],
]

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
