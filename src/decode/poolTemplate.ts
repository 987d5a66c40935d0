import { own } from '../data/own.js'
import type { StringMap } from '../kube/objectMeta.js'
import type { Taint } from '../kube/taint.js'
import { LATE_LABELS } from '../pools/lateLabels.js'
import type { NodeTemplate, UnknownLabel } from '../pools/nodeTemplate.js'
import { FIRST_TAINTS, isStartupTaint } from '../pools/startupTaints.js'

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
    unknownLabels: [...pool.unknownLabels, ...LATE_LABELS],
  }
}
