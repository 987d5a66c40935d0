export { attribute, type Attribution } from './rollout/attribute.js'
export type { Blocker, BlockerCause, Remedy } from './rollout/blocker.js'
export type { Bounds } from './rollout/everyOrder.js'
export type { Cause, CauseCode, Course, Refuser } from './rollout/cause.js'
export { forecast, type Forecast, type ForecastCode } from './rollout/forecast.js'
export type { Gates, ShutGate } from './rollout/gates.js'
export type { RolloutOptions } from './rollout/model.js'
export type { Notice } from './rollout/notice.js'
export type { Pace } from './rollout/pace.js'
export type { Progress, Unsaid } from './rollout/progress.js'
export type { AttributionOptions } from './rollout/scenery.js'
export type { RolloutEnd } from './rollout/firstByName.js'
export { simulate, type Moment, type Simulation } from './rollout/simulate.js'
export {
  stagedRollout,
  type AtOnce,
  type Stage,
  type StageAction,
  type StagedRollout,
  type StageOptions,
} from './rollout/stagedRollout.js'
export type { Unavailable } from './rollout/unavailable.js'
export type { Replacement, Wave } from './rollout/wave.js'
