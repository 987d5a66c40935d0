export { redact, type RedactOptions, type Redaction } from './impact/redact/redact.js'
export type { TextKind } from './impact/redact/pseudonyms.js'
export {
  decideTemplate,
  explainTemplate,
  type TemplateDecision,
  type TemplateVerdict,
} from './placement/decideTemplate.js'
export {
  whileStarting,
  type LabelRequirement,
  type NodeTemplate,
  type UnknownLabel,
} from './placement/nodeTemplate.js'
