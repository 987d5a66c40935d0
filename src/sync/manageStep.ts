import { choose, hasItems, NOTHING_CHOSEN, type Selection } from './choose.js'
import type { CreateReason, DeleteReason } from './fate.js'
import { manage, type Managed } from './manage.js'
import { seenBy } from './observe.js'
import type { SyncInput } from './parts.js'
import type { Pass } from './pass.js'
import type { PodsByNode } from './podsByNode.js'

/** How many pods one step creates at most, and how many it deletes at most. */
export const BURST = 250

/** What `manage` does, within the burst limit, and the pods as the next step sees them. */
export interface ManagedPods extends Pick<Managed, 'dispositions' | 'events' | 'backoff'> {
  readonly creates: Selection<CreateReason>
  readonly deletes: Selection<DeleteReason>
  readonly acted: boolean
  readonly byNode: PodsByNode
}

/** Step 8 of a pass. Without nodes or pods there is nothing to manage. */
export const manageStep = (input: SyncInput, pass: Pass, byNode: PodsByNode): ManagedPods => {
  if (input.nodes === undefined || input.pods === undefined) {
    const nothing = { dispositions: new Map(), events: [], backoff: input.backoff }
    return { ...nothing, creates: NOTHING_CHOSEN, deletes: NOTHING_CHOSEN, acted: false, byNode }
  }
  const managed = manage(pass, byNode, input.backoff)
  const creates = choose('manage', 'create', managed.creates, BURST)
  const deletes = choose('manage', 'delete', managed.deletes, BURST)
  const acted = hasItems(creates) || hasItems(deletes)
  return { ...managed, creates, deletes, acted, byNode: seenBy(input, byNode, creates, deletes) }
}
