export type { Either, Left, Right } from 'fp-ts/Either'

export { formatFieldPath, type FieldPath } from './data/fieldPath.js'
export type { Instant, InstantText, Now, Time } from './data/instant.js'
export type { Int64, JsonInt64 } from './data/int64.js'
export type { Maybe } from './data/maybe.js'
export { orThrow, type Fault, type Faults } from './data/orThrow.js'

export type {
  Affinity,
  NodeAffinity,
  NodeSelector,
  NodeSelectorRequirement,
  NodeSelectorTerm,
  PreferredSchedulingTerm,
} from './kube/affinity.js'
export type { Condition } from './kube/objectMeta.js'
export type { ControllerRevision } from './kube/controllerRevision.js'
export type {
  DaemonSet,
  DaemonSetSpec,
  DaemonSetStatus,
  DaemonSetUpdateStrategy,
  IntOrString,
  RollingUpdateDaemonSet,
} from './kube/daemonSet.js'
export type { Event } from './kube/event.js'
export type { OfKind, OfOtherKind } from './kube/kind.js'
export type { LabelSelector, LabelSelectorRequirement } from './kube/labelSelector.js'
export type { Namespace, NamespaceStatus } from './kube/namespace.js'
export type { Node, NodeSpec, NodeStatus } from './kube/node.js'
export type { ObjectMeta, OwnerReference, StringMap } from './kube/objectMeta.js'
export type {
  Container,
  ContainerPort,
  ContainerState,
  ContainerStatus,
  Pod,
  PodSpec,
  PodStatus,
} from './kube/pod.js'
export type { PodTemplate, Workload } from './kube/podTemplate.js'
export { NEWEST_RELEASE, VERIFIED_RELEASES, type VerifiedRelease } from './kube/release.js'
export { newestSemantics, type Semantics, type SemanticsOptions } from './kube/semantics.js'
export {
  semanticsFor,
  type KubernetesSemantics,
  type KubernetesVersion,
  type VersionFault,
} from './kube/semanticsFor.js'
export type {
  FeatureGate,
  GateStage,
  SemanticsReach,
  SemanticsSwitch,
} from './kube/semanticsSwitch.js'
export { SWITCHES } from './kube/switches.js'
export type { KnownEffect, Taint, TaintEffect } from './kube/taint.js'
export type { Toleration } from './kube/toleration.js'

export type { Finding, Severity, Subject } from './reason/finding.js'
export type { InputIssue } from './reason/inputIssue.js'
export type { LabelNearMiss, PolicySource, TolerationNearMiss } from './reason/nearMiss.js'
export type {
  NodeAffinityMismatch,
  NodeNameMismatch,
  NodeSelectorMismatch,
  NodeUnschedulable,
  Reason,
  RequirementMismatch,
  TaintText,
  TermMismatch,
  ToleratedTaint,
  UntoleratedTaint,
} from './reason/reason.js'
export type { SelectorFault, ValueCount } from './reason/selectorFault.js'
export type { Decision, Verdict } from './reason/verdict.js'

export { tolerates } from './taint/tolerates.js'
export { untoleratedTaints, type UntoleratedOptions } from './taint/untolerated.js'

export { compileLabelSelector, type CompiledLabelSelector } from './selector/labelSelector.js'
export { matchNodeSelection, type NodeSelection } from './selector/matchNodeSelection.js'
export { parseLabelSelector, type SelectorTextFault } from './selector/parseLabelSelector.js'
export { preferredScore } from './selector/preferredScore.js'

export { classify, type NodeClass } from './placement/classify.js'
export { daemonSetPolicy, podPolicy, type PolicySubject } from './placement/compile.js'
export { decide, shouldContinueRunning, shouldRun } from './placement/decide.js'
export { explain } from './placement/explain.js'
export type { Policy } from './placement/policy.js'

export type { Backoff, BackoffEntry } from './sync/backoff.js'
export type { Choice, ChoiceReason } from './sync/choose.js'
export type { Claim } from './sync/daemonPods.js'
export type { CreateReason, DeleteReason, Disposition, UnknownInput } from './sync/disposition.js'
export type {
  Cascade,
  Create,
  CreatedTemplate,
  CreatedToleration,
  ClaimedRevisions,
  CurrentRevision,
  FailedStep,
  NewRevision,
  NodePlan,
  Outcome,
  Plan,
  PlannedEvent,
  PodPlan,
  Requeue,
  RevisionChanges,
  RevisionStep,
  RollingUpdateStep,
  SchedulerField,
  StatusDifference,
  StatusNumber,
  StatusNumbers,
  StatusStep,
  SyncFault,
} from './sync/plan.js'
export type { Budget, BudgetFault } from './sync/updateStrategy.js'

export {
  applyPlan,
  type Applied,
  type ApplyOptions,
  type PlannedWrite,
} from './cluster/applyPlan.js'
export { cluster, type Cluster, type ClusterObjects, type Named } from './cluster/cluster.js'
export {
  createStore,
  type Store,
  type StoreChange,
  type StoreOptions,
} from './cluster/createStore.js'
export type { DecisionChange } from './cluster/store/decisionTable.js'
export type { IgnoredObject, StoredKind, StoredObjects } from './cluster/store/heldObjects.js'
export type { PlanChange } from './cluster/store/planTable.js'
export type { StoreSyncs } from './cluster/store/storeSyncs.js'
export { updateCluster, type ClusterUpdate } from './cluster/updateCluster.js'
export { plan, type PlanInput, type PlanOptions } from './cluster/plan.js'
export { planAll } from './cluster/planAll.js'

export type { DecodedObjects } from './decode/collectObjects.js'
export type { BrokenObject } from './intake/brokenObject.js'
export {
  decodeControllerRevision,
  decodeDaemonSet,
  decodeEvent,
  decodeNamespace,
  decodeNode,
  decodeObject,
  decodePod,
  type DecodedObject,
  type DecodeObjectOptions,
} from './decode/decodeObject.js'
export { decodeObjects } from './decode/decodeObjects.js'
export { decodeJson, type JsonFault } from './decode/json.js'

export { planText, type PlanTextOptions } from './report/text/planText.js'
