export { attribute, type Attribution } from './rollout/attribution/attribute.js'
export type { Cause, CauseCode, Course, Refuser } from './rollout/attribution/cause.js'
export type { Progress, Unsaid } from './rollout/attribution/progress.js'
export type { AttributionOptions } from './rollout/attribution/scenery.js'
export type { Unavailable } from './rollout/attribution/unavailable.js'
export type { Blocker, BlockerCause, Remedy } from './rollout/forecast/blocker.js'
export { forecast, type Forecast, type ForecastCode } from './rollout/forecast/forecast.js'
export type { Gates, ShutGate } from './rollout/forecast/gates.js'
export type { Notice } from './rollout/forecast/notice.js'
export type { Pace } from './rollout/forecast/pace.js'
export type { Bounds } from './rollout/simulation/everyOrder.js'
export type { RolloutEnd } from './rollout/simulation/firstByName.js'
export type { RolloutOptions } from './rollout/simulation/model.js'
export { simulate, type Moment, type Simulation } from './rollout/simulation/simulate.js'
export type { Replacement, Wave } from './rollout/simulation/wave.js'
export {
  stagedRollout,
  type AtOnce,
  type Stage,
  type StageAction,
  type StageOptions,
  type StagedRollout,
} from './rollout/stages/stagedRollout.js'
