import * as E from 'fp-ts/Either'
import { objectKey } from '../../kube/objectFacts.js'
import { cluster, type Cluster } from '../../cluster/cluster.js'
import { editCluster } from '../../cluster/edit.js'
import { plan as planFor } from '../../cluster/plan.js'
import { int64ToJson, parseInt64 } from '../../data/int64.js'
import type { DaemonSet } from '../../kube/daemonSet.js'
import type { Semantics } from '../../kube/semantics.js'
import { rolloutUndo, type RolloutUndo } from '../../kubectl/rolloutHistory.js'
import { kubectlUndoError, kubectlUndoText } from '../../report/upstream/kubectlText.js'
import { planText } from '../../report/text/planText.js'
import type { Style } from '../../report/text/style.js'
import type { Plan } from '../../sync/plan.js'
import { EXIT, UsageError } from '../exitCode.js'
import { notFound } from './notFound.js'
import { incompleteJson } from './incomplete.js'
import type { Options } from '../options/options.js'
import { FORMAT_VERSION, jsonText, styleFor } from './output.js'
import { findDaemonSet } from '../options/select.js'
import { readSnapshot, reportProblems } from '../input/snapshot.js'
import { refusedVerdicts } from './refusedVerdicts.js'
import type { World } from '../world.js'

/** `podfit undo DAEMONSET`: what `kubectl rollout undo` would do, and the pass that follows. */
export const undoCommand = async (options: Options, world: World): Promise<number> => {
  const [wanted, ...more] = options.positionals
  if (wanted === undefined) throw new UsageError('undo what? podfit undo DAEMONSET -f FILE')
  if (more.length > 0) throw new UsageError(`too many arguments: ${more.join(' ')}`)
  const toRevision = revisionOption(options.toRevision)
  const { objects, problems } = await readSnapshot(options.files, world)
  const daemonSet = findDaemonSet(objects.daemonSets ?? [], wanted, options.namespace, problems)
  if (objects.revisions === undefined) {
    throw notFound('the input has no controllerrevisions', problems)
  }
  const undone = rolloutUndo(daemonSet, objects.revisions, toRevision)
  const code = reportProblems(problems, world)
  if (E.isLeft(undone)) {
    world.stderr(`podfit: ${objectKey(daemonSet)}: ${kubectlUndoError(undone.left)}\n`)
    return code === EXIT.done ? EXIT.failed : code
  }
  const undo = undone.right
  const now = options.now ?? world.now().toISOString()
  const after = undo.code === 'RolledBack' ? undo.daemonSet : daemonSet
  const indexed = editCluster(cluster(objects), { put: { daemonSets: [after] } })
  const { kubernetes, semantics } = options.kubernetes
  const plan = planFor(indexed, after, { now, semantics })
  const said = kubectlUndoText(undo, int64ToJson(toRevision))
  world.stdout(
    options.output === 'json'
      ? jsonText({
          formatVersion: FORMAT_VERSION,
          now,
          kubernetes,
          ...incompleteJson(problems),
          undo: { code: undo.code, to: undo.to, message: said },
          plan,
        })
      : undoReport(indexed, after, undo, said, plan, semantics, styleFor(options, world)),
  )
  return code
}

const revisionOption = (text: string | undefined): bigint => {
  const number = text === undefined ? 0n : parseInt64(text)
  if (number === undefined) {
    throw new UsageError(`--to-revision ${text}: expected the number of a revision`)
  }
  return number
}

const undoReport = (
  indexed: Cluster,
  daemonSet: DaemonSet,
  { to }: RolloutUndo,
  said: string,
  plan: Plan,
  semantics: Semantics,
  style: Style,
): string => {
  const lines = planText(plan, refusedVerdicts(indexed, daemonSet, plan, semantics), style)
  const body = lines.length === 0 ? [style.dim('nothing to do')] : lines
  return [
    `daemonset.apps/${plan.daemonSet.name} ${said}`,
    `to revision ${to.revision} (${to.name}); the next pass of the controller:`,
    ...body.map((line) => `  ${line}`),
    '',
  ].join('\n')
}
