import { addedNodeSelector, type AddedNodeSelector } from './addedNodeSelector.js'
import { blanketToleration, type BlanketToleration } from './blanketToleration.js'
import { bootstrapDeadlock, type BootstrapDeadlock } from './bootstrapDeadlock.js'
import { deadTaint, type DeadTaint } from './deadTaint.js'
import { hostPortCollision, type HostPortCollision } from './hostPortCollision.js'
import { ignoreAnnotation, type IgnoreAnnotation } from './ignoreAnnotation.js'
import { affinityAlwaysHolds, type AffinityAlwaysHolds } from './manifest/affinityAlwaysHolds.js'
import { automaticToleration, type AutomaticToleration } from './manifest/automaticToleration.js'
import { comparisonDisabled, type ComparisonDisabled } from './manifest/comparisonDisabled.js'
import { deadTerm, type DeadTerm } from './manifest/deadTerm.js'
import { deprecatedLabel, type DeprecatedLabel } from './manifest/deprecatedLabel.js'
import { deprecatedTaint, type DeprecatedTaint } from './manifest/deprecatedTaint.js'
import { existsWithValue, type ExistsWithValue } from './manifest/existsWithValue.js'
import { impliedRequirement, type ImpliedRequirement } from './manifest/impliedRequirement.js'
import { impliedTerm, type ImpliedTerm } from './manifest/impliedTerm.js'
import { impliedToleration, type ImpliedToleration } from './manifest/impliedToleration.js'
import { misspelledLabel, type MisspelledLabel } from './manifest/misspelledLabel.js'
import { nameAsLabel, type NameAsLabel } from './manifest/nameAsLabel.js'
import { neverSelects, type NeverSelects } from './manifest/neverSelects.js'
import { noOperatingSystem, type NoOperatingSystem } from './manifest/noOperatingSystem.js'
import { podAntiAffinity, type PodAntiAffinity } from './manifest/podAntiAffinity.js'
import { preferredAffinity, type PreferredAffinity } from './manifest/preferredAffinity.js'
import {
  secondsWithoutNoExecute,
  type SecondsWithoutNoExecute,
} from './manifest/secondsWithoutNoExecute.js'
import { selectorMismatch, type SelectorMismatch } from './manifest/selectorMismatch.js'
import { surgeWithHostPorts, type SurgeWithHostPorts } from './manifest/surgeWithHostPorts.js'
import { updateBudget, type UpdateBudget } from './manifest/updateBudget.js'
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
  | NeverSelects
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
  | DeadTerm
  | AffinityAlwaysHolds
  | ImpliedTerm
  | ImpliedRequirement
  | NameAsLabel
  | MisspelledLabel
  | DeprecatedLabel
  | DeprecatedTaint
  | NoOperatingSystem
  | ExistsWithValue
  | SecondsWithoutNoExecute
  | ComparisonDisabled
  | AutomaticToleration
  | ImpliedToleration
  | SelectorMismatch
  | UpdateBudget
  | SurgeWithHostPorts
  | PreferredAffinity
  | PodAntiAffinity
  | IgnoreAnnotation

/**
 * The rules of an audit, in the order of the reference. A new one is a file beside these, its finding in the
 * union and a line here: the compiler asks for what is missing, its words included, and `npm run docs` writes
 * its page.
 */
export const auditRules: {
  readonly [C in AuditFinding['code']]: AuditRule<Extract<AuditFinding, { readonly code: C }>>
} = {
  RunsNowhere: runsNowhere,
  NeverSelects: neverSelects,
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
  DeadTerm: deadTerm,
  AffinityAlwaysHolds: affinityAlwaysHolds,
  ImpliedTerm: impliedTerm,
  ImpliedRequirement: impliedRequirement,
  NameAsLabel: nameAsLabel,
  MisspelledLabel: misspelledLabel,
  DeprecatedLabel: deprecatedLabel,
  DeprecatedTaint: deprecatedTaint,
  NoOperatingSystem: noOperatingSystem,
  ExistsWithValue: existsWithValue,
  SecondsWithoutNoExecute: secondsWithoutNoExecute,
  ComparisonDisabled: comparisonDisabled,
  AutomaticToleration: automaticToleration,
  ImpliedToleration: impliedToleration,
  SelectorMismatch: selectorMismatch,
  UpdateBudget: updateBudget,
  SurgeWithHostPorts: surgeWithHostPorts,
  PreferredAffinity: preferredAffinity,
  PodAntiAffinity: podAntiAffinity,
  IgnoreAnnotation: ignoreAnnotation,
}
