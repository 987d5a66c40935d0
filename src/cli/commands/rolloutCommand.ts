import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import { asUpdated } from '../../api/asUpdated.js'
import { validateUpdateStrategy } from '../../api/validateUpdateStrategy.js'
import type { Cluster } from '../../cluster/cluster.js'
import type { InstantText } from '../../data/instant.js'
import type { DaemonSet } from '../../kube/daemonSet.js'
import { asApplied } from '../../impact/asApplied.js'
import { triggersRollout } from '../../impact/triggersRollout.js'
import type { IntakeIssue } from '../../intake/intakeIssue.js'
import { objectKey } from '../../kube/objectFacts.js'
import type { Semantics } from '../../kube/semantics.js'
import type { KubernetesSemantics } from '../../kube/semanticsFor.js'
import type { PatchType } from '../../kubectl/patchObject.js'
import { rolloutRestart } from '../../kubectl/rolloutRestart.js'
import { updateIssueText } from '../../report/text/whatIfText.js'
import { KUBECTL_TWO_PATCHES } from '../../report/upstream/kubectlText.js'
import { attributeUnavailability } from '../../rollout/attributeUnavailability.js'
import { deployReady } from '../../rollout/deployReady.js'
import { forecast } from '../../rollout/forecast/forecast.js'
import type { RolloutOptions } from '../../rollout/forecast/model.js'
import { simulate } from '../../rollout/simulation/simulate.js'
import type { StageGates } from '../../rollout/stages/gates.js'
import { stagedRollout, type StagedRollout } from '../../rollout/stages/stagedRollout.js'
import { NothingLeft, UsageError } from '../exitCode.js'
import { command } from '../frame/command.js'
import { FORMAT_VERSION } from '../frame/formats.js'
import { imagesIn, PATCH_TYPES, updateOf, type DaemonSetEdit } from '../input/daemonSetUpdate.js'
import { sources, textOf, type Input } from '../input/files.js'
import { systemMessage } from '../systemMessage.js'
import { incompleteJson } from '../input/problem.js'
import {
  PODS_THERE,
  saying,
  takeIn,
  type Desk,
  type Taken,
  type TakeOptions,
} from '../input/takeIn.js'
import { DAEMON_SET, FILES, NAMESPACE, NO_PODS, NOW } from '../options/commonOptions.js'
import { KUBERNETES } from '../options/kubernetesOption.js'
import {
  choiceOption,
  switchOption,
  textOption,
  textsOption,
  valueOption,
} from '../options/option.js'
import { amountOption, countOption, secondsOption, stagesOption } from '../options/optionValues.js'
import { labelFilter } from '../options/select.js'
import { currentTime, type World } from '../world.js'
import { rolloutMarkdown, rolloutReport, type RolloutAnswers } from './rolloutReport.js'
import { withInput } from './overview/overviewInput.js'
import { rolloutSubject, type RolloutSubject } from './rolloutSubject.js'

/** How a rollout is drawn in stages. */
interface StageOptions {
  readonly stages?: readonly (number | string)[] | undefined
  readonly by?: string | undefined
  readonly canary?: string | undefined
  readonly minAvailable?: number | string | undefined
  readonly maxRestarts?: number | undefined
  readonly soak?: number | undefined
}

/** What stands in place of what the DaemonSet says. */
interface Changes {
  readonly setImage: readonly string[]
  readonly patch: string | undefined
  readonly patchFile: string | undefined
  readonly patchType: PatchType | undefined
  readonly restart: boolean
  readonly maxUnavailable: number | string | undefined
  readonly maxSurge: number | string | undefined
}

/** What is assumed of the cluster. */
interface Assumptions {
  readonly semantics: Semantics
  readonly readyAfter: number | undefined
  readonly goneAfter: number | undefined
  readonly neverReady: boolean
}

const CHANGES = {
  setImage: textsOption({
    name: 'set-image',
    value: 'CONTAINER=IMAGE',
    text: 'as if kubectl set image were run now; * is every container',
  }),
  patch: textOption({
    name: 'patch',
    value: 'PATCH',
    text: 'as if kubectl patch were run now; JSON or YAML',
  }),
  patchFile: textOption({
    name: 'patch-file',
    value: 'FILE',
    text: 'the same with the patch in a file',
    files: true,
  }),
  patchType: choiceOption(
    {
      name: 'type',
      value: 'TYPE',
      choices: PATCH_TYPES,
      text: 'how the patch is written: strategic (unless given), merge or json',
    },
    undefined,
  ),
  restart: switchOption({
    name: 'restart',
    text: 'as if kubectl rollout restart were run now',
  }),
  maxUnavailable: valueOption(
    {
      name: 'max-unavailable',
      value: 'N',
      text: 'as if this were the budget (a number or a percentage)',
    },
    amountOption,
  ),
  maxSurge: valueOption(
    { name: 'max-surge', value: 'N', text: 'the same with maxSurge' },
    amountOption,
  ),
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

const STAGES = {
  stages: valueOption(
    {
      name: 'stages',
      value: 'LIST',
      text: 'in stages, such as 10%,30%,50%,100%: which nodes, and which pods go now',
    },
    stagesOption,
  ),
  by: textOption({
    name: 'by',
    value: 'LABEL',
    text: 'stages never mix two values of this node label, such as the zone',
  }),
  canary: textOption({
    name: 'canary',
    value: 'LABELS',
    text: 'the nodes with these labels are the first stage',
  }),
  minAvailable: valueOption(
    {
      name: 'min-available',
      value: 'N',
      text: 'stages wait while fewer nodes (a number or a percentage) are served',
    },
    amountOption,
  ),
  maxRestarts: valueOption(
    {
      name: 'max-restarts',
      value: 'N',
      text: 'stages wait while an updated pod has restarted more often',
    },
    countOption,
  ),
  soak: valueOption(
    {
      name: 'soak',
      value: 'DURATION',
      text: 'a stage begins once updated pods have been ready for so long, such as 10m',
    },
    secondsOption,
  ),
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

/** The patch that is given, or that stands in a file. */
const patchText = async (
  { patch, patchFile }: Pick<Changes, 'patch' | 'patchFile'>,
  others: readonly Input[],
  world: World,
): Promise<string | undefined> => {
  if (patchFile === undefined) return patch
  if (patch !== undefined) throw new UsageError(KUBECTL_TWO_PATCHES)
  if (patchFile === '-' && others.includes('-')) {
    throw new UsageError('-f - and --patch-file -: standard input can be read only once')
  }
  const texts = await Promise.all(
    (await sources([patchFile], world)).map(async (source) => await textOf(source)),
  ).catch((error: unknown) => {
    if (error instanceof UsageError) throw error
    throw new UsageError(`${patchFile}: ${systemMessage(error)}`)
  })
  const [text = '', ...more] = texts
  if (more.length === 0) return text
  throw new UsageError(`--patch-file ${patchFile}: expected one file, found ${texts.length}`)
}

/** The DaemonSet as kubectl's edits leave it. What is refused about them is refused as if it stood in a manifest. */
const asEdited = async (
  subject: RolloutSubject,
  given: Pick<Changes, 'setImage' | 'patch' | 'patchFile' | 'patchType'> & {
    readonly kubernetes: KubernetesSemantics
  },
  { snapshot, desk }: { readonly snapshot: Taken; readonly desk: Desk },
): Promise<RolloutSubject> => {
  const before = subject.daemonSet
  const { semantics } = given.kubernetes
  let daemonSet = before
  for (const edit of editsIn(given)) {
    const around = {
      daemonSets: new Map([[objectKey(daemonSet), daemonSet]]),
      pods: subject.around.pods,
    }
    const update = await updateOf(edit, {
      cluster: around,
      kubernetes: given.kubernetes,
      file: given.patchFile,
      warn: (issues) => desk.took(saying(snapshot, issues)),
    })
    const { daemonSet: updated, issues } = update(daemonSet)
    const refused = issues.flatMap((issue) => ('subject' in issue ? [issue] : []))
    if (refused.length > 0) refuse(snapshot, before, refused, desk)
    if (issues.length > 0 || updated === undefined) {
      const flag = edit.code === 'Patch' ? (given.patchFile ?? '--patch') : '--set-image'
      throw new UsageError(`${flag}: ${issues.map(updateIssueText).join('; ')}`)
    }
    daemonSet = asApplied(daemonSet, updated, { semantics })
  }
  if (daemonSet === before || subject.isNew) return { ...subject, daemonSet }
  const triggered = triggersRollout(before, daemonSet, { semantics })
  return { ...subject, daemonSet, triggersRollout: triggered }
}

const editsIn = ({
  setImage,
  patch,
  patchType,
}: Pick<Changes, 'setImage' | 'patch' | 'patchType'>): readonly DaemonSetEdit[] => {
  if (patchType !== undefined && patch === undefined) {
    throw new UsageError('--type is about --patch and --patch-file; give the patch')
  }
  return [
    ...(setImage.length === 0 ? [] : [{ code: 'SetImage', images: imagesIn(setImage) } as const]),
    ...(patch === undefined
      ? []
      : [{ code: 'Patch', patch, type: patchType ?? 'strategic' } as const]),
  ]
}

/** All that was asked about is refused. */
const refuse = (
  snapshot: Taken,
  given: DaemonSet,
  issues: readonly IntakeIssue[],
  desk: Desk,
): never => {
  const { namespace, name } = given.metadata ?? {}
  const subject = { kind: 'DaemonSet', namespace: namespace ?? '', name: name ?? '' }
  const refused = [{ given, subject, issues }]
  desk.took({ ...snapshot, intake: { accepted: [], refused, issues: [], notValidated: [] } })
  throw new NothingLeft()
}

/** Options that say how stages are drawn mean nothing without stages. */
const needStages = ({
  stages,
  by,
  canary,
  minAvailable,
  maxRestarts,
  soak,
}: StageOptions): void => {
  const given = { by, canary, 'min-available': minAvailable, 'max-restarts': maxRestarts, soak }
  const [first] = Object.entries(given).find(([, value]) => value !== undefined) ?? []
  if (stages === undefined && first !== undefined) {
    throw new UsageError(
      `--${first} is about stages; give them with --stages, such as 10%,50%,100%`,
    )
  }
}

/** A budget that the API server refuses is refused as if it stood in the manifest. */
const refuseBudget = (
  snapshot: Taken,
  daemonSet: DaemonSet,
  { maxUnavailable, maxSurge }: Changes,
  { desk, semantics }: { readonly desk: Desk; readonly semantics: Semantics },
): void => {
  if (maxUnavailable === undefined && maxSurge === undefined) return
  const errors = validateUpdateStrategy(
    daemonSet.spec?.updateStrategy,
    ['spec', 'updateStrategy'],
    { semantics },
  )
  if (errors.length === 0) return
  const { namespace, name } = daemonSet.metadata ?? {}
  const subject = { kind: 'DaemonSet', namespace: namespace ?? '', name: name ?? '' }
  const issues = errors.map(
    (error) =>
      ({
        code: 'InvalidField',
        severity: 'error',
        subject,
        path: error.path,
        error,
        update: true,
      }) as const,
  )
  refuse(snapshot, daemonSet, issues, desk)
}

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

/** The stages that the options ask for. */
const staged = (
  indexed: Cluster,
  daemonSet: DaemonSet,
  options: StageOptions,
  stages: readonly (number | string)[],
  given: RolloutOptions,
): StagedRollout => {
  const { by, canary, minAvailable, maxRestarts, soak } = options
  const gates: StageGates = {
    ...(minAvailable !== undefined && { minAvailable }),
    ...(maxRestarts !== undefined && { maxRestarts }),
    ...(soak !== undefined && { soakSeconds: soak }),
  }
  return pipe(
    stagedRollout(indexed, daemonSet, {
      ...given,
      stages,
      gates,
      ...(by !== undefined && { by }),
      ...(canary !== undefined && { canary: labelFilter(canary, '--canary') }),
    }),
    E.getOrElse(([{ expected, found }]): StagedRollout => {
      throw new UsageError(`--stages: expected ${expected}, found ${found}`)
    }),
  )
}

/** The DaemonSet, restarted or with another budget where the options say so. */
const asAsked = (found: DaemonSet, options: Changes, given: Given): DaemonSet => {
  const restarted = options.restart ? asRestarted(found, given) : found
  const { maxSurge, maxUnavailable } = options
  if (maxSurge === undefined && maxUnavailable === undefined) return restarted
  const rollingUpdate = { maxSurge: maxSurge ?? 0, maxUnavailable: maxUnavailable ?? 0 }
  const updateStrategy = { type: 'RollingUpdate', rollingUpdate }
  return asUpdated({ ...restarted, spec: { ...restarted.spec, updateStrategy } }, restarted, given)
}

/** When it is asked, and which release stores it. */
interface Given {
  readonly now: InstantText
  readonly semantics: Semantics
}

const asRestarted = (found: DaemonSet, { now, semantics }: Given): DaemonSet =>
  pipe(
    rolloutRestart(found, { now }),
    E.match(
      () => found,
      (restarted) => asUpdated(restarted, found, { semantics }),
    ),
  )
