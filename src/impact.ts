export { decodeNodeTemplate, type DecodeNodeTemplateOptions } from './decode/decodeNodeTemplate.js'
export { decodeSuite } from './decode/decodeSuite.js'
export { applyChange, type Changed, type WhatIfStep } from './impact/applyChange.js'
export { servedTemplate } from './api/servedTemplate.js'
export { asApplied } from './impact/asApplied.js'
export type { ChangeFault, ClusterChange, NodeChoice } from './impact/clusterChange.js'
export type { DaemonSetImpact, NodeCounts } from './impact/daemonSetImpact.js'
export { diff, type DiffOptions, type Impact } from './impact/diff.js'
export type { DrainedPod } from './impact/drained.js'
export type { NodeGroup, Placement, PodCounts } from './impact/nodeGroup.js'
export { composeChanges, type PairChange } from './impact/pairChange.js'
export { rolls, type RollDoubt, type RollOptions, type Rolls } from './impact/rolls.js'
export type { ImpactOptions, Standing } from './impact/standing.js'
export type { TemplateChange } from './impact/templateChange.js'
export { audit, type AuditOptions } from './audit/audit.js'
export type {
  AddedNodeSelector,
  AuditFinding,
  BlanketToleration,
  BootstrapDeadlock,
  DeadTaint,
  HostPortCollision,
  RunsNowhere,
  RunsOnVirtualNode,
  SharedPods,
  StaleStatus,
  TaintedNodes,
  UnusedToleration,
} from './audit/finding.js'
export { commonRemovers, type TaintRemover } from './audit/removers.js'
export {
  checkTest,
  type CaseResult,
  type CheckOptions,
  type TestObjects,
} from './expect/checkTest.js'
export type {
  DesiresTooFew,
  DoesNotRun,
  ExpectationFinding,
  NotExactlyOne,
  NothingMatches,
  PassesUnexpectedly,
  RunsWhereForbidden,
  SharesNodes,
  Undecided,
  UnreadableSelector,
} from './expect/finding.js'
export type {
  Assertion,
  DesiredAtLeast,
  NodeSet,
  OnNodes,
  RunsOnNo,
  Suite,
  SuiteCase,
  SuiteTest,
} from './expect/suite.js'
export type { Finding, Severity, Subject } from './reason/finding.js'
export { narrowTolerations, suggestTolerations } from './suggest/suggestTolerations.js'
export { suggestNodeChange } from './suggest/suggestNodeChange.js'
export { suggestWays } from './suggest/suggestWays.js'
export type {
  NodeSuggestion,
  NotSelected,
  RequirementChange,
  SelectionChange,
  TolerationSuggestion,
  WayThere,
} from './suggest/suggestion.js'
export { redact, type RedactOptions, type Redaction } from './redact/redact.js'
export type { TextKind } from './redact/pseudonyms.js'
export { whatIf, type WhatIf } from './impact/whatIf.js'
export {
  drainFate,
  type DrainFate,
  type DrainObstacle,
  type DrainOptions,
} from './kubectl/drain.js'
export {
  decideTemplate,
  explainTemplate,
  type TemplateDecision,
  type TemplateVerdict,
} from './pools/decideTemplate.js'
export {
  whileStarting,
  type LabelRequirement,
  type NodeTemplate,
  type UnknownLabel,
} from './pools/nodeTemplate.js'
export { machineTemplate, type Machines, type MachineTaint } from './pools/clusterApi.js'
export { nodePoolTemplate, type NodePool, type NodePoolNodeSpec } from './pools/karpenter.js'
