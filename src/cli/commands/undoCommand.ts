import { PASS } from '../input/liveCluster.js'
import * as E from 'fp-ts/Either'
import { cluster } from '../../cluster/cluster.js'
import { plan as planFor } from '../../cluster/plan.js'
import { updateCluster } from '../../cluster/updateCluster.js'
import { int64ToJson, parseInt64 } from '../../data/int64.js'
import { objectKey } from '../../kube/objectFacts.js'
import { rolloutUndo, type RolloutUndo } from '../../kubectl/rolloutHistory.js'
import { planText } from '../../report/text/planText.js'
import type { Style } from '../../report/text/style.js'
import {
  dryRunText,
  kubectlDone,
  kubectlUndoError,
  kubectlUndoText,
} from '../../report/upstream/kubectlText.js'
import type { Plan } from '../../sync/plan.js'
import { UsageError } from '../exitCode.js'
import { command } from '../frame/command.js'
import { FORMAT_VERSION } from '../frame/formats.js'
import { incompleteJson, notFound } from '../input/problem.js'
import { podsUnchecked, revisionsIn, takeServed } from '../input/takeIn.js'
import { DAEMON_SET, FILES, NAMESPACE, NO_PODS, NOW } from '../options/commonOptions.js'
import { KUBERNETES } from '../options/kubernetesOption.js'
import { valueOption, type Reader } from '../options/option.js'
import { currentTime } from '../world.js'

const revisionOption: Reader<bigint> = (value, flag) => {
  const number = parseInt64(value)
  if (number !== undefined) return number
  throw new UsageError(`${flag} ${value}: expected the number of a revision`)
}

/** `podfit undo DAEMONSET`: what `kubectl rollout undo` would do, and the pass that follows. */
export const undoCommand = command({
  name: 'undo',
  summary: 'what kubectl rollout undo would do, and what follows',
  arguments: { wanted: DAEMON_SET },
  options: {
    files: FILES,
    noPods: NO_PODS,
    namespace: NAMESPACE,
    now: NOW,
    toRevision: valueOption(
      {
        name: 'to-revision',
        value: 'N',
        text: 'the revision to go back to; the one before unless given',
      },
      revisionOption,
    ),
    kubernetes: KUBERNETES,
  },
  examples: [
    {
      line: 'podfit undo logging/agent -f cluster.json --to-revision 3',
      text: 'which pods going back to revision 3 replaces',
    },
  ],
  run: async ({ wanted, files, noPods, namespace, toRevision = 0n, ...given }, world) => {
    const { kubernetes, semantics } = given.kubernetes
    const asked = { namespace, wanted, noPods, kubernetes: given.kubernetes }
    const taken = await takeServed(files, world, { ...asked, needs: PASS })
    const { objects, problems, daemonSet } = taken
    const revisions = revisionsIn(taken)
    const undone = rolloutUndo(daemonSet, revisions, { toRevision, semantics })
    if (E.isLeft(undone)) {
      const message = `${objectKey(daemonSet)}: ${kubectlUndoError(undone.left[0])}`
      if (undone.left[0].code === 'NoRevision') throw notFound(message, problems)
      return { answer: undefined, asIs: '', problems, notes: [message], failed: true }
    }
    const undo = undone.right
    const now = given.now ?? currentTime(world)
    const after = undo.code === 'RolledBack' ? undo.daemonSet : daemonSet
    const indexed = updateCluster(cluster(objects), { put: { daemonSets: [after] } })
    const plan = planFor(indexed, after, { now, semantics })
    const message = kubectlUndoText(undo, int64ToJson(toRevision))
    return {
      answer: { now, kubernetes, undo, message, plan },
      open: podsUnchecked('which pods it replaces', taken),
      problems,
    }
  },
  formats: {
    text: (found, { style }) => (found === undefined ? [] : undoReport(found, style)),
    json: (found, { problems }) => ({
      formatVersion: FORMAT_VERSION,
      ...incompleteJson(problems),
      ...(found !== undefined && {
        now: found.now,
        kubernetes: found.kubernetes,
        undo: { code: found.undo.code, to: found.undo.to, message: found.message },
        plan: found.plan,
      }),
    }),
  },
})

interface Undone {
  readonly undo: RolloutUndo
  readonly message: string
  readonly plan: Plan
}

const undoReport = (
  { undo: { code, to }, message, plan }: Undone,
  style: Style,
): readonly string[] => {
  const sentence = kubectlDone('daemonset.apps', plan.daemonSet.name, message)
  const lines = planText(plan, style)
  const body = lines.length === 0 ? [style.dim('nothing to do')] : lines
  return [
    code === 'RolledBack' ? dryRunText(sentence) : sentence,
    `to revision ${to.revision} (${to.name}); the next pass of the controller:`,
    ...body.map((line) => `  ${line}`),
  ]
}
