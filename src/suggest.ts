export { applyEdits, type Edit } from './data/edit.js'

export { suggestNodeChange } from './suggest/suggestNodeChange.js'
export { narrowTolerations, suggestTolerations } from './suggest/suggestTolerations.js'
export { suggestFixes } from './suggest/suggestFixes.js'
export type {
  Fix,
  NodeChangeFault,
  NodeSuggestion,
  NotSelected,
  RequirementChange,
  SelectionChange,
  SuggestOptions,
  TolerationSuggestion,
} from './suggest/suggestion.js'
