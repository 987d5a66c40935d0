import { own } from '../data/own.js'
import type { StringMap } from '../kube/objectMeta.js'
import type { Taint } from '../kube/taint.js'
import { LABELS_AFTER_REGISTRATION } from './labelsAfterRegistration.js'
import type { NodeTemplate, UnknownLabel } from './nodeTemplate.js'
import { NO_EXECUTE, NO_SCHEDULE, TAINT_NOT_READY, TAINT_UNREACHABLE } from '../kube/wellKnown.js'

/** Taints that nodes carry until a component has finished with them, by key. */
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

/** What a node pool says of its nodes. */
export interface Pool {
  readonly name: string
  readonly labels: StringMap
  readonly taints: readonly Taint[]
  readonly startupTaints: readonly Taint[]
  readonly unknownLabels: readonly UnknownLabel[]
}

/** Labels that the kubelet sets twice, under the old name too. */
const OLD_NAMES: Readonly<Record<string, string>> = {
  'kubernetes.io/os': 'beta.kubernetes.io/os',
  'kubernetes.io/arch': 'beta.kubernetes.io/arch',
  'node.kubernetes.io/instance-type': 'beta.kubernetes.io/instance-type',
  'topology.kubernetes.io/zone': 'failure-domain.beta.kubernetes.io/zone',
  'topology.kubernetes.io/region': 'failure-domain.beta.kubernetes.io/region',
}

/**
 * The template of the nodes that a pool makes.
 *
 * - **Rules**
 *   1. The node is called after the pool and so is its host name: policies that name nodes mean others.
 *   2. Labels that the pool tells are known, under their old names too; those of the kubelet, the cloud and
 *      the labellers of devices are not; any other is absent.
 *   3. Taints that go away once a node is up are startup taints, also where the pool lists them with the others.
 */
export const poolTemplate = (pool: Pool): NodeTemplate => {
  const { name, labels, taints } = pool
  const old = Object.entries(OLD_NAMES).flatMap(([key, alias]) => {
    const value = own(labels, key)
    return value === undefined ? [] : [[alias, value] as const]
  })
  const all = { 'kubernetes.io/hostname': name, ...Object.fromEntries(old), ...labels }
  return {
    node: {
      metadata: { name, labels: all },
      spec: { taints: taints.filter((taint) => !isStartupTaint(taint)) },
    },
    startupTaints: [...FIRST_TAINTS, ...pool.startupTaints, ...taints.filter(isStartupTaint)],
    unknownLabels: [...pool.unknownLabels, ...LABELS_AFTER_REGISTRATION],
  }
}
