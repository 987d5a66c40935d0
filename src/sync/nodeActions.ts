import type { Group } from './choose.js'
import type { CreateReason, DeleteReason, Disposition } from './fate.js'

/** What becomes of one node's pods, and whether it gets a new one. */
export interface NodeActions {
  readonly create?: CreateReason
  readonly deletes?: readonly Group<DeleteReason>[]
  readonly dispositions?: readonly (readonly [string, Disposition])[]
}
