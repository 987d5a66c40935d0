import * as fc from 'fast-check'
import { distinctBy } from '../data/grouped.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import type { Node } from '../kube/node.js'
import { nameOf } from '../kube/objectFacts.js'
import type { StringMap } from '../kube/objectMeta.js'
import {
  LABEL_HOSTNAME,
  TAINT_DISK_PRESSURE,
  TAINT_NOT_READY,
  TAINT_UNREACHABLE,
  TAINT_UNSCHEDULABLE,
} from '../kube/wellKnown.js'
import { earliest, listOf, plainest } from './shrinks.js'
import { daemonSet, node, type DaemonSetFixture } from './fixtures.js'

/** Objects as real clusters have them: pools of nodes, and the agents that everybody runs. */

interface Pool {
  readonly name: string
  readonly labels: StringMap
  readonly taints: readonly string[]
}

const MACHINE: StringMap = {
  'kubernetes.io/os': 'linux',
  'kubernetes.io/arch': 'amd64',
  'node.kubernetes.io/instance-type': 'm5.large',
}

const POOLS: readonly [Pool, ...Pool[]] = [
  { name: 'general', labels: MACHINE, taints: [] },
  {
    name: 'control-plane',
    labels: { ...MACHINE, 'node-role.kubernetes.io/control-plane': '' },
    taints: ['node-role.kubernetes.io/control-plane:NoSchedule'],
  },
  { name: 'arm', labels: { ...MACHINE, 'kubernetes.io/arch': 'arm64' }, taints: [] },
  {
    name: 'gpu',
    labels: { ...MACHINE, 'nvidia.com/gpu.present': 'true' },
    taints: ['nvidia.com/gpu=present:NoSchedule'],
  },
  {
    name: 'database',
    labels: { ...MACHINE, dedicated: 'database' },
    taints: ['dedicated=database:NoSchedule'],
  },
  {
    name: 'spot',
    labels: { ...MACHINE, 'karpenter.sh/capacity-type': 'spot' },
    taints: ['spot=true:PreferNoSchedule'],
  },
  {
    name: 'windows',
    labels: { ...MACHINE, 'kubernetes.io/os': 'windows' },
    taints: ['os=windows:NoSchedule'],
  },
  {
    name: 'fargate',
    labels: { ...MACHINE, 'eks.amazonaws.com/compute-type': 'fargate' },
    taints: ['eks.amazonaws.com/compute-type=fargate:NoSchedule'],
  },
]

/** Nothing is the matter with most nodes. */
const NONE: readonly string[] = []

const TROUBLES: readonly (readonly string[])[] = [
  [`${TAINT_NOT_READY}:NoSchedule`, `${TAINT_NOT_READY}:NoExecute`],
  [`${TAINT_UNREACHABLE}:NoSchedule`, `${TAINT_UNREACHABLE}:NoExecute`],
  [`${TAINT_DISK_PRESSURE}:NoSchedule`],
  [`${TAINT_UNSCHEDULABLE}:NoSchedule`],
  ['node.cilium.io/agent-not-ready:NoSchedule'],
  ['ToBeDeletedByClusterAutoscaler=1700000000:NoSchedule'],
]

/**
 * A node of this name as clouds make them: of some pool, with its labels and taints, in some zone, and now and then
 * in trouble: not ready, cordoned, out of disk, about to go.
 *
 * @example
 * import * as fc from 'fast-check'
 * import { realNode } from 'podfit/arbitraries'
 *
 * fc.sample(realNode('ip-10-0-1-1'), 1)[0]?.metadata?.labels?.['kubernetes.io/hostname'] // => 'ip-10-0-1-1'
 *
 * @since 0.2.0
 */
export const realNode = (name: string): fc.Arbitrary<Node> =>
  realNodeNamed.map((named) => named(name))

/** The same, but for its name. */
export const realNodeNamed: fc.Arbitrary<(name: string) => Node> = fc
  .record({
    pool: earliest(POOLS),
    zone: fc.constantFrom('eu-west-1a', 'eu-west-1b', 'eu-west-1c'),
    trouble: plainest(
      NONE,
      fc.oneof(
        { weight: 6, arbitrary: fc.constant(NONE) },
        { weight: 1, arbitrary: fc.constantFrom(...TROUBLES) },
      ),
    ),
  })
  .map(({ pool, zone, trouble }) => (name) => {
    const up = node(name)
      .labels({ ...pool.labels, pool: pool.name, 'topology.kubernetes.io/zone': zone })
      .label(LABEL_HOSTNAME, name)
      .taint(...pool.taints, ...trouble)
    return trouble.some((taint) => taint.startsWith(TAINT_UNSCHEDULABLE)) ? up.cordon() : up
  })

const LINUX = { 'kubernetes.io/os': 'linux' }

const agent = (name: string): DaemonSetFixture => daemonSet(name).inNamespace('kube-system')

/** The agents that everybody runs, by what each is known for. */
const AGENTS: readonly [DaemonSetFixture, ...DaemonSetFixture[]] = [
  agent('log-agent')
    .onNodesWith(LINUX)
    .tolerates('node-role.kubernetes.io/control-plane:NoSchedule'),
  agent('network-plugin').tolerates('*').withPodSpec({ hostNetwork: true }),
  agent('node-exporter').onNodesLike('kubernetes.io/os=linux').tolerates('*:NoSchedule'),
  agent('gpu-plugin')
    .onNodesWith({ 'nvidia.com/gpu.present': 'true' })
    .tolerates('nvidia.com/gpu:NoSchedule'),
  agent('storage-driver')
    .onNodesLike('eks.amazonaws.com/compute-type notin (fargate)')
    .tolerates('*'),
  agent('database-tuner').onNodesWith({ dedicated: 'database' }).tolerates('dedicated=database'),
  agent('arm-agent').onNodesLike('kubernetes.io/arch in (arm64)'),
  agent('windows-agent').onNodesWith({ 'kubernetes.io/os': 'windows' }).tolerates('os=windows'),
]

const BUDGETS = [
  { maxUnavailable: 1, maxSurge: 0 },
  { maxUnavailable: '10%', maxSurge: 0 },
  { maxUnavailable: 0, maxSurge: '25%' },
]

/**
 * A DaemonSet as everybody runs one: agents for logs, networks, metrics, storage and devices, in `kube-system`.
 *
 * @example
 * import * as fc from 'fast-check'
 * import { realDaemonSet } from 'podfit/arbitraries'
 *
 * fc.sample(realDaemonSet, 1)[0]?.metadata?.namespace // => 'kube-system'
 *
 * @since 0.2.0
 */
export const realDaemonSet: fc.Arbitrary<DaemonSet> = fc
  .record({ chosen: earliest(AGENTS), budget: fc.constantFrom(...BUDGETS) })
  .map(({ chosen, budget }) => chosen.rolls(budget))

/** Some of the agents, each at most once. */
export const someAgents: fc.Arbitrary<readonly DaemonSet[]> = listOf(earliest(AGENTS), {
  minLength: 1,
  maxLength: 6,
}).map((agents) => distinctBy(agents, nameOf))
