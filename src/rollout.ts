export {
  attributeUnavailability,
  type Attribution,
  type BlindSpot,
  type RolloutProgress,
} from './rollout/attributeUnavailability.js'
export {
  presentPods,
  type NodePresence,
  type PresentPod,
} from './rollout/attribution/presentPods.js'
export type { Cause, CauseCode, Course, Refuser } from './rollout/attribution/causeOf.js'
export type { AttributionOptions } from './rollout/attribution/rolloutContext.js'
export type { UnavailablePod } from './rollout/attribution/unavailable.js'
export {
  deployReady,
  type ArgoHealth,
  type DeployReadiness,
  type EnoughPods,
  type HelmReadiness,
  type KstatusReadiness,
} from './rollout/deployReady.js'
export type { Blocker, BlockerCause, Remedy } from './rollout/forecast/blocker.js'
export {
  forecast,
  type Bounds,
  type Forecast,
  type ForecastCode,
} from './rollout/forecast/forecast.js'
export type { EndlessCause, RolloutOptions } from './rollout/forecast/model.js'
export type { Notice } from './rollout/forecast/notice.js'
export type { UpdateStrategy } from './rollout/forecast/updateStrategy.js'
export type { Replacement, RolloutEnd, Wave } from './rollout/simulation/deterministicRun.js'
export { simulate, type Moment, type Simulation } from './rollout/simulation/simulate.js'
export type { ClosedGate, StageGates } from './rollout/stages/gates.js'
export {
  stagedRollout,
  type AtOnce,
  type Stage,
  type StageAction,
  type StageFault,
  type StagedRollout,
  type StageOptions,
} from './rollout/stages/stagedRollout.js'
