export { machineTemplate, type Machines, type MachineTaint } from './pools/clusterApi.js'
export { nodePoolTemplate, type NodePool, type NodePoolNodeSpec } from './pools/karpenter.js'
export {
  decideTemplate,
  explainTemplate,
  type TemplateDecision,
  type TemplateVerdict,
} from './pools/decideTemplate.js'
export {
  whileStarting,
  type LabelRequirement,
  type NodeTemplate,
  type UnknownLabel,
} from './pools/nodeTemplate.js'
