import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import { asUpdated } from '../../../api/asUpdated.js'
import { validateUpdateStrategy } from '../../../api/validateUpdateStrategy.js'
import type { InstantText } from '../../../data/instant.js'
import type { DaemonSet } from '../../../kube/daemonSet.js'
import { asApplied } from '../../../impact/asApplied.js'
import { triggersRollout } from '../../../impact/triggersRollout.js'
import type { IntakeIssue } from '../../../intake/intakeIssue.js'
import { objectKey } from '../../../kube/objectFacts.js'
import type { Semantics } from '../../../kube/semantics.js'
import type { KubernetesSemantics } from '../../../kube/semanticsFor.js'
import type { PatchType } from '../../../kubectl/patchObject.js'
import { rolloutRestart } from '../../../kubectl/rolloutRestart.js'
import { updateIssueText } from '../../../report/text/whatIfText.js'
import { KUBECTL_TWO_PATCHES } from '../../../report/upstream/kubectlText.js'
import { NothingLeft, UsageError } from '../../exitCode.js'
import { imagesIn, PATCH_TYPES, updateOf, type DaemonSetEdit } from '../../input/daemonSetUpdate.js'
import { sources, textOf, type Input } from '../../input/files.js'
import { systemMessage } from '../../systemMessage.js'
import { saying, type Desk, type Taken } from '../../input/takeIn.js'
import {
  choiceOption,
  switchOption,
  textOption,
  textsOption,
  valueOption,
} from '../../options/option.js'
import { amountOption } from '../../options/optionValues.js'
import { type World } from '../../world.js'
import { type RolloutSubject } from './rolloutSubject.js'

/** What stands in place of what the DaemonSet says. */
export interface Changes {
  readonly setImage: readonly string[]
  readonly patch: string | undefined
  readonly patchFile: string | undefined
  readonly patchType: PatchType | undefined
  readonly restart: boolean
  readonly maxUnavailable: number | string | undefined
  readonly maxSurge: number | string | undefined
}

export const CHANGES = {
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

/** The patch that is given, or that stands in a file. */
export const patchText = async (
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
export const asEdited = async (
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

/** The DaemonSet, restarted or with another budget where the options say so. */
export const asAsked = (found: DaemonSet, options: Changes, given: Given): DaemonSet => {
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
/** A budget that the API server refuses is refused as if it stood in the manifest. */
export const refuseBudget = (
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
