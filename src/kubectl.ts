export type { LabelFault, PatchFault, TaintFault, TaintIdentity } from './reason/kubectlFault.js'

export {
  convertDeployment,
  type Conversion,
  type ConversionFault,
  type ConversionNote,
} from './kubectl/convert.js'
export { convertDeployments } from './kubectl/convertDeployments.js'
export { cordonNode, uncordonNode } from './kubectl/cordon.js'
export {
  daemonSetRow,
  type DaemonSetRow,
  type DaemonSetRowOptions,
} from './kubectl/daemonSetRow.js'
export {
  drainOutcome,
  type DrainOutcome,
  type DrainObstacle,
  type DrainOptions,
} from './kubectl/drain.js'
export { editLabels, parseLabels, type LabelEdit } from './kubectl/editLabels.js'
export {
  editTaints,
  type AddedTaint,
  type EditedTaints,
  type OverwriteOptions,
} from './kubectl/editTaints.js'
export { patchObject, type PatchType } from './kubectl/patchObject.js'
export { parseTaints, type TaintEdit } from './kubectl/parseTaints.js'
export {
  rolloutHistory,
  rolloutUndo,
  type HistoryEntry,
  type RolloutUndo,
  type RolloutUndoOptions,
  type UndoFault,
} from './kubectl/rolloutHistory.js'
export {
  rolloutRestart,
  type RestartFault,
  type RolloutRestartOptions,
} from './kubectl/rolloutRestart.js'
export { setImage, type SetImage } from './kubectl/setImage.js'
export { rolloutStatus, type RolloutStatus } from './kubectl/rolloutStatus.js'
export {
  parseTaintArguments,
  type TaintArguments,
  type TaintArgumentsFault,
  type TaintArgumentsOptions,
} from './kubectl/parseTaintArguments.js'
