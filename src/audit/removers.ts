import { matchesPattern } from '../data/matchesPattern.js'
import type { Taint } from '../kube/taint.js'
import {
  NO_EXECUTE,
  NO_SCHEDULE,
  TAINT_NETWORK_UNAVAILABLE,
  TAINT_NOT_READY,
} from '../kube/wellKnown.js'

/**
 * A taint that new nodes carry until a DaemonSet of a certain name takes it off.
 *
 * @since 0.1.0
 */
export interface TaintRemover {
  readonly taint: Taint
  /** The names of the DaemonSets that do; `*` stands for any text. */
  readonly daemonSets: readonly string[]
  /** Only some clusters put it on new nodes: those are meant that are like a node with it. */
  readonly optional?: boolean
}

const CNI = [
  'aws-node',
  'kindnet',
  'cilium',
  'calico-node',
  'kube-flannel*',
  'weave-net',
  'antrea-agent',
  'kube-router',
  'canal',
  'ovnkube-node',
  'azure-cni*',
  'kube-ovn-cni',
]

const CLOUD = ['*cloud-controller-manager', '*cloud-node-manager']

/** Once they run a GPU can be used; who then takes the taint off differs. */
const GPU = ['nvidia-driver-daemonset*', 'nvidia-device-plugin*', 'nvidia-gpu-device-plugin*']

/**
 * Who takes which taint off new nodes, as far as everybody's clusters agree.
 *
 * @since 0.1.0
 */
export const commonRemovers: readonly TaintRemover[] = [
  {
    taint: {
      key: 'node.cloudprovider.kubernetes.io/uninitialized',
      value: 'true',
      effect: NO_SCHEDULE,
    },
    daemonSets: CLOUD,
  },
  { taint: { key: TAINT_NOT_READY, effect: NO_SCHEDULE }, daemonSets: CNI },
  { taint: { key: TAINT_NETWORK_UNAVAILABLE, effect: NO_SCHEDULE }, daemonSets: CNI },
  {
    taint: { key: 'node.cilium.io/agent-not-ready', value: 'true', effect: NO_EXECUTE },
    daemonSets: ['cilium'],
  },
  ...['ebs', 'efs', 'fsx'].map((storage) => ({
    taint: { key: `${storage}.csi.aws.com/agent-not-ready`, effect: NO_EXECUTE },
    daemonSets: [`${storage}-csi-node`],
    optional: true,
  })),
  {
    taint: { key: 'nvidia.com/gpu-not-ready', effect: NO_SCHEDULE },
    daemonSets: GPU,
    optional: true,
  },
]

/** Whether a remover's list names a DaemonSet. */
export const removes = ({ daemonSets }: TaintRemover, name: string): boolean =>
  daemonSets.some((pattern) => matchesPattern(pattern, name))
