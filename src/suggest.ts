export { applyPatch, type PatchOperation } from './data/patch.js'

export {
  simplifyDaemonSet,
  type DaemonSetSimplification,
  type TemplateSize,
} from './suggest/simplifyDaemonSet.js'
export { suggestNodeChange } from './suggest/suggestNodeChange.js'
export { narrowTolerations, suggestTolerations } from './suggest/suggestTolerations.js'
export { suggestFixes } from './suggest/suggestFixes.js'
export { suggestPoolFixes, type PoolFixes } from './suggest/suggestPoolFixes.js'
export type { AssumedLabel } from './pools/decideTemplate.js'
export type {
  Fix,
  NodeChangeFault,
  NodeExclusion,
  NodeSuggestion,
  NotSelected,
  RequirementChange,
  SelectionChange,
  SuggestOptions,
  TolerationSuggestion,
  UnaskedNode,
} from './suggest/suggestion.js'
