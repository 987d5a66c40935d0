export { addDaemonTolerations } from './taint/automaticTolerations.js'
export { eviction, type Eviction } from './taint/eviction.js'

export { pinnedAffinity } from './sync/createdObjects.js'
export { scaledValue, type ScaleFault, type ScaleOptions } from './sync/scaledValue.js'
export { slowStart } from './sync/slowStart.js'
export { isStaticPod } from './sync/staticPod.js'
export { targetNode, type TargetNodeFault } from './sync/daemonPods.js'

export {
  causesSync,
  type CausedSync,
  type ClusterEvent,
  type LaterSync,
} from './cluster/causesSync.js'
export { evictedPods, type EvictionOptions, type PodEviction } from './cluster/evictedPods.js'
export { staticPods, type StaticPod } from './cluster/staticPods.js'
