export { attributionText } from './report/attributionText.js'
export { causeText, EFFECT_TEXT, remedyText } from './report/causeText.js'
export { auditText } from './report/auditText.js'
export { expectationText } from './report/expectationText.js'
export { upstreamFieldError, type UpstreamFieldError } from './report/fieldErrorText.js'
export { casesMarkdown } from './report/casesMarkdown.js'
export { hasImpact, impactText } from './report/impactText.js'
export { impactMarkdown } from './report/impactMarkdown.js'
export { forecastText, noticeText } from './report/forecastText.js'
export {
  reportedFinding,
  subjectText,
  type FindingOrigin,
  type FindingText,
  type ReportedCase,
  type ReportedFinding,
} from './report/findingReport.js'
export { casesText, findingLines } from './report/findingsText.js'
export { githubAnnotations } from './report/githubAnnotations.js'
export { junit } from './report/junit.js'
export {
  kubectlLabelError,
  kubectlRolloutStatus,
  kubectlTaintArgumentsError,
  kubectlTaintError,
  kubectlUndoError,
  kubectlUndoText,
} from './report/kubectlText.js'
export { jsonPatch, kustomization, mergePatch, type JsonPatchOperation } from './report/patches.js'
export { hasChanges, planSummary, type PlanSummary } from './report/planSummary.js'
export { planText } from './report/planText.js'
export { progressText } from './report/progressText.js'
export { reasonDetails, reasonSummary, taintText } from './report/reasonText.js'
export { simulationText } from './report/simulationText.js'
export { stagesText } from './report/stagesText.js'
export { sarif, type SarifLog, type SarifResult, type SarifRun } from './report/sarif.js'
export { nodeSuggestionText, wayText } from './report/suggestionText.js'
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
