export { casesMarkdown } from './report/formats/markdown.js'
export {
  reportedFinding,
  subjectText,
  type FindingOrigin,
  type FindingText,
  type ReportedCase,
  type ReportedFinding,
} from './report/formats/findingReport.js'
export { githubAnnotations } from './report/formats/githubAnnotations.js'
export { impactMarkdown } from './report/formats/impactMarkdown.js'
export { junit } from './report/formats/junit.js'
export {
  jsonPatch,
  kustomization,
  mergePatch,
  type JsonPatchOperation,
} from './report/formats/patches.js'
export {
  sarif,
  type SarifDescription,
  type SarifLog,
  type SarifOptions,
  type SarifPlace,
  type SarifResult,
  type SarifRule,
  type SarifRun,
} from './report/formats/sarif.js'
export { amountText } from './report/overview/amountText.js'
export { readyMarkdown, readyText } from './report/overview/readyText.js'
export { capacityMarkdown, capacityText } from './report/overview/capacityText.js'
export { fitText, nodeFitText } from './report/overview/fitText.js'
export { matrixMarkdown, matrixText } from './report/overview/matrixText.js'
export { nodeMarkdown, nodeText } from './report/overview/nodeText.js'
export { statusMarkdown, statusText, type OverviewLayout } from './report/overview/statusText.js'
export { troubleText, type TroubleText } from './report/overview/troubleText.js'
export { attributionText } from './report/text/attributionText.js'
export { auditText, notCheckedLines, notCheckedText } from './report/text/auditText.js'
export { causeText, effectText, remedyText } from './report/text/causeText.js'
export { conversionNoteText } from './report/text/conversionText.js'
export { expectationText, testFaultText } from './report/text/expectationText.js'
export { casesText, findingLines } from './report/text/findingsText.js'
export { forecastText, noticeText } from './report/text/forecastText.js'
export { hasImpact, impactText } from './report/text/impactText.js'
export { hasChanges, planSummary, type PlanSummary } from './cluster/planSummary.js'
export { progressText } from './report/text/attributionText.js'
export { reasonDetails, reasonSummary, taintText } from './report/text/reasonText.js'
export { simulationText } from './report/text/simulationText.js'
export { stagesText } from './report/text/stagesText.js'
export { colourStyle, plainStyle, type Style } from './report/text/style.js'
export { nodeSuggestionText, fixText } from './report/text/suggestionText.js'
export { whatIfStepText } from './report/text/whatIfText.js'
export { selectionText } from './report/text/selectionText.js'
export { verdictText } from './report/text/verdictText.js'
export { versionDiffText } from './report/text/versionDiffText.js'
export { versionFaultText } from './report/text/versionText.js'
export { exactJson } from './data/exactJson.js'
export { upstreamFieldError, type UpstreamFieldError } from './report/upstream/fieldErrorText.js'
export { fieldIssueText } from './report/upstream/fieldIssueText.js'
export { serverWarningText } from './report/upstream/serverWarningText.js'
export { intakeSentence, intakeSubjectText, intakeText } from './report/upstream/intakeText.js'
export {
  argoHealthText,
  deployReadyText,
  helmReadyText,
  kstatusText,
} from './report/upstream/deployToolText.js'
export {
  kubectlLabelError,
  kubectlRolloutStatus,
  kubectlTaintArgumentsError,
  kubectlTaintError,
  kubectlTaintRefusal,
  kubectlUndoError,
  kubectlUndoText,
} from './report/upstream/kubectlText.js'
export {
  upstreamEvent,
  upstreamLabelSelectorError,
  upstreamScaleError,
  upstreamSelectorError,
  upstreamSyncError,
  upstreamShortage,
  upstreamTargetNodeError,
} from './report/upstream/upstream.js'
