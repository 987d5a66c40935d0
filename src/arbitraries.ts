export {
  asyncClusterCommands,
  clusterCommands,
  emptyCluster,
  type ClusterCommandsOptions,
  type WatchedEvent,
  type ClusterModel,
  type ClusterProgram,
} from './testing/clusterCommands.js'
export {
  anyAffinity,
  anyLabels,
  anyLabelSelector,
  anyNode,
  anyNodeSelector,
  anyPodSpec,
  anyTaint,
  anyToleration,
} from './testing/matching.js'
export { realDaemonSet, realNode } from './testing/realObjects.js'
export { anyScene, type Scene } from './testing/scene.js'
export { anyUpdateStrategy } from './testing/updateStrategy.js'
export {
  validDaemonSet,
  validLabels,
  validLabelSelector,
  validNode,
  validNodeSelector,
  validPodSpec,
  validTaint,
  validToleration,
} from './testing/validObjects.js'
export { realCluster, validCluster, type WholeCluster } from './testing/wholeClusters.js'
