import type { Cluster } from '../../../cluster/cluster.js'
import type { DaemonSet } from '../../../kube/daemonSet.js'
import { objectKey } from '../../../kube/objectFacts.js'
import type { Semantics } from '../../../kube/semantics.js'
import { attributeUnavailability } from '../../../rollout/attributeUnavailability.js'
import { deployReady } from '../../../rollout/deployReady.js'
import { forecast } from '../../../rollout/forecast/forecast.js'
import type { RolloutOptions } from '../../../rollout/forecast/model.js'
import { simulate } from '../../../rollout/simulation/simulate.js'
import { UsageError } from '../../exitCode.js'
import { command } from '../../frame/command.js'
import { FORMAT_VERSION } from '../../frame/formats.js'
import { type Input } from '../../input/files.js'
import { incompleteJson } from '../../input/problem.js'
import { PODS_THERE, takeIn, type Desk, type Taken, type TakeOptions } from '../../input/takeIn.js'
import { DAEMON_SET, FILES, NAMESPACE, NO_PODS, NOW } from '../../options/commonOptions.js'
import { KUBERNETES } from '../../options/kubernetesOption.js'
import { switchOption, textsOption, valueOption } from '../../options/option.js'
import { secondsOption } from '../../options/optionValues.js'
import { currentTime } from '../../world.js'
import { rolloutMarkdown, rolloutReport, type RolloutAnswers } from './rolloutReport.js'
import { withInput } from '../overview/overviewInput.js'
import { rolloutSubject } from './rolloutSubject.js'
import { CHANGES, asAsked, asEdited, patchText, refuseBudget } from './rolloutChanges.js'
import { STAGES, needStages, staged, type StageOptions } from './rolloutStages.js'

/** What is assumed of the cluster. */
interface Assumptions {
  readonly semantics: Semantics
  readonly readyAfter: number | undefined
  readonly goneAfter: number | undefined
  readonly neverReady: boolean
}

const ASSUMPTIONS = {
  readyAfter: valueOption(
    {
      name: 'ready-after',
      value: 'DURATION',
      text: 'how long a new pod takes to be ready (10s unless given)',
    },
    secondsOption,
  ),
  goneAfter: valueOption(
    {
      name: 'gone-after',
      value: 'DURATION',
      text: 'how long a deleted pod takes to be gone (10s unless given)',
    },
    secondsOption,
  ),
  neverReady: switchOption({ name: 'never-ready', text: 'as if new pods never became ready' }),
}

/** `podfit rollout DAEMONSET`: which pods are unavailable and why, whether it completes, and how. */
export const rolloutCommand = command({
  name: 'rollout',
  summary: 'which pods are unavailable and why, and whether a rollout completes',
  about: ['With events in the input, also what refuses to create pods.'],
  arguments: { wanted: DAEMON_SET },
  options: {
    files: FILES,
    noPods: NO_PODS,
    namespace: NAMESPACE,
    now: NOW,
    apply: textsOption({
      name: 'apply',
      value: 'FILE',
      text: 'as if its manifest in the file (or directory, or -) were applied now',
      files: true,
    }),
    ...CHANGES,
    ...ASSUMPTIONS,
    check: switchOption({ name: 'check', text: 'exit with 1 when it gets stuck' }),
    ...STAGES,
    kubernetes: KUBERNETES,
  },
  examples: [
    { line: 'podfit rollout logging/agent -f cluster.json', text: 'is it stuck, and on what' },
    {
      line: 'podfit rollout ds/agent -f cluster.json --set-image agent=agent:2',
      text: 'how the rollout of another image goes',
    },
    {
      line: 'podfit rollout logging/agent -f cluster.json --apply new.yaml --check',
      text: 'for CI: exit code 1 when rolling out the manifest gets stuck',
    },
    {
      line: 'podfit rollout logging/agent -f cluster.json --restart --stages 10%,50%,100% --by zone',
      text: 'in three stages, zone by zone',
    },
  ],
  run: async ({ wanted, files, noPods, namespace, apply, check, ...given }, world) => {
    needStages(given)
    const { kubernetes, semantics } = given.kubernetes
    const asked = { namespace, wanted, kubernetes: given.kubernetes }
    const snapshot = await takeIn(files, world, { ...asked, noPods })
    const manifests = await takeManifests(apply, files, world, {
      ...asked,
      before: snapshot.objects,
      sent: true,
    })
    const found = rolloutSubject(snapshot, manifests, wanted, {
      namespace,
      kubernetes: given.kubernetes,
    })
    const now = given.now ?? currentTime(world)
    const patch = await patchText(given, [...files, ...apply], world)
    const edited = await asEdited(found, { ...given, patch }, { snapshot, desk: world })
    const daemonSet = asAsked(edited.daemonSet, given, { now, semantics })
    refuseBudget(snapshot, daemonSet, given, { desk: world, semantics })
    const subject = { ...edited, daemonSet }
    const progress = answersOf(subject.around, daemonSet, given, {
      ...assumptionsOf({ ...given, semantics }),
      now,
      events: snapshot.objects.events ?? [],
    })
    return {
      answer: { now, kubernetes, subject, progress },
      unchecked: uncheckedOf(progress, check),
      failed: check && stalls(progress),
    }
  },
  formats: {
    text: ({ subject, progress }, { style }) => rolloutReport(subject, progress, style),
    json: ({ now, kubernetes, subject, progress }, { problems }) => ({
      formatVersion: FORMAT_VERSION,
      now,
      kubernetes,
      daemonSet: objectKey(subject.daemonSet),
      isNew: subject.isNew,
      ...incompleteJson(problems),
      ...(subject.triggersRollout && { triggersRollout: subject.triggersRollout }),
      ...progress,
    }),
    markdown: ({ subject, progress }, { said }) =>
      withInput(rolloutMarkdown(subject, progress), said),
  },
})

/** Without nodes or pods there is nothing to follow; without revisions a check has nothing to go by. */
const uncheckedOf = (
  { attribution: { unknown }, forecast: { code } }: RolloutAnswers,
  check: boolean,
): readonly string[] => [
  ...(unknown.includes('nodes') ? ['where pods should run, for nodes were not given'] : []),
  ...(unknown.includes('pods') ? [`${PODS_THERE}, for pods were not given`] : []),
  ...(check && code === 'Unknown'
    ? [`whether the rollout completes, for ${unknown.join(', ')} were not given`]
    : []),
]

const stalls = ({ forecast: { code } }: RolloutAnswers): boolean =>
  ['Stalls', 'MayStall', 'Endless'].includes(code)

/** What is to be applied, if anything. */
const takeManifests = async (
  apply: readonly string[],
  files: readonly Input[],
  desk: Desk,
  options: TakeOptions,
): Promise<Taken | undefined> => {
  if (apply.length === 0) return undefined
  if (files.includes('-') && apply.includes('-')) {
    throw new UsageError('-f - and --apply -: standard input can be read only once')
  }
  return await takeIn(apply, desk, options)
}

/** The assumptions as the simulation takes them. */
const assumptionsOf = ({
  semantics,
  readyAfter,
  goneAfter,
  neverReady,
}: Assumptions): Omit<RolloutOptions, 'now'> => ({
  semantics,
  ...(readyAfter !== undefined && { readyAfter }),
  ...(goneAfter !== undefined && { goneAfter }),
  ...(neverReady && { newPods: 'neverReady' }),
})

const answersOf = (
  around: Cluster,
  daemonSet: DaemonSet,
  options: StageOptions,
  given: RolloutOptions,
): RolloutAnswers => ({
  attribution: attributeUnavailability(around, daemonSet, given),
  forecast: forecast(around, daemonSet, given),
  deployReady: deployReady(daemonSet),
  simulation: simulate(around, daemonSet, given),
  ...(options.stages && { staged: staged(around, daemonSet, options, options.stages, given) }),
})
