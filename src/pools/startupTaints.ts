import { NO_EXECUTE, NO_SCHEDULE, TAINT_NOT_READY, TAINT_UNREACHABLE } from '../kube/wellKnown.js'
import type { Taint } from '../kube/taint.js'

/** Taints that nodes carry until somebody has finished with them, by key. */
const STARTUP_KEYS: ReadonlySet<string> = new Set([
  TAINT_NOT_READY,
  TAINT_UNREACHABLE,
  'node.cloudprovider.kubernetes.io/uninitialized',
  'node.cluster.x-k8s.io/uninitialized',
  'karpenter.sh/unregistered',
  'node.cilium.io/agent-not-ready',
  'ebs.csi.aws.com/agent-not-ready',
  'efs.csi.aws.com/agent-not-ready',
  'fsx.csi.aws.com/agent-not-ready',
  'nvidia.com/gpu-not-ready',
])

/** Whether a taint is one of those that go away by themselves once a node is up. */
export const isStartupTaint = ({ key }: Taint): boolean => STARTUP_KEYS.has(key ?? '')

/** The taints that every node begins with, whatever pool makes it. */
export const FIRST_TAINTS: readonly Taint[] = [
  { key: TAINT_NOT_READY, effect: NO_SCHEDULE },
  { key: TAINT_NOT_READY, effect: NO_EXECUTE },
]
