import { NEWEST_RELEASE, type Node, type Taint } from 'podfit'
import { pool, POOLS, SERIAL, ZONES } from './pools.js'
import { random, type Random } from './random.js'

/** How many of a cluster's things there are. */
export interface NodeCounts {
  readonly seed: number
  readonly nodes: number
  /** Further taints that every node carries, tolerated by few. */
  readonly extraTaints: number
}

export const nodeName = (i: number): string => `ip-10-${i >> 16}-${(i >> 8) & 255}-${i & 255}`

/** Nodes as a kubelet reports them: labels, taints, conditions, capacity and the images it holds. */
export const makeNodes = ({ seed, nodes, extraTaints }: NodeCounts): readonly Node[] => {
  const chance = random(seed)
  const images = Array.from({ length: 400 }, (_, i) => image(i, chance))
  return Array.from({ length: nodes }, (_, i) => node(i, extraTaints, chance, images))
}

const node = (i: number, extraTaints: number, chance: Random, images: readonly object[]): Node => {
  const name = nodeName(i)
  const { instance, arch, labels, taints } = pool(i % POOLS)
  const zone = ZONES[Math.floor(i / POOLS) % ZONES.length] as string
  const trouble = chance.below(25) === 0 ? chance.pick(TROUBLES) : []
  const all = [...taints, ...extra(i, extraTaints), ...trouble]
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      annotations: {
        'csi.volume.kubernetes.io/nodeid': `{"ebs.csi.aws.com":"i-${chance.hex(17)}"}`,
        'node.alpha.kubernetes.io/ttl': '0',
        'volumes.kubernetes.io/controller-managed-attach-detach': 'true',
      },
      creationTimestamp: '2026-03-01T08:00:00Z',
      labels: {
        'beta.kubernetes.io/arch': arch,
        'beta.kubernetes.io/instance-type': instance,
        'beta.kubernetes.io/os': 'linux',
        ...labels,
        [SERIAL]: String(100_000 + i),
        'failure-domain.beta.kubernetes.io/region': 'eu-west-1',
        'failure-domain.beta.kubernetes.io/zone': zone,
        'kubernetes.io/arch': arch,
        'kubernetes.io/hostname': name,
        'kubernetes.io/os': 'linux',
        'node.kubernetes.io/instance-type': instance,
        'topology.ebs.csi.aws.com/zone': zone,
        'topology.kubernetes.io/region': 'eu-west-1',
        'topology.kubernetes.io/zone': zone,
      },
      name,
      uid: uid(chance),
    },
    spec: {
      podCIDR: `10.${i & 255}.0.0/24`,
      podCIDRs: [`10.${i & 255}.0.0/24`],
      providerID: `aws:///${zone}/i-${chance.hex(17)}`,
      ...(all.length > 0 && { taints: all }),
      ...(trouble === CORDON && { unschedulable: true }),
    },
    status: status(name, instance, arch, chance, images),
  }
}

const SINCE = '2026-06-01T09:30:00Z'
const taint = (key: string, effect: string): Taint => ({ key, effect, timeAdded: SINCE })
const CORDON = [taint('node.kubernetes.io/unschedulable', 'NoSchedule')]
const TROUBLES: readonly (readonly Taint[])[] = [
  CORDON,
  [taint('node.kubernetes.io/disk-pressure', 'NoSchedule')],
  [
    taint('node.kubernetes.io/not-ready', 'NoSchedule'),
    taint('node.kubernetes.io/not-ready', 'NoExecute'),
  ],
  [
    taint('node.kubernetes.io/unreachable', 'NoSchedule'),
    taint('node.kubernetes.io/unreachable', 'NoExecute'),
  ],
]

const extra = (i: number, count: number): readonly Taint[] =>
  Array.from({ length: count }, (_, j) => ({
    key: `example.com/extra-${j}`,
    value: String(i % 5),
    effect: 'NoSchedule',
  }))

export const uid = (chance: Random): string =>
  `${chance.hex(8)}-${chance.hex(4)}-4${chance.hex(3)}-a${chance.hex(3)}-${chance.hex(12)}`

const image = (i: number, chance: Random): object => ({
  names: [
    `registry.example.com/platform/service-${i}@sha256:${chance.hex(64)}`,
    `registry.example.com/platform/service-${i}:v1.${i}.0`,
  ],
  sizeBytes: 10_000_000 + chance.below(400_000_000),
})

const CONDITIONS = [
  [
    'MemoryPressure',
    'False',
    'KubeletHasSufficientMemory',
    'kubelet has sufficient memory available',
  ],
  ['DiskPressure', 'False', 'KubeletHasNoDiskPressure', 'kubelet has no disk pressure'],
  ['PIDPressure', 'False', 'KubeletHasSufficientPID', 'kubelet has sufficient PID available'],
  ['Ready', 'True', 'KubeletReady', 'kubelet is posting ready status'],
] as const

const status = (
  name: string,
  instance: string,
  architecture: string,
  chance: Random,
  images: readonly object[],
): NonNullable<Node['status']> => {
  const resources = {
    cpu: '16',
    'ephemeral-storage': '209702892Ki',
    'hugepages-2Mi': '0',
    memory: `${60_000_000 + chance.below(4_000_000)}Ki`,
    pods: '110',
  }
  const first = chance.below(images.length)
  return {
    addresses: [
      { type: 'InternalIP', address: name.slice(3).replaceAll('-', '.') },
      { type: 'Hostname', address: name },
      { type: 'InternalDNS', address: `${name}.eu-west-1.compute.internal` },
    ],
    allocatable: resources,
    capacity: resources,
    conditions: CONDITIONS.map(([type, value, reason, message]) => ({
      lastHeartbeatTime: '2026-06-01T10:00:00Z',
      lastTransitionTime: '2026-03-01T08:00:30Z',
      message,
      reason,
      status: value,
      type,
    })),
    daemonEndpoints: { kubeletEndpoint: { Port: 10250 } },
    images: Array.from({ length: 25 }, (_, i) => images[(first + i * 7) % images.length]),
    nodeInfo: {
      architecture,
      bootID: uid(chance),
      containerRuntimeVersion: 'containerd://2.1.4',
      kernelVersion: '6.12.40-63.114.amzn2023.x86_64',
      kubeletVersion: `v${NEWEST_RELEASE}`,
      machineID: chance.hex(32),
      operatingSystem: 'linux',
      osImage: `Amazon Linux 2023 (${instance})`,
      systemUUID: uid(chance),
    },
  }
}
