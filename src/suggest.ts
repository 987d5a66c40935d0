export { applyEdits, type Edit } from './data/edit.js'

export { suggestNodeChange } from './suggest/suggestNodeChange.js'
export { narrowTolerations, suggestTolerations } from './suggest/suggestTolerations.js'
export { suggestWays } from './suggest/suggestWays.js'
export type {
  NodeSuggestion,
  NotSelected,
  RequirementChange,
  SelectionChange,
  TolerationSuggestion,
  WayThere,
} from './suggest/suggestion.js'
