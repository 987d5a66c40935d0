export type { ReadinessBlock, ReadinessWait } from './readiness/comingUp.js'
export type { NodeReadinessRule, ReadinessCondition } from './readiness/nodeReadinessRule.js'
export type { Gate, GateNeed } from './readiness/place.js'
export {
  readiness,
  type PlaceReadiness,
  type Readiness,
  type ReadinessFix,
  type ReadinessObjects,
  type ReadinessOptions,
  type ReadinessUnknown,
} from './readiness/readiness.js'
export {
  commonConditionReporters,
  commonLabelSetters,
  type ConditionReporter,
  type LabelSetter,
} from './readiness/reporters.js'
export type { RuleOverlap } from './readiness/ruleOverlaps.js'
