import { asUpdated } from '../../api/asUpdated.js'
import { validateUpdateStrategy } from '../../api/validateUpdateStrategy.js'
import { objectKey } from '../../kube/objectFacts.js'
import type { Cluster } from '../../cluster/cluster.js'
import type { DaemonSet } from '../../kube/daemonSet.js'
import { rolloutRestart } from '../../kubectl/rolloutRestart.js'
import { upstreamFieldError } from '../../report/upstream/fieldErrorText.js'
import { attribute } from '../../rollout/attribution/attribute.js'
import { forecast } from '../../rollout/forecast/forecast.js'
import type { Gates } from '../../rollout/forecast/gates.js'
import type { RolloutOptions } from '../../rollout/simulation/model.js'
import { simulate } from '../../rollout/simulation/simulate.js'
import { stagedRollout, type StagedRollout } from '../../rollout/stages/stagedRollout.js'
import { EXIT, UsageError } from '../exitCode.js'
import { incompleteJson } from './incomplete.js'
import type { Options } from '../options/options.js'
import { FORMAT_VERSION, jsonText, styleFor } from './output.js'
import { rolloutReport, type Told } from './rolloutReport.js'
import { rolloutSubject } from './rolloutSubject.js'
import { labelFilter } from '../options/select.js'
import { readSnapshot, reportProblems, type Snapshot } from '../input/snapshot.js'
import type { World } from '../world.js'

/** `podfit rollout DAEMONSET`: who is unavailable and why, whether it gets done, and how. */
export const rolloutCommand = async (options: Options, world: World): Promise<number> => {
  const [wanted, ...more] = options.positionals
  if (wanted === undefined) throw new UsageError('roll out what? podfit rollout DAEMONSET -f FILE')
  if (more.length > 0) throw new UsageError(`too many arguments: ${more.join(' ')}`)
  needStages(options)
  const snapshot = await readSnapshot(options.files, world)
  const manifests = await readManifests(options, world)
  const problems = [...snapshot.problems, ...(manifests?.problems ?? [])]
  const found = rolloutSubject(snapshot, manifests, wanted, options)
  const now = options.now ?? world.now().toISOString()
  const daemonSet = asAsked(found.daemonSet, options, now)
  const refused = [...found.refused, ...refusedBudget(daemonSet, options)]
  const subject = { ...found, daemonSet, refused }
  const { isNew, triggersRollout } = subject
  const told =
    refused.length > 0
      ? undefined
      : tell(subject.around, daemonSet, options, {
          ...givenOptions(options),
          now,
          events: snapshot.objects.events ?? [],
        })
  const title = objectKey(daemonSet)
  world.stdout(
    options.output === 'json'
      ? jsonText({
          formatVersion: FORMAT_VERSION,
          now,
          kubernetes: options.kubernetes.kubernetes,
          daemonSet: title,
          isNew,
          ...incompleteJson(problems),
          refused,
          ...(triggersRollout && { triggersRollout }),
          ...told,
        })
      : rolloutReport(subject, told, problems, styleFor(options, world)),
  )
  if (subject.shadowed) {
    world.stderr(`podfit: ${title} is given as a manifest, too; --apply FILE rolls that out\n`)
  }
  const code = reportProblems(problems, world)
  if (code !== EXIT.done) return code
  return told === undefined || (options.check && stalls(told)) ? EXIT.failed : code
}

const stalls = ({ forecast: { code } }: Told): boolean => code === 'Rests' || code === 'MayRest'

/** Options that say how stages are drawn mean nothing without stages. */
const needStages = (options: Options): void => {
  const { stages, by, canary, minAvailable, maxRestarts, soak } = options
  const given = { by, canary, 'min-available': minAvailable, 'max-restarts': maxRestarts, soak }
  const [first] = Object.entries(given).find(([, value]) => value !== undefined) ?? []
  if (stages === undefined && first !== undefined) {
    throw new UsageError(
      `--${first} is about stages; give them with --stages, such as 10%,50%,100%`,
    )
  }
}

/** What the API server refuses about the budget that the options ask for. */
const refusedBudget = (
  { spec }: DaemonSet,
  { maxUnavailable, maxSurge }: Options,
): readonly string[] =>
  maxUnavailable === undefined && maxSurge === undefined
    ? []
    : validateUpdateStrategy(spec?.updateStrategy, ['spec', 'updateStrategy']).map(
        (error) => upstreamFieldError(error).text,
      )

/** What is to be applied, if anything. */
const readManifests = async (
  { apply, files }: Options,
  world: World,
): Promise<Snapshot | undefined> => {
  if (apply.length === 0) return undefined
  if (files.includes('-') && apply.includes('-')) {
    throw new UsageError('-f - and --apply -: standard input can be read only once')
  }
  return await readSnapshot(apply, world)
}

/** What the options assume of the world. */
const givenOptions = ({
  kubernetes: { semantics },
  readyAfter,
  goneAfter,
  neverReady,
}: Options): Omit<RolloutOptions, 'now'> => ({
  semantics,
  ...(readyAfter !== undefined && { readyAfter }),
  ...(goneAfter !== undefined && { goneAfter }),
  ...(neverReady && { newPods: 'neverReady' }),
})

const tell = (
  around: Cluster,
  daemonSet: DaemonSet,
  options: Options,
  given: RolloutOptions,
): Told => ({
  attribution: attribute(around, daemonSet, given),
  forecast: forecast(around, daemonSet, given),
  simulation: simulate(around, daemonSet, given),
  ...(options.stages && { staged: staged(around, daemonSet, options, options.stages, given) }),
})

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
    ...(canary !== undefined && { canary: labelFilter(canary, '--canary') }),
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
