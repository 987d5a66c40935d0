import type { StringMap, Taint } from 'podfit'

/** A group of equal machines: what their nodes carry beside what the kubelet sets. */
export interface Pool {
  readonly name: string
  readonly instance: string
  readonly arch: 'amd64' | 'arm64'
  readonly labels: StringMap
  readonly taints: readonly Taint[]
}

export const POOL = 'cloud.example.com/pool'
export const GENERATION = 'cloud.example.com/generation'
export const SERIAL = 'cloud.example.com/serial'
export const TEAM = 'example.com/dedicated'
export const SPOT = 'cloud.example.com/spot'
export const GPU = 'nvidia.com/gpu'
export const ZONES = ['eu-west-1a', 'eu-west-1b', 'eu-west-1c']
export const PRODUCTS = ['NVIDIA-A100-SXM4-80GB', 'NVIDIA-H100-80GB-HBM3', 'Tesla-T4', 'NVIDIA-L4']
const INSTANCES = ['m6i.2xlarge', 'm7g.4xlarge', 'c6i.8xlarge', 'r7g.2xlarge', 'p4d.24xlarge']

/** Pools there are in a cluster, whatever its size. */
export const POOLS = 48

export const poolName = (i: number): string => `pool-${String(i % POOLS).padStart(2, '0')}`
export const teamName = (i: number): string => `team-${i % POOLS}`

/** Half of the pools are general, a quarter dedicated to teams, the rest has GPUs or is spot capacity. */
export const pool = (i: number): Pool => {
  const instance = INSTANCES[i % INSTANCES.length] as string
  const arch = instance.includes('g.') ? 'arm64' : 'amd64'
  const base = { name: poolName(i), instance, arch } as const
  const common = { [POOL]: base.name, [GENERATION]: String(1 + (i % 9)) }
  switch (i % 8) {
    case 1:
    case 5:
      return {
        ...base,
        labels: { ...common, [TEAM]: teamName(i) },
        taints: [{ key: TEAM, value: teamName(i), effect: 'NoSchedule' }],
      }
    case 3: {
      const product = PRODUCTS[i % PRODUCTS.length] as string
      return {
        ...base,
        labels: { ...common, 'nvidia.com/gpu.present': 'true', 'nvidia.com/gpu.product': product },
        taints: [{ key: GPU, value: 'present', effect: 'NoSchedule' }],
      }
    }
    case 7:
      return {
        ...base,
        labels: { ...common, [SPOT]: 'true' },
        taints: [{ key: SPOT, value: 'true', effect: 'NoSchedule' }],
      }
    default:
      return { ...base, labels: common, taints: [] }
  }
}
