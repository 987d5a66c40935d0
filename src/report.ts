export { attributionText } from './report/attributionText.js'
export { causeText, EFFECT_TEXT, remedyText } from './report/causeText.js'
export { upstreamFieldError, type UpstreamFieldError } from './report/fieldErrorText.js'
export { hasImpact, impactText } from './report/impactText.js'
export { forecastText, noticeText } from './report/forecastText.js'
export {
  kubectlLabelError,
  kubectlRolloutStatus,
  kubectlTaintArgumentsError,
  kubectlTaintError,
  kubectlUndoError,
  kubectlUndoText,
} from './report/kubectlText.js'
export { hasChanges, planSummary, type PlanSummary } from './report/planSummary.js'
export { planText } from './report/planText.js'
export { reasonDetails, reasonSummary, taintText } from './report/reasonText.js'
export { simulationText } from './report/simulationText.js'
export { colourStyle, plainStyle, type Style } from './report/style.js'
export {
  upstreamEvent,
  upstreamLabelSelectorError,
  upstreamScaleError,
  upstreamSelectorError,
  upstreamSyncError,
  upstreamTargetNodeError,
} from './report/upstream.js'
export { verdictText } from './report/verdictText.js'
export { versionChangeText } from './report/versionChangeText.js'
export { versionFaultText } from './report/versionText.js'
