import { cluster, updateCluster, type Cluster, type DaemonSet } from 'podfit'
import { describe, expect, it } from 'vitest'
import { differences } from './check.js'
import { missingFrom, pictureOf } from './picture.js'
import { outcomes, type World } from './world.js'

const template = (image: string) => ({
  metadata: { labels: { app: 'agent' } },
  spec: { containers: [{ name: 'main', image }] },
})

const agent = (image: string, generation: number): DaemonSet => ({
  metadata: {
    namespace: 'a',
    name: 'agent',
    uid: 'u',
    generation,
    annotations: { 'deprecated.daemonset.template.generation': String(generation) },
  },
  spec: {
    selector: { matchLabels: { app: 'agent' } },
    updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1, maxSurge: 0 } },
    revisionHistoryLimit: 10,
    template: template(image),
  },
})

const worldOf = (there: Cluster): World => ({
  cluster: there,
  now: new Date(1_000_000),
  backoffs: new Map(),
  evictions: {},
  events: [],
  failed: new Set(),
  late: new Map(),
})

const EMPTY = cluster({ nodes: [], pods: [], revisions: [], daemonSets: [], namespaces: [] })
const node = (name: string) => ({ metadata: { name } })

/** Two nodes with a ready pod of the first revision each. */
const running = (): Cluster => {
  const nodes = updateCluster(EMPTY, { put: { nodes: [node('n1'), node('n2')] } })
  const [end] = outcomes(
    worldOf(nodes),
    updateCluster(nodes, { put: { daemonSets: [agent('x:1', 1)] } }),
  )
  const pods = [...(end?.cluster.pods?.values() ?? [])].map((pod, i) => ({
    ...pod,
    metadata: { ...pod.metadata, uid: `p${i}`, name: `agent-${i}` },
    status: {
      phase: 'Running',
      conditions: [
        { type: 'Ready', status: 'True', lastTransitionTime: '1970-01-01T00:00:00Z' as const },
      ],
    },
  }))
  const [settled] = outcomes(
    worldOf(nodes),
    cluster({
      nodes: [...(nodes.nodes?.values() ?? [])],
      pods,
      revisions: [...(end?.cluster.revisions?.values() ?? [])],
      daemonSets: [...(end?.cluster.daemonSets?.values() ?? [])],
    }),
  )
  return settled?.cluster ?? EMPTY
}

describe('what may come of a change', () => {
  it('is one pod for each node, bound, of a new revision, with its events', () => {
    const nodes = updateCluster(EMPTY, { put: { nodes: [node('n1'), node('n2')] } })
    const ends = outcomes(
      worldOf(nodes),
      updateCluster(nodes, { put: { daemonSets: [agent('x:1', 1)] } }),
    )
    expect(ends).toHaveLength(1)
    expect(ends[0]?.events.map(({ text }) => text).sort()).toEqual([
      'Normal SuccessfulCreate Created pod: <new on n1>',
      'Normal SuccessfulCreate Created pod: <new on n2>',
    ])
    const picture = ends[0] === undefined ? [] : pictureOf(EMPTY, ends[0].cluster)
    expect(picture.filter((line) => line.startsWith('pod <new> on n')).length).toBe(2)
    expect(picture.some((line) => line.includes('desired=2 current=2'))).toBe(true)
  })

  it('is one end for each pod that Kubernetes may replace first', () => {
    const before = running()
    const after = updateCluster(before, {
      put: {
        daemonSets: [{ ...agent('x:2', 2), status: before.daemonSets?.get('a/agent')?.status }],
      },
    })
    const ends = outcomes(worldOf(before), after)
    const terminating = ends.map((end) =>
      pictureOf(before, end.cluster).flatMap(
        (line) => /^pod (\S+) on \S+ terminating/.exec(line)?.[1] ?? [],
      ),
    )
    expect(terminating).toHaveLength(2)
    expect(terminating).toEqual(expect.arrayContaining([['agent-0'], ['agent-1']]))
  })

  it('waits for what is due within seconds, and not for what is due later', () => {
    const before = running()
    const tainted = (tolerationSeconds: number): readonly World[] => {
      const pods = [...(before.pods?.values() ?? [])].map((pod) => ({
        ...pod,
        spec: { ...pod.spec, tolerations: [{ operator: 'Exists', tolerationSeconds }] },
      }))
      const tolerant = updateCluster(before, { put: { pods } })
      const taints = [{ key: 'k', effect: 'NoExecute' }]
      return outcomes(
        worldOf(tolerant),
        updateCluster(tolerant, { put: { nodes: [{ ...node('n1'), spec: { taints } }] } }),
      )
    }
    const going = (ends: readonly World[]): number =>
      [...(ends[0]?.cluster.pods?.values() ?? [])].filter(
        ({ metadata }) => metadata?.deletionTimestamp,
      ).length
    // The template does not tolerate the taint: the controller takes the pod away without waiting.
    expect(going(tainted(5))).toBe(1)
  })
})

describe('what does not agree', () => {
  const before = running()
  const after = updateCluster(before, { put: { nodes: [node('n3')] } })
  const [end] = outcomes(worldOf(before), after) as [World]
  const all = (): boolean => true

  it('is nothing where everything came true', () => {
    expect(differences(before, end, end.cluster, end.events, all)).toEqual([])
  })

  it('is whatever else is there, and whatever is missing', () => {
    const made = [...(end.cluster.pods ?? [])].find(
      ([, { metadata }]) => metadata?.uid === undefined,
    )
    const daemonSet = end.cluster.daemonSets?.get('a/agent')
    expect(made).toBeDefined()
    const wrong: readonly Cluster[] = [
      before,
      updateCluster(end.cluster, { drop: { pods: [made?.[0] ?? ''] } }),
      updateCluster(end.cluster, {
        drop: { revisions: [...(end.cluster.revisions?.keys() ?? [])] },
      }),
      updateCluster(end.cluster, { put: { nodes: [node('n4')] } }),
      updateCluster(end.cluster, {
        put: {
          daemonSets: [
            { ...daemonSet, status: { ...daemonSet?.status, desiredNumberScheduled: 2 } },
          ],
        },
      }),
      updateCluster(end.cluster, {
        put: { pods: [{ ...made?.[1], spec: { ...made?.[1].spec, nodeName: 'n1' } }] },
      }),
    ]
    for (const actual of wrong) {
      expect(differences(before, end, actual, end.events, all)).not.toEqual([])
    }
  })

  it('is an event that is missing, another one, and one too many', () => {
    const [first, ...others] = end.events
    expect(first).toBeDefined()
    const other = {
      daemonSet: 'a/agent',
      text: 'Normal SuccessfulCreate Created pod: <new on n9>',
      optional: false,
    }
    for (const events of [others, [...end.events, other], [...others, other]]) {
      expect(differences(before, end, end.cluster, events, all)).not.toEqual([])
    }
  })

  it('counts lines that occur several times', () => {
    expect(missingFrom(['a', 'a', 'b'], ['a', 'c'])).toEqual(['a', 'b'])
  })
})
