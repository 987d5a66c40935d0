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
