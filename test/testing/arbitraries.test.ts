import * as fc from 'fast-check'
import {
  cluster,
  type Cluster,
  compileLabelSelector,
  createStore,
  daemonSetPolicy,
  decide,
  orThrow,
  plan,
} from 'podfit'
import {
  defaultDaemonSet,
  intake,
  validateDaemonSet,
  validateTaints,
  validateTolerations,
} from 'podfit/api'
import { nodeFacts } from 'podfit/analysis'
import {
  asyncClusterCommands,
  clusterCommands,
  emptyCluster,
  realCluster,
  realDaemonSet,
  realNode,
  validCluster,
  validDaemonSet,
  validLabels,
  validLabelSelector,
  validNode,
  validNodeSelector,
  validPodSpec,
  validTaint,
  validToleration,
  type WatchedEvent,
  type ClusterModel,
} from 'podfit/arbitraries'
import { describe, expect, it } from 'vitest'
import { labelKeyFaults, labelValueFaults } from '../../src/data/labelSyntax.js'
import { frozenly } from '../support/frozen.js'

const sampled = <A>(arbitrary: fc.Arbitrary<A>): readonly A[] =>
  fc.sample(arbitrary, { numRuns: 1_000, seed: 1 })

const now = '2026-01-02T00:00:00Z'

describe('what is valid', () => {
  it('is what the API server takes', () => {
    fc.assert(
      fc.property(frozenly(fc.array(validToleration)), (tolerations) => {
        expect(validateTolerations(tolerations)).toEqual([])
      }),
    )
    fc.assert(
      fc.property(frozenly(fc.tuple(validTaint, validNode('n1'))), ([taint, node]) => {
        expect(validateTaints([taint])).toEqual([])
        expect(validateTaints(node.spec?.taints ?? [])).toEqual([])
      }),
    )
    fc.assert(
      fc.property(frozenly(fc.tuple(validLabels, validLabelSelector)), ([labels, selector]) => {
        const faults = Object.entries(labels).flatMap(([key, value]) => [
          ...labelKeyFaults(key),
          ...labelValueFaults(value),
        ])
        expect(faults).toEqual([])
        expect(compileLabelSelector(selector)._tag).toBe('Right')
      }),
    )
    fc.assert(
      fc.property(frozenly(validDaemonSet('agent')), (daemonSet) => {
        expect(validateDaemonSet(defaultDaemonSet(daemonSet))).toEqual([])
      }),
    )
    fc.assert(
      fc.property(frozenly(realDaemonSet), (daemonSet) => {
        expect(validateDaemonSet(defaultDaemonSet(daemonSet))).toEqual([])
      }),
    )
    fc.assert(
      fc.property(frozenly(validNodeSelector), (required) => {
        expect(nodeFacts({ selector: required })._tag).toBe('Right')
      }),
    )
  })

  it('is taken in as a manifest, too', () => {
    fc.assert(
      fc.property(frozenly(validDaemonSet('agent')), ({ metadata, ...daemonSet }) => {
        const { uid: _uid, generation: _generation, ...named } = metadata ?? {}
        const manifest = { ...daemonSet, metadata: named }
        const { refused } = intake({ daemonSets: [manifest] })
        expect(refused).toEqual([])
      }),
    )
  })

  it('comes with everything that there is', () => {
    const tolerations = sampled(validToleration)
    const of = (key: keyof (typeof tolerations)[number]) =>
      new Set(tolerations.map((each) => each[key]))
    expect(of('operator')).toEqual(new Set(['Exists', 'Equal', undefined]))
    expect(of('effect').size).toBe(4)
    expect(of('tolerationSeconds').size).toBe(4)
    const specs = sampled(validPodSpec)
    expect(specs.some(({ affinity }) => affinity !== undefined)).toBe(true)
    expect(specs.some(({ hostNetwork }) => hostNetwork === true)).toBe(true)
    const nodes = sampled(validNode('n'))
    expect(nodes.some(({ spec }) => spec?.unschedulable === true)).toBe(true)
    expect(nodes.some(({ spec }) => (spec?.taints ?? []).length === 2)).toBe(true)
  })

  it('meets: pods run on some nodes and not on others', () => {
    const decisions = sampled(fc.tuple(validDaemonSet('agent'), validNode('n1'))).map(
      ([daemonSet, node]) => decide(orThrow(daemonSetPolicy(daemonSet)), node),
    )
    for (const each of ['run', 'stay', 'leave'])
      expect(decisions.filter((decision) => decision === each).length).toBeGreaterThan(50)
  })
})

describe.each([
  ['validCluster', validCluster],
  ['realCluster', realCluster],
])('%s', (_name, arbitrary) => {
  it('is consistent: every pod is of a DaemonSet, up to date or of the revision before', () => {
    fc.assert(
      fc.property(frozenly(arbitrary), (objects) => {
        const snapshot = cluster(objects)
        for (const daemonSet of objects.daemonSets) {
          const pass = plan(snapshot, daemonSet, { now })
          expect(pass.outcome.code).toBe('Synced')
          expect(pass.revision.code).toBe('Current')
          expect(pass.unknown).toEqual([])
          expect(pass.pods.every(({ claim }) => claim === 'owned')).toBe(true)
        }
        expect(new Set(objects.pods.map(({ metadata }) => metadata?.name)).size).toBe(
          objects.pods.length,
        )
      }),
    )
  })

  it('has pods in every state', () => {
    const dispositions = sampled(arbitrary)
      .slice(0, 200)
      .flatMap((objects) =>
        objects.daemonSets.flatMap((daemonSet) => [
          ...plan({ ...objects, daemonSet, now }).pods.map(({ disposition }) => disposition.code),
          ...plan({ ...objects, daemonSet, now }).creates.map(({ why }) => why),
        ]),
      )
    for (const each of ['keep', 'delete', 'terminating', 'NoPod'])
      expect(dispositions).toContain(each)
  })
})

describe('realNode', () => {
  it('has labels and taints that the API server takes', () => {
    fc.assert(
      fc.property(frozenly(realNode('ip-10-0-1-1')), ({ metadata, spec }) => {
        expect(validateTaints(spec?.taints ?? [])).toEqual([])
        expect(metadata?.labels?.['kubernetes.io/hostname']).toBe('ip-10-0-1-1')
      }),
    )
  })

  it('is of every pool, mostly without trouble, and cordoned with the taint that goes with it', () => {
    const nodes = sampled(realNode('n'))
    expect(new Set(nodes.map(({ metadata }) => metadata?.labels?.['pool'])).size).toBe(8)
    const cordoned = nodes.filter(({ spec }) => spec?.unschedulable === true)
    expect(cordoned.length).toBeGreaterThan(5)
    for (const { spec } of cordoned)
      expect(spec?.taints).toContainEqual({
        key: 'node.kubernetes.io/unschedulable',
        effect: 'NoSchedule',
      })
  })
})

/** A store that is told of what happens, and asked after each command. */
const following = () => {
  const store = createStore({ watch: 'decisions' })
  store.load({ nodes: [], daemonSets: [], pods: [], revisions: [] })
  return {
    apply: ({ type, kind, object }: WatchedEvent): void => {
      if (type === 'DELETED') store.drop(kind, object)
      else store.put(kind, object)
    },
    check: ({ snapshot }: ClusterModel): void => {
      for (const [key, daemonSet] of snapshot.daemonSets ?? []) {
        const policy = orThrow(daemonSetPolicy(daemonSet))
        for (const [name, node] of snapshot.nodes ?? [])
          expect(store.verdict(key, name)?.decision).toBe(decide(policy, node))
      }
      const pods = (of: Cluster) => new Set(of.pods?.values())
      expect(pods(store.snapshot())).toEqual(pods(snapshot))
    },
  }
}

describe('clusterCommands', () => {
  it('a store that is told of what happens knows the cluster', () => {
    fc.assert(
      fc.property(clusterCommands(), (commands) => {
        const model = emptyCluster()
        fc.modelRun(() => ({ model, real: following() }), commands)
        expect(model.snapshot.nodes?.size).toBeLessThanOrEqual(3)
      }),
    )
  })

  it('tell only what fits what was told before, and everything', () => {
    const types = new Set<string>()
    fc.assert(
      fc.property(clusterCommands({ maxCommands: 30 }), (commands) => {
        const known = new Map<string, unknown>()
        const apply = ({ type, kind, object }: WatchedEvent): void => {
          const key = `${kind} ${object.metadata?.namespace ?? ''}/${object.metadata?.name ?? ''}`
          expect(known.has(key)).toBe(type !== 'ADDED')
          if (type === 'DELETED') known.delete(key)
          else known.set(key, object)
          types.add(`${kind} ${type}`)
        }
        const check = ({ snapshot }: ClusterModel): void => {
          const { nodes, pods, daemonSets, revisions } = snapshot
          const all = [nodes, pods, daemonSets, revisions].flatMap((each) => [
            ...(each?.values() ?? []),
          ])
          expect(new Set(known.values())).toEqual(new Set(all))
        }
        fc.modelRun(() => ({ model: emptyCluster(), real: { apply, check } }), commands)
      }),
      { numRuns: 300, seed: 1 },
    )
    for (const kind of ['Node', 'Pod', 'DaemonSet'])
      for (const type of ['ADDED', 'MODIFIED', 'DELETED'])
        expect(types).toContain(`${kind} ${type}`)
    expect(types).toContain('ControllerRevision ADDED')
  })

  it('run without a check, and asynchronously', async () => {
    let told = 0
    const commands = fc.sample(clusterCommands({ maxCommands: 10 }), { numRuns: 20, seed: 1 })
    for (const each of commands)
      fc.modelRun(() => ({ model: emptyCluster(), real: { apply: () => void told++ } }), each)
    expect(told).toBeGreaterThan(20)

    let later = 0
    let checked = 0
    const real = {
      apply: async () => await Promise.resolve(void later++),
      check: async () => await Promise.resolve(void checked++),
    }
    for (const each of fc.sample(asyncClusterCommands({ maxCommands: 10 }), {
      numRuns: 20,
      seed: 1,
    }))
      await fc.asyncModelRun(() => ({ model: emptyCluster(), real }), each)
    expect(later).toBeGreaterThan(20)
    expect(checked).toBeGreaterThan(20)
    expect(fc.sample(asyncClusterCommands(), 1)).toHaveLength(1)
  })
})
