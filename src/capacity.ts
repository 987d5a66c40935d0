export {
  clusterCapacity,
  type CapacityClass,
  type ClusterCapacity,
  type NoRoom,
} from './capacity/clusterCapacity.js'
export {
  daemonSetFit,
  type DaemonSetFitOptions,
  type NodeFit,
  type UnknownFit,
} from './capacity/daemonSetFit.js'
export { fits, type Fit, type Shortage, type TakenPort } from './capacity/fits.js'
export {
  overhead,
  type DaemonSetShare,
  type Overhead,
  type ResourceAmounts,
} from './capacity/overhead.js'
export type { UnknownOfPod } from './capacity/newPod.js'
export type { QuantityIssue } from './capacity/resourceList.js'
