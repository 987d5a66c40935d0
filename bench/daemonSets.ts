import type { DaemonSet, NodeSelectorRequirement, NodeSelectorTerm, PodSpec } from 'podfit'
import { nodeName, uid } from './nodes.js'
import {
  GENERATION,
  GPU,
  POOL,
  poolName,
  PRODUCTS,
  SERIAL,
  SPOT,
  TEAM,
  teamName,
  ZONES,
} from './pools.js'
import { random, type Random } from './random.js'

export interface DaemonSetCounts {
  readonly seed: number
  readonly nodes: number
  readonly daemonSets: number
  /** How many different placement policies they have; the others share one of these. */
  readonly policies: number
  /** Further node selector terms that every policy with an affinity has and that match nowhere. */
  readonly extraTerms: number
}

/** DaemonSets of the shapes that clusters have, ten of each in a hundred or so. */
export const makeDaemonSets = (counts: DaemonSetCounts): readonly DaemonSet[] => {
  const chance = random(counts.seed + 1)
  return Array.from({ length: counts.daemonSets }, (_, i) =>
    daemonSet(i, placement(i % counts.policies, counts), chance),
  )
}

const OS = { 'kubernetes.io/os': 'linux' }
const EVERYTHING = { operator: 'Exists' }
const expression = (
  key: string,
  operator: string,
  ...values: readonly string[]
): NodeSelectorRequirement => ({ key, operator, ...(values.length > 0 && { values }) })

/** The placement of the i-th policy; each differs from all others. */
const placement = (i: number, { nodes, extraTerms }: DaemonSetCounts): PodSpec => {
  const k = Math.floor(i / 10)
  const require = (...terms: readonly NodeSelectorTerm[]): PodSpec => ({
    affinity: {
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [...nowhere(extraTerms), ...terms],
        },
      },
    },
  })
  const here = (...matchExpressions: readonly NodeSelectorRequirement[]): NodeSelectorTerm => ({
    matchExpressions,
  })
  const host = (j: number): string => nodeName((i * 131 + j * 17) % nodes)
  const hosts = Array.from({ length: 20 }, (_, j) => host(j))
  const team = teamName(k * 8 + (i % 2 === 0 ? 1 : 5))
  switch (i % 10) {
    case 0: // on every node but those of a pool that was left out
      return {
        nodeSelector: OS,
        tolerations: [EVERYTHING],
        ...require(here(expression(POOL, 'NotIn', `legacy-${k}`, poolName(k * 8)))),
      }
    case 1: // on every node, in one architecture
      return {
        nodeSelector: { ...OS, 'kubernetes.io/arch': k % 2 === 0 ? 'amd64' : 'arm64' },
        tolerations: [{ ...EVERYTHING, effect: 'NoExecute' }, { key: `example.com/agent-${k}` }],
        hostNetwork: true,
      }
    case 2: // for the pools of teams
    case 3:
      return {
        nodeSelector: { [TEAM]: team },
        tolerations: [
          { key: TEAM, operator: 'Equal', value: team },
          { key: `example.com/agent-${k}` },
        ],
      }
    case 4: // for GPUs of some products
      return {
        tolerations: [{ key: GPU, operator: 'Exists', effect: 'NoSchedule' }],
        ...require(
          here(
            expression('nvidia.com/gpu.present', 'Exists'),
            expression('nvidia.com/gpu.product', 'In', PRODUCTS[k % 4] as string, `Tesla-P${k}`),
          ),
        ),
      }
    case 5: // in some zones, on machines that are new enough
      return require(here(
        expression('topology.kubernetes.io/zone', 'In', ZONES[k % 3] as string),
        expression(GENERATION, 'Gt', String(k % 9)),
      ), here(
        expression('topology.kubernetes.io/zone', 'NotIn', ZONES[k % 3] as string),
        expression(GENERATION, 'Gt', String((k + 4) % 10)),
      ))
    case 6: // not in these pools
      return {
        nodeSelector: OS,
        tolerations: [{ key: SPOT, operator: 'Exists' }],
        ...require(
          here(
            expression(POOL, 'NotIn', ...Array.from({ length: 6 }, (_, j) => poolName(k + j * 7))),
          ),
        ),
      }
    case 7: // not on these nodes
      return {
        tolerations: [{ key: SPOT, value: 'true', effect: 'NoSchedule' }],
        ...require(here(expression('kubernetes.io/hostname', 'NotIn', ...hosts))),
      }
    case 8: // on three nodes, by their names
      return {
        tolerations: [EVERYTHING],
        ...require(
          ...hosts
            .slice(0, 3)
            .map((name) => ({ matchFields: [expression('metadata.name', 'In', name)] })),
        ),
      }
    default: // on machines bought after some other one
      return {
        tolerations: [
          { key: TEAM, operator: 'Exists', effect: 'NoSchedule' },
          { key: SPOT, operator: 'Exists', effect: 'NoSchedule' },
          { key: GPU, value: 'present', effect: 'NoSchedule' },
          { key: `example.com/agent-${k}` },
        ],
        ...require(
          here(
            expression(SERIAL, 'Gt', String(100_000 + Math.floor((nodes * (k % 2)) / 2))),
            expression(SPOT, 'DoesNotExist'),
          ),
        ),
      }
  }
}

const nowhere = (count: number): readonly NodeSelectorTerm[] =>
  Array.from({ length: count }, (_, j) => ({
    matchExpressions: [
      expression('kubernetes.io/os', 'In', 'linux'),
      expression('example.com/site', 'In', `site-${j}`),
    ],
  }))

const daemonSet = (i: number, podSpec: PodSpec, chance: Random): DaemonSet => {
  const name = `agent-${String(i).padStart(3, '0')}`
  const labels = { app: name, 'app.kubernetes.io/managed-by': 'Helm' }
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: {
      creationTimestamp: '2026-03-01T08:00:00Z',
      generation: 3,
      labels,
      name,
      namespace: `agents-${i % 7}`,
      uid: uid(chance),
    },
    spec: {
      revisionHistoryLimit: 10,
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels },
        spec: {
          ...podSpec,
          containers: [
            {
              image: `registry.example.com/platform/${name}:v1.${i}.0`,
              imagePullPolicy: 'IfNotPresent',
              name: 'main',
              resources: { limits: { memory: '128Mi' }, requests: { cpu: '50m', memory: '64Mi' } },
            },
          ],
          dnsPolicy: 'ClusterFirst',
          restartPolicy: 'Always',
          schedulerName: 'default-scheduler',
          terminationGracePeriodSeconds: 30,
        },
      },
      updateStrategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 1 }, type: 'RollingUpdate' },
    },
    status: { observedGeneration: 3 },
  }
}
