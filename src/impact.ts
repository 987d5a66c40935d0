export { applyManifest, type Manifest } from './cluster/applyManifest.js'
export { diffPlans, type BeforeAfter, type PlanDifference } from './sync/diffPlans.js'

export {
  diffSemantics,
  diffVersions,
  type DiffVersionsOptions,
  type VersionDiff,
} from './cluster/diffVersions.js'

export {
  applyChange,
  type ApplyChangeOptions,
  type Changed,
  type WhatIfStep,
} from './impact/applyChange.js'
export { asApplied } from './impact/asApplied.js'
export type {
  ChangedObject,
  ChangeFault,
  ClusterChange,
  NodeChange,
  NodeChoice,
  ObjectChange,
  ObjectNames,
  UpdatedDaemonSet,
  UpdateIssue,
} from './impact/clusterChange.js'
export type {
  DaemonSetImpact,
  DecisionOrAbsent,
  NodeCounts,
  NodeGroup,
  PodCounts,
  Selects,
  SelectsOnSides,
} from './impact/daemonSetImpact.js'
export { diff, type DiffOptions, type Impact, type TemplateChange } from './impact/diff.js'
export type { DrainedPod } from './impact/drainedPods.js'
export type { ImpactOptions, NodePlacement } from './impact/nodePlacement.js'
export { composeChanges, type PairChange } from './impact/pairChange.js'
export {
  triggersRollout,
  type RolloutDoubt,
  type RolloutTrigger,
  type TriggersRolloutOptions,
} from './impact/triggersRollout.js'
export { whatIf, type WhatIf } from './impact/whatIf.js'
export {
  clusterHealth,
  type ClusterHealth,
  type DaemonSetHealth,
  type HealthCode,
  type HealthOptions,
  type NotReadyNode,
  type Ownerless,
} from './impact/clusterHealth.js'
export {
  nodeOverview,
  type DaemonSetHere,
  type HereCode,
  type NodeNotFound,
  type NodeOverview,
} from './impact/nodeOverview.js'
export {
  placementMatrix,
  type MatrixCell,
  type MatrixClass,
  type PlacementMatrix,
} from './impact/placementMatrix.js'
export type {
  Bookkeeping,
  ControllerStops,
  NotKnown,
  OwnedNames,
  PlacementTrouble,
  PodTrouble,
  RolloutTrouble,
  Trouble,
  TroubleCode,
} from './impact/trouble.js'
export type { NotReadySince } from './rollout/attribution/nodeState.js'
