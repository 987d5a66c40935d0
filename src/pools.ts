export { machineTemplate, type Machines, type MachineTaint } from './pools/clusterApi.js'
export {
  agentPoolTemplate,
  managedClusterTemplates,
  type AgentPool,
  type ManagedCluster,
} from './pools/aks.js'
export { eksctlTemplates, type EksctlCluster, type EksctlNodeGroup } from './pools/eksctl.js'
export {
  gkeClusterTemplates,
  gkeNodePoolTemplate,
  type GkeCluster,
  type GkeNodePool,
} from './pools/gke.js'
export {
  nodeClaimTemplate,
  nodePoolTemplate,
  type NodeClaim,
  type NodePool,
  type NodePoolNodeSpec,
} from './pools/karpenter.js'
export { kubeadmTemplate, type KubeadmNode, type KubeletArgument } from './pools/kubeadm.js'
export { withNodeClass, type KarpenterNodeClass } from './pools/nodeClass.js'
export { NODE_PROFILES, type NodeProfile } from './pools/profiles.js'
export {
  decideTemplate,
  explainTemplate,
  type TemplateDecision,
  type TemplateVerdict,
} from './pools/decideTemplate.js'
export {
  whileStarting,
  type LabelRequirement,
  type NodeClassRef,
  type NodeTemplate,
  type UnknownLabel,
} from './pools/nodeTemplate.js'
export type { UnaskedMachine } from './placement/machineAsked.js'
