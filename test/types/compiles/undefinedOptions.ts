/** Under `exactOptionalPropertyTypes`, every option that may be left out may be undefined. */
import type {
  ApplyOptions,
  ClusterObjects,
  ClusterUpdate,
  DecodeObjectOptions,
  PlanInput,
  PlanOptions,
  PlanTextOptions,
  SemanticsOptions,
  StoreOptions,
  UntoleratedOptions,
} from 'podfit'
import type {
  IntakeOptions,
  ValidateDaemonSetOptions,
  ValidateNodeSelectorOptions,
  ValidateTaintsOptions,
  ValidateTolerationsOptions,
  WarningsOptions,
} from 'podfit/api'
import type { AdmitOptions, ClusterRuleOptions, EvictionRuleOptions } from 'podfit/admission'
import type { AnalysisOptions, WithinOptions } from 'podfit/analysis'
import type { ClusterCommandsOptions } from 'podfit/arbitraries'
import type { AuditOptions } from 'podfit/audit'
import type { DaemonSetFitOptions } from 'podfit/capacity'
import type { EvictionOptions, ScaleOptions } from 'podfit/controller'
import type { DecodeNodeTemplateOptions } from 'podfit/decode'
import type { CheckOptions, TestObjects } from 'podfit/expect'
import type { CheckFieldsOptions } from 'podfit/fields'
import type {
  ApplyChangeOptions,
  DiffOptions,
  DiffVersionsOptions,
  HealthOptions,
  ImpactOptions,
  TriggersRolloutOptions,
} from 'podfit/impact'
import type {
  DaemonSetRowOptions,
  DrainOptions,
  OverwriteOptions,
  RolloutRestartOptions,
  RolloutUndoOptions,
  TaintArgumentsOptions,
} from 'podfit/kubectl'
import type { ReadinessObjects, ReadinessOptions } from 'podfit/readiness'
import type { RedactOptions } from 'podfit/redact'
import type { SarifOptions } from 'podfit/report'
import type { AttributionOptions, RolloutOptions, StageOptions } from 'podfit/rollout'
import type { SuggestOptions } from 'podfit/suggest'
import type { DescribeSuiteOptions } from 'podfit/testing'

type Optional<O> = { [K in keyof O]-?: object extends Pick<O, K> ? K : never }[keyof O]

/** The options with every member that may be left out given as undefined. */
type Blank<O> = Omit<O, Optional<O>> & Record<Optional<O>, undefined>

/** Compiles only where blank options are options. */
type Accepts<O, B extends O = O> = B

export type Root = [
  Accepts<ApplyOptions, Blank<ApplyOptions>>,
  Accepts<ClusterObjects, Blank<ClusterObjects>>,
  Accepts<ClusterUpdate, Blank<ClusterUpdate>>,
  Accepts<DecodeObjectOptions, Blank<DecodeObjectOptions>>,
  Accepts<PlanInput, Blank<PlanInput>>,
  Accepts<PlanOptions, Blank<PlanOptions>>,
  Accepts<PlanTextOptions, Blank<PlanTextOptions>>,
  Accepts<SemanticsOptions, Blank<SemanticsOptions>>,
  Accepts<StoreOptions, Blank<SemanticsOptions> & { watch: 'reasons' }>,
  Accepts<StoreOptions, Blank<PlanOptions> & { watch: 'plans' }>,
  Accepts<UntoleratedOptions, Blank<UntoleratedOptions>>,
]
export type Others = [
  Accepts<AdmitOptions, Blank<AdmitOptions>>,
  Accepts<ClusterRuleOptions, Blank<ClusterRuleOptions>>,
  Accepts<EvictionRuleOptions, Blank<EvictionRuleOptions>>,
  Accepts<AnalysisOptions, Blank<AnalysisOptions>>,
  Accepts<ApplyChangeOptions, Blank<ApplyChangeOptions>>,
  Accepts<AttributionOptions, Blank<AttributionOptions>>,
  Accepts<AuditOptions, Blank<AuditOptions>>,
  Accepts<CheckOptions, Blank<CheckOptions>>,
  Accepts<ClusterCommandsOptions, Blank<ClusterCommandsOptions>>,
  Accepts<DaemonSetRowOptions, Blank<DaemonSetRowOptions>>,
  Accepts<DaemonSetFitOptions, Blank<DaemonSetFitOptions>>,
  Accepts<DecodeNodeTemplateOptions, Blank<DecodeNodeTemplateOptions>>,
  Accepts<DescribeSuiteOptions, Blank<DescribeSuiteOptions>>,
  Accepts<DiffOptions, Blank<DiffOptions>>,
  Accepts<DiffVersionsOptions, Blank<DiffVersionsOptions>>,
  Accepts<DrainOptions, Blank<DrainOptions>>,
  Accepts<EvictionOptions, Blank<EvictionOptions>>,
  Accepts<CheckFieldsOptions, Blank<CheckFieldsOptions>>,
  Accepts<HealthOptions, Blank<HealthOptions>>,
  Accepts<IntakeOptions, Blank<IntakeOptions>>,
  Accepts<ImpactOptions, Blank<ImpactOptions>>,
  Accepts<OverwriteOptions, Blank<OverwriteOptions>>,
  Accepts<RedactOptions, Blank<RedactOptions>>,
  Accepts<RolloutOptions, Blank<RolloutOptions>>,
  Accepts<RolloutRestartOptions, Blank<RolloutRestartOptions>>,
  Accepts<RolloutUndoOptions, Blank<RolloutUndoOptions>>,
  Accepts<SarifOptions, Blank<SarifOptions>>,
  Accepts<ScaleOptions, Blank<ScaleOptions>>,
  Accepts<StageOptions, Blank<StageOptions>>,
  Accepts<ReadinessObjects, Blank<ReadinessObjects>>,
  Accepts<ReadinessOptions, Blank<ReadinessOptions>>,
  Accepts<SuggestOptions, Blank<SuggestOptions>>,
  Accepts<TaintArgumentsOptions, Blank<TaintArgumentsOptions>>,
  Accepts<TestObjects, Blank<TestObjects>>,
  Accepts<TriggersRolloutOptions, Blank<TriggersRolloutOptions>>,
  Accepts<ValidateDaemonSetOptions, Blank<ValidateDaemonSetOptions>>,
  Accepts<ValidateNodeSelectorOptions, Blank<ValidateNodeSelectorOptions>>,
  Accepts<ValidateTaintsOptions, Blank<ValidateTaintsOptions>>,
  Accepts<ValidateTolerationsOptions, Blank<ValidateTolerationsOptions>>,
  Accepts<WarningsOptions, Blank<WarningsOptions>>,
  Accepts<WithinOptions, Blank<WithinOptions>>,
]
