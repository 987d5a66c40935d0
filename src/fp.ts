export type { Eq } from 'fp-ts/Eq'
export type { Monoid } from 'fp-ts/Monoid'
export type { Ord } from 'fp-ts/Ord'
export type { Ordering } from 'fp-ts/Ordering'

export { applyPlan, plan, planAll, updateCluster } from './fp/cluster.js'
export { monoidMostPermissive, monoidStrictest, ordDecision } from './fp/decision.js'
export {
  classify,
  decide,
  explain,
  matchNodeSelection,
  preferredScore,
  shouldContinueRunning,
  shouldRun,
} from './fp/placement.js'
export { eqTaint, ordTaint, toleratedBy, untoleratedTaints } from './fp/taint.js'
export { eqToleration, ordToleration } from './fp/toleration.js'
