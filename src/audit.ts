export { audit, type AuditOptions } from './audit/audit.js'
export type {
  AddedNodeSelector,
  AuditFinding,
  BlanketToleration,
  BootstrapDeadlock,
  DeadTaint,
  HostPortCollision,
  RunsNowhere,
  RunsOnVirtualNode,
  SharedPods,
  StaleStatus,
  TaintedNodes,
  UnusedToleration,
} from './audit/finding.js'
export { commonRemovers, type TaintRemover } from './audit/removers.js'
