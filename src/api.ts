export { labelKeyFaults, labelValueFaults, type SyntaxFault } from './data/labelSyntax.js'

export type { FieldError, FieldRule } from './reason/fieldError.js'

export { asCreated } from './api/asCreated.js'
export { asUpdated } from './api/asUpdated.js'
export { defaultDaemonSet } from './api/defaults.js'
export { defaultedTemplate } from './api/defaultedTemplate.js'
export { warnings, type WarningsOptions } from './api/warnings.js'
export type { ServerWarning, VolumeEnd, WarnedPath, WarnedSource } from './reason/serverWarning.js'
export { validateDaemonSet, type ValidateDaemonSetOptions } from './api/validateDaemonSet.js'
export {
  validateNodeSelector,
  type ValidateNodeSelectorOptions,
} from './api/validateNodeSelector.js'
export { validateTaints, type ValidateTaintsOptions } from './api/validateTaints.js'
export { validateTolerations, type ValidateTolerationsOptions } from './api/validateTolerations.js'
export {
  intake,
  type AcceptedDaemonSet,
  type Intake,
  type IntakeObjects,
  type IntakeOptions,
  type RefusedObject,
} from './intake/intake.js'
export type {
  IntakeIssue,
  IntakeSubject,
  ManifestFault,
  ManifestNote,
  WayOut,
} from './intake/intakeIssue.js'
export type { ForeignObject, KindFault, TypeMeta } from './intake/whichObject.js'
