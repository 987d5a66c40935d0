import { asUpdated } from '../api/asUpdated.js'
import { cluster, objectKey, type Cluster } from '../cluster/cluster.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import { rolloutRestart } from '../kubectl/rolloutRestart.js'
import { attributionText } from '../report/attributionText.js'
import { forecastText, paceText } from '../report/forecastText.js'
import { progressText } from '../report/progressText.js'
import { simulationText } from '../report/simulationText.js'
import { stagesText } from '../report/stagesText.js'
import type { Style } from '../report/style.js'
import { attribute, type Attribution } from '../rollout/attribute.js'
import { forecast, type Forecast } from '../rollout/forecast.js'
import type { Gates } from '../rollout/gates.js'
import type { RolloutOptions } from '../rollout/model.js'
import { simulate, type Simulation } from '../rollout/simulate.js'
import { stagedRollout, type StagedRollout } from '../rollout/stagedRollout.js'
import { asServed } from './asServed.js'
import { EXIT, UsageError } from './exitCode.js'
import { incompleteJson } from './incomplete.js'
import type { Options } from './options.js'
import { FORMAT_VERSION, jsonText, styleFor } from './output.js'
import { findDaemonSet, labelFilter } from './select.js'
import { readSnapshot, reportProblems } from './snapshot.js'
import type { World } from './world.js'

/** What is said of a rollout. */
interface Told {
  readonly attribution: Attribution
  readonly forecast: Forecast
  readonly simulation: Simulation
  readonly staged?: StagedRollout
}

/** `podfit rollout DAEMONSET`: who is unavailable and why, whether it gets done, and how. */
export const rolloutCommand = async (options: Options, world: World): Promise<number> => {
  const [wanted, ...more] = options.positionals
  if (wanted === undefined) throw new UsageError('roll out what? podfit rollout DAEMONSET -f FILE')
  if (more.length > 0) throw new UsageError(`too many arguments: ${more.join(' ')}`)
  const snapshot = await readSnapshot(options.files, world)
  const { served } = asServed(snapshot.objects.daemonSets ?? [], options.kubernetes.semantics)
  const known = served.map(({ daemonSet }) => daemonSet)
  const found = findDaemonSet(known, wanted, options.namespace, snapshot.problems)
  const now = options.now ?? world.now().toISOString()
  const daemonSet = asAsked(found, options, now)
  const indexed = cluster(snapshot.objects)
  const { readyAfter, goneAfter } = options
  const { kubernetes, semantics } = options.kubernetes
  const given: RolloutOptions = {
    now,
    semantics,
    events: snapshot.objects.events ?? [],
    ...(readyAfter !== undefined && { readyAfter }),
    ...(goneAfter !== undefined && { goneAfter }),
    ...(options.neverReady && { newPods: 'neverReady' }),
  }
  const told: Told = {
    attribution: attribute(indexed, daemonSet, given),
    forecast: forecast(indexed, daemonSet, given),
    simulation: simulate(indexed, daemonSet, given),
    ...(options.stages && { staged: staged(indexed, daemonSet, options, options.stages, given) }),
  }
  const title = objectKey(daemonSet)
  world.stdout(
    options.output === 'json'
      ? jsonText({
          formatVersion: FORMAT_VERSION,
          now,
          kubernetes,
          daemonSet: title,
          ...incompleteJson(snapshot.problems),
          ...told,
        })
      : report(title, daemonSet, told, styleFor(options, world)),
  )
  const code = reportProblems(snapshot.problems, world)
  const stalls = told.forecast.code === 'Rests' || told.forecast.code === 'MayRest'
  return code === EXIT.done && options.check && stalls ? EXIT.failed : code
}

/** The stages that the options ask for. */
const staged = (
  indexed: Cluster,
  daemonSet: DaemonSet,
  options: Options,
  stages: readonly (number | string)[],
  given: RolloutOptions,
): StagedRollout => {
  const { by, canary, minAvailable, maxRestarts, soak } = options
  const gates: Gates = {
    ...(minAvailable !== undefined && { minAvailable }),
    ...(maxRestarts !== undefined && { maxRestarts }),
    ...(soak !== undefined && { soakSeconds: soak }),
  }
  return stagedRollout(indexed, daemonSet, {
    ...given,
    stages,
    gates,
    ...(by !== undefined && { by }),
    ...(canary !== undefined && { canary: labelFilter(canary) }),
  })
}

/** The DaemonSet, restarted or with another budget where the options say so. */
const asAsked = (found: DaemonSet, options: Options, now: string): DaemonSet => {
  const restarted = options.restart ? asUpdated(rolloutRestart(found, now), found) : found
  const { maxSurge, maxUnavailable } = options
  if (maxSurge === undefined && maxUnavailable === undefined) return restarted
  const rollingUpdate = { maxSurge: maxSurge ?? 0, maxUnavailable: maxUnavailable ?? 0 }
  const updateStrategy = { type: 'RollingUpdate', rollingUpdate }
  return asUpdated({ ...restarted, spec: { ...restarted.spec, updateStrategy } }, restarted)
}

const report = (
  title: string,
  daemonSet: DaemonSet,
  { attribution, forecast: foreseen, simulation, staged: inStages }: Told,
  style: Style,
): string => {
  const { desired, available, updated, progress } = attribution
  const word = progress === undefined ? '' : `${progress.word}, `
  const pace = 'pace' in foreseen ? `, ${paceText(foreseen.pace)}` : ''
  const lines = [
    `${style.bold(title)} at ${attribution.now}: ${word}${desired} desired, ${available} available, ${updated} of them updated${pace}`,
    ...progressText(daemonSet.metadata?.name ?? '', attribution, style),
    ...section('Outlook', forecastText(foreseen, style), style),
    ...section('Not available now', attributionText(attribution, style), style),
    ...(inStages === undefined
      ? section('Rollout from here', simulationText(simulation, style), style)
      : section('Stages', stagesText(inStages, style), style)),
  ]
  return `${lines.join('\n')}\n`
}

const section = (title: string, lines: readonly string[], style: Style): readonly string[] =>
  lines.length === 0
    ? []
    : ['', style.bold(title), ...lines.map((line) => (line === '' ? '' : `  ${line}`))]
