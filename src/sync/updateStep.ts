import * as E from 'fp-ts/Either'
import { choose, NOTHING_CHOSEN, type Selection } from './choose.js'
import type { CreateReason, DeleteReason } from './fate.js'
import { BURST, type ManagedPods } from './manageStep.js'
import { seenBy } from './observe.js'
import type { SyncFault } from './outcome.js'
import type { SyncInput } from './parts.js'
import { isUpdated, type Pass } from './pass.js'
import type { RollingUpdateStep } from './plan.js'
import type { PodsByNode } from './podsByNode.js'
import { rollingUpdate } from './rollingUpdate.js'

/** What the rolling update does, or why it rests; with a fault it has failed. */
export interface Rolled {
  readonly fault?: SyncFault
  readonly step: RollingUpdateStep
  readonly creates: Selection<CreateReason>
  readonly deletes: Selection<DeleteReason>
  readonly byNode: PodsByNode
}

/** Step 9 of a pass. */
export const updateStep = (
  input: SyncInput,
  pass: Pass,
  { acted, byNode }: ManagedPods,
): Rolled => {
  const rests = (step: RollingUpdateStep): Rolled => ({
    step,
    creates: NOTHING_CHOSEN,
    deletes: NOTHING_CHOSEN,
    byNode,
  })
  if (acted && input.observed === 'later') return rests({ code: 'Waits' })
  if (input.daemonSet.spec?.updateStrategy?.type !== 'RollingUpdate') {
    return rests({ code: 'OtherStrategy' })
  }
  if (input.nodes === undefined) return rests({ code: 'Unknown', needs: 'nodes' })
  if (input.pods === undefined) return rests({ code: 'Unknown', needs: 'pods' })
  if (!allKnown(pass, byNode)) return rests({ code: 'Unknown', needs: 'revisions' })
  const update = rollingUpdate(pass, byNode)
  if (E.isLeft(update)) return { ...rests({ code: 'NotReached' }), fault: update.left }
  const { maxUnavailable, maxSurge, spent } = update.right
  const creates = choose('update', 'create', update.right.creates, BURST)
  const deletes = choose('update', 'delete', update.right.deletes, BURST)
  const seen = seenBy(input, byNode, creates, deletes)
  return { step: { code: 'Ran', maxUnavailable, maxSurge, spent }, creates, deletes, byNode: seen }
}

const allKnown = (pass: Pass, byNode: PodsByNode): boolean =>
  [...byNode.values()].every((pods) => pods.every((pod) => isUpdated(pass, pod) !== undefined))
