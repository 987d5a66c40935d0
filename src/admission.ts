export {
  admit,
  respond,
  type Admission,
  type AdmissionReviewResponse,
  type AdmitOptions,
  type RuledFinding,
} from './admission/admit.js'
export {
  evictsNone,
  keepsNodes,
  mustReach,
  mustStayOff,
  type ClusterRuleOptions,
  type EvictionRuleOptions,
} from './admission/clusterRules.js'
export { namespaceKeepsNodes, usableNamespaceAnnotations } from './admission/namespaceRules.js'
export { podNodeSelector, type NodeSelectorRestriction } from './admission/podNodeSelector.js'
export {
  readAdmissionReview,
  type AdmissionOperation,
  type AdmissionSubject,
  type AdmittedObject,
  type AdmittedPodSpec,
} from './admission/request.js'
export {
  asWarnings,
  exceptInNamespaces,
  inNamespaces,
  type AdmissionFinding,
  type AdmissionRule,
  type Ruling,
} from './admission/rule.js'
export { tolerableTaint } from './admission/tolerableTaint.js'
export {
  noBlanketTolerations,
  noTolerationOf,
  podTolerationRestriction,
  requiredTolerations,
  type TolerationRestriction,
} from './admission/tolerationPolicies.js'
export { forbiddenTolerations, mergeTolerations } from './admission/tolerationRules.js'
