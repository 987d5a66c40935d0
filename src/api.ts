export { labelKeyFaults, labelValueFaults, type SyntaxFault } from './data/labelSyntax.js'

export type { FieldError, FieldRule } from './reason/fieldError.js'

export { asCreated } from './api/asCreated.js'
export { asUpdated } from './api/asUpdated.js'
export { defaultDaemonSet } from './api/defaults.js'
export { servedTemplate } from './api/servedTemplate.js'
export { validateDaemonSet } from './api/validateDaemonSet.js'
export { validateNodeSelector } from './api/validateNodeSelector.js'
export { validateTaints } from './api/validateTaints.js'
export { validateTolerations } from './api/validateTolerations.js'
