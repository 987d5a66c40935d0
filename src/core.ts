export { applyEdits, type Edit } from './data/edit.js'
export { formatFieldPath, type FieldPath } from './data/fieldPath.js'
export { type Instant, type Time } from './data/instant.js'
export { type Int64, type JsonInt64 } from './data/int64.js'
export { labelKeyFaults, labelValueFaults, type SyntaxFault } from './data/labelSyntax.js'
export { type Maybe } from './data/maybe.js'

export type {
  Affinity,
  NodeAffinity,
  NodeSelector,
  NodeSelectorRequirement,
  NodeSelectorTerm,
  PreferredSchedulingTerm,
} from './kube/affinity.js'
export type { Condition } from './kube/condition.js'
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
export { VERIFIED_RELEASES } from './kube/release.js'
export { newestSemantics, type Semantics } from './kube/semantics.js'
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
export type { Taint } from './kube/taint.js'
export type { Toleration } from './kube/toleration.js'

export type { FieldError, FieldRule } from './reason/fieldError.js'
export type { LabelFault, TaintFault, TaintIdentity } from './reason/kubectlFault.js'
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

export { addDaemonTolerations } from './taint/automaticTolerations.js'
export { eviction, type Eviction } from './taint/eviction.js'
export { tolerates } from './taint/tolerates.js'
export { untoleratedTaints } from './taint/untolerated.js'

export { compileLabelSelector, type CompiledLabelSelector } from './selector/labelSelector.js'
export { matchNodeSelection, type NodeSelection } from './selector/matchNodeSelection.js'
export { parseLabelSelector, type SelectorTextFault } from './selector/parseLabelSelector.js'
export { preferredScore, type PreferredScore } from './selector/preferredScore.js'

export { classify, type NodeClass } from './placement/classify.js'
export { compile, type PolicySubject } from './placement/compile.js'
export { decide, shouldContinueRunning, shouldRun } from './placement/decide.js'
export { explain } from './placement/explain.js'
export type { Policy } from './placement/policy.js'

export { asCreated } from './api/asCreated.js'
export { asUpdated } from './api/asUpdated.js'
export { defaultDaemonSet } from './api/defaults.js'
export { validateDaemonSet } from './api/validateDaemonSet.js'
export { validateNodeSelector } from './api/validateNodeSelector.js'
export { validateTaints } from './api/validateTaints.js'
export { validateTolerations } from './api/validateTolerations.js'

export type { Backoff, BackoffEntry } from './sync/backoff.js'
export type { Choice, ChoiceReason } from './sync/choose.js'
export { pinnedAffinity } from './sync/createdPod.js'
export type { CreateReason, DeleteReason, Disposition, UnknownInput } from './sync/fate.js'
export type {
  Create,
  CreatedTemplate,
  CurrentRevision,
  NewRevision,
  RevisionChanges,
  NodePlan,
  Plan,
  PlannedEvent,
  PodPlan,
  RevisionStep,
  RollingUpdateStep,
  SchedulerField,
} from './sync/plan.js'
export type { Cascade, FailedStep, Outcome, SyncFault } from './sync/outcome.js'
export type { StatusNumber, StatusNumbers, StatusStep } from './sync/statusNumbers.js'
export { slowStart } from './sync/slowStart.js'
export { isStaticPod } from './sync/staticPod.js'
export { planDifferences, type BeforeAfter, type PlanDifference } from './sync/planDifferences.js'
export { scaledValue, type ScaleFault } from './sync/scaledValue.js'
export type { Budget, BudgetFault } from './sync/updateStrategy.js'
export { targetNode, type TargetNodeFault } from './sync/targetNode.js'

export { applyPlan, type Applied, type ApplyOptions } from './cluster/applyPlan.js'
export { causesSync, type CausedSync, type ClusterEvent } from './cluster/causesSync.js'
export { cluster, type Cluster, type ClusterObjects, type Named } from './cluster/cluster.js'
export { createIndex } from './cluster/createIndex.js'
export type { DecisionChange, DecisionIndex } from './cluster/decisionIndex.js'
export { editCluster, type ClusterEdit } from './cluster/edit.js'
export { staticPods, type StaticPod } from './cluster/staticPods.js'
export { evictions, type EvictionOptions, type PodEviction } from './cluster/evictions.js'
export { plan, type PlanInput, type PlanOptions } from './cluster/plan.js'
export { planAll } from './cluster/planAll.js'
export { changedSwitches, versionChange, type VersionChange } from './cluster/versionChange.js'

export {
  convertDeployment,
  type Conversion,
  type ConversionFault,
  type ConversionNote,
} from './kubectl/convert.js'
export { convertDeployments } from './kubectl/convertDeployments.js'
export { cordonNode, uncordonNode } from './kubectl/cordon.js'
export { editLabels, parseLabels, type LabelEdit } from './kubectl/editLabels.js'
export { editTaints, type EditedTaints } from './kubectl/editTaints.js'
export { parseTaints, type TaintEdit } from './kubectl/parseTaints.js'
export {
  splitTaintArguments,
  type TaintArguments,
  type TaintArgumentsFault,
} from './kubectl/splitTaintArguments.js'
export {
  rolloutHistory,
  rolloutUndo,
  type HistoryEntry,
  type RolloutUndo,
  type UndoFault,
} from './kubectl/rolloutHistory.js'
export { rolloutRestart } from './kubectl/rolloutRestart.js'
export { rolloutStatus, type RolloutStatus } from './kubectl/rolloutStatus.js'
export { daemonSetRow, type DaemonSetRow } from './kubectl/daemonSetRow.js'
