import { addedNodeSelector, type AddedNodeSelector } from './addedNodeSelector.js'
import { blanketToleration, type BlanketToleration } from './blanketToleration.js'
import { bootstrapDeadlock, type BootstrapDeadlock } from './bootstrapDeadlock.js'
import { deadTaint, type DeadTaint } from './deadTaint.js'
import { hostPortCollision, type HostPortCollision } from './hostPortCollision.js'
import type { AuditRule } from './rule.js'
import { runsNowhere, type RunsNowhere } from './runsNowhere.js'
import { runsOnVirtualNode, type RunsOnVirtualNode } from './runsOnVirtualNode.js'
import { sharedPods, type SharedPods } from './sharedPods.js'
import { runsOnSeveralSystems, type RunsOnSeveralSystems } from './runsOnSeveralSystems.js'
import { tolerationSecondsLost, type TolerationSecondsLost } from './tolerationSecondsLost.js'
import { staleStatus, type StaleStatus } from './staleStatus.js'
import { unusedToleration, type UnusedToleration } from './unusedToleration.js'

/**
 * What an audit finds, told apart by `code`. Nodes and pods are listed by name.
 *
 * @since 0.1.0
 */
export type AuditFinding =
  | RunsNowhere
  | RunsOnVirtualNode
  | RunsOnSeveralSystems
  | BlanketToleration
  | UnusedToleration
  | TolerationSecondsLost
  | DeadTaint
  | HostPortCollision
  | SharedPods
  | AddedNodeSelector
  | BootstrapDeadlock
  | StaleStatus

/**
 * The rules of an audit, in the order of the reference. A new one is a file beside these, its finding in the
 * union and a line here: the compiler asks for what is missing, its words included, and `npm run docs` writes
 * its page.
 */
export const auditRules: {
  readonly [C in AuditFinding['code']]: AuditRule<Extract<AuditFinding, { readonly code: C }>>
} = {
  RunsNowhere: runsNowhere,
  RunsOnVirtualNode: runsOnVirtualNode,
  RunsOnSeveralSystems: runsOnSeveralSystems,
  BlanketToleration: blanketToleration,
  UnusedToleration: unusedToleration,
  TolerationSecondsLost: tolerationSecondsLost,
  DeadTaint: deadTaint,
  HostPortCollision: hostPortCollision,
  SharedPods: sharedPods,
  AddedNodeSelector: addedNodeSelector,
  BootstrapDeadlock: bootstrapDeadlock,
  StaleStatus: staleStatus,
}
