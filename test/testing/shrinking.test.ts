import * as fc from 'fast-check'
import {
  compileLabelSelector,
  orThrow,
  plan,
  podPolicy,
  shouldRun,
  daemonSetPolicy,
  tolerates,
} from 'podfit'
import {
  anyLabels,
  anyLabelSelector,
  anyNode,
  anyPodSpec,
  anyScene,
  anyTaint,
  anyToleration,
  clusterCommands,
  emptyCluster,
  realCluster,
  validCluster,
  validNode,
  validPodSpec,
  validTaint,
  validToleration,
  type WatchedEvent,
  type ClusterProgram,
} from 'podfit/arbitraries'
import { describe, expect, it } from 'vitest'

/** A bug on purpose: a property that does not hold, and the smallest case that shows it, as JSON. */
interface Planted {
  readonly bug: string
  readonly property: fc.IProperty<unknown>
  readonly smallest: unknown
}

const planted = <A>(
  bug: string,
  arbitrary: fc.Arbitrary<A>,
  holds: (value: A) => boolean,
  smallest: unknown,
): Planted => ({ bug, property: fc.property(arbitrary, holds) as never, smallest })

const now = '2026-01-02T00:00:00Z'

/** Pods that are asked about, and whether they run on a node. */
const runs = (spec: object, node: object): boolean =>
  shouldRun(orThrow(podPolicy({ kind: 'Pod', spec })), node)

/** A program that knows the names of nodes by what it is told; `misses` are the events that it overlooks. */
const watching = (misses: (event: WatchedEvent) => boolean): ClusterProgram => {
  const known = new Map<string, unknown>()
  return {
    apply: (event) => {
      if (event.kind !== 'Node' || misses(event)) return
      const name = event.object.metadata?.name ?? ''
      if (event.type === 'DELETED') known.delete(name)
      else known.set(name, event.object)
    },
    check: ({ snapshot }) => {
      for (const [name, node] of snapshot.nodes ?? [])
        if (known.get(name) !== node) throw new Error(`${name} is not as it is known`)
      if (known.size !== snapshot.nodes?.size) throw new Error('a node is known that is gone')
    },
  }
}

const keepsUp =
  (misses: (event: WatchedEvent) => boolean) =>
  (commands: Iterable<fc.Command<ReturnType<typeof emptyCluster>, ClusterProgram>>): boolean => {
    try {
      fc.modelRun(() => ({ model: emptyCluster(), real: watching(misses) }), commands)
      return true
    } catch {
      return false
    }
  }

const PLAIN = { value: '', effect: '' }

const PLANTED: readonly Planted[] = [
  planted(
    'a toleration of one effect tolerates every effect',
    fc.tuple(anyToleration, anyTaint),
    ([{ effect, ...toleration }, taint]) =>
      tolerates({ ...toleration, effect }, taint) || !tolerates(toleration, taint),
    [{ effect: 'NoSchedule' }, {}],
  ),
  planted(
    'an empty key needs Exists',
    fc.tuple(anyToleration, anyTaint),
    ([toleration, taint]) =>
      !tolerates(toleration, taint) ||
      (toleration.key ?? '') !== '' ||
      toleration.operator === 'Exists',
    [{}, {}],
  ),
  planted(
    'Exists looks at the value',
    fc.tuple(validToleration, validTaint),
    ([toleration, taint]) =>
      !tolerates(toleration, taint) ||
      (toleration.value ?? PLAIN.value) === (taint.value ?? PLAIN.value),
    [{ operator: 'Exists' }, { key: 'zone', value: 'a', effect: 'NoSchedule' }],
  ),
  planted(
    'PreferNoSchedule keeps pods away',
    fc.tuple(anyPodSpec, anyNode),
    ([spec, node]) =>
      !runs(spec, node) ||
      !(node.spec?.taints ?? []).some(
        (taint) =>
          taint.effect === 'PreferNoSchedule' &&
          !(spec.tolerations ?? []).some((each) => tolerates(each, taint)),
      ),
    [{}, { spec: { taints: [{ effect: 'PreferNoSchedule' }] } }],
  ),
  planted(
    'a label that is absent is empty',
    fc.tuple(anyPodSpec, anyNode),
    ([spec, node]) => {
      const labels = node.metadata?.labels ?? {}
      const wanted = Object.entries(spec.nodeSelector ?? {})
      return (
        wanted.length === 0 ||
        runs({ nodeSelector: spec.nodeSelector }, { metadata: node.metadata }) ||
        !wanted.every(
          ([key, value]) => ((Object.hasOwn(labels, key) && labels[key]) || '') === value,
        )
      )
    },
    [{ nodeSelector: { a: '' } }, {}],
  ),
  planted(
    'a term without requirements matches every node',
    fc.tuple(anyPodSpec, anyNode),
    ([spec, node]) => {
      const required = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution
      const matchesAll = (required?.nodeSelectorTerms ?? []).some(
        ({ matchExpressions, matchFields }) =>
          [...(matchExpressions ?? []), ...(matchFields ?? [])].length === 0,
      )
      return !matchesAll || runs(spec, node)
    },
    [
      {
        affinity: {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{}] },
          },
        },
      },
      {},
    ],
  ),
  planted(
    'a selector that is null selects everything',
    fc.tuple(anyLabelSelector, anyLabels),
    ([selector, labels]) => {
      const compiled = compileLabelSelector(selector)
      return selector !== null || compiled._tag === 'Left' || compiled.right.matches(labels)
    },
    [null, {}],
  ),
  planted(
    'NotIn wants the label to be there',
    fc.tuple(validPodSpec, validNode('n1')),
    ([spec, node]) => {
      const required = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution
      const isUnmet = (required?.nodeSelectorTerms ?? []).every(({ matchExpressions }) =>
        (matchExpressions ?? []).some(
          ({ operator, key }) =>
            operator === 'NotIn' && !Object.hasOwn(node.metadata?.labels ?? {}, key ?? ''),
        ),
      )
      return required === undefined || !isUnmet || !runs(spec, node)
    },
    [
      {
        affinity: {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: {
              nodeSelectorTerms: [
                { matchExpressions: [{ key: 'zone', operator: 'NotIn', values: ['a'] }] },
              ],
            },
          },
        },
      },
      {
        apiVersion: 'v1',
        kind: 'Node',
        metadata: { name: 'n1', labels: {} },
        spec: { taints: [] },
      },
    ],
  ),
  planted(
    'a pod that has failed stays',
    anyScene.map((scene) => ({
      pods: scene.pods.length,
      nodes: scene.nodes.length,
      revisions: scene.revisions.length,
      spec: Object.keys(scene.daemonSet.spec?.template?.spec ?? {}),
      why: plan({ ...scene, now }).pods.flatMap(({ disposition }) =>
        disposition.code === 'delete' && disposition.why === 'Failed' ? ['Failed'] : [],
      ),
    })),
    ({ why }) => why.length === 0,
    { pods: 1, nodes: 1, revisions: 0, spec: ['containers'], why: ['Failed'] },
  ),
  planted(
    'a pod is never outdated',
    validCluster.map((objects) => ({
      daemonSets: objects.daemonSets.map(({ metadata }) => metadata?.name),
      nodes: objects.nodes.map(({ metadata }) => metadata?.name),
      labels: objects.nodes.map(({ metadata }) => metadata?.labels),
      updated: objects.daemonSets.flatMap((daemonSet) =>
        plan({ ...objects, daemonSet, now }).pods.map(({ updated }) => updated),
      ),
    })),
    ({ updated }) => !updated.includes(false),
    { daemonSets: ['agent'], nodes: ['n1'], labels: [{}], updated: [false] },
  ),
  planted(
    'the agent for logs runs everywhere',
    realCluster.map(({ nodes, daemonSets }) => ({
      nodes: nodes.map(({ metadata }) => metadata?.name),
      zones: nodes.map(({ metadata }) => metadata?.labels?.['topology.kubernetes.io/zone']),
      daemonSets: daemonSets.map(({ metadata }) => metadata?.name),
      runs: daemonSets
        .filter(({ metadata }) => metadata?.name === 'log-agent')
        .flatMap((agent) => nodes.map((node) => shouldRun(orThrow(daemonSetPolicy(agent)), node))),
    })),
    ({ runs: each }) => !each.includes(false),
    {
      nodes: ['ip-10-0-1-11'],
      zones: ['eu-west-1a'],
      daemonSets: ['log-agent'],
      runs: [false],
    },
  ),
  planted(
    'a node that goes is overlooked',
    clusterCommands(),
    keepsUp(({ type }) => type === 'DELETED') as never,
    'a node comes,node #0 goes',
  ),
  planted(
    'a node that changes is overlooked',
    clusterCommands(),
    keepsUp(({ type }) => type === 'MODIFIED') as never,
    'a node comes,node #0 changes',
  ),
]

/** So many seeds a bug is looked for with, and so many of them must end with the smallest case. */
const SEEDS = 60
const LEAST = 0.95

const shrunk = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && Symbol.iterator in value && !Array.isArray(value)
    ? (value as { toString: () => string }).toString().replace(/ \/\*.*/, '')
    : (JSON.parse(JSON.stringify(value)) as unknown)

describe('a bug on purpose shrinks to the smallest case', () => {
  it.each(PLANTED)('$bug', ({ property, smallest }) => {
    const { seed = 1 } = fc.readConfigureGlobal()
    const found = Array.from({ length: SEEDS }, (_, i) => {
      const { failed, counterexample } = fc.check(property, {
        seed: (seed + i * 7919) | 0,
        numRuns: 20_000,
      })
      expect(failed).toBe(true)
      return shrunk((counterexample as readonly unknown[] | null)?.[0])
    })
    const right = found.filter((each) => {
      try {
        expect(each).toEqual(smallest)
        return true
      } catch {
        return false
      }
    })
    const others = found.filter((each) => !right.includes(each)).slice(0, 3)
    expect(right.length / SEEDS, JSON.stringify(others)).toBeGreaterThanOrEqual(LEAST)
  })
})
