import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyPatch } from '../../src/data/patch.js'
import { parseYaml } from '../../src/decode/yaml.js'
import { decodeObjects } from '../../src/decode/decodeObjects.js'
import type { DaemonSet } from '../../src/kube/daemonSet.js'
import type { NodeReadinessRule } from '../../src/readiness/nodeReadinessRule.js'
import { readiness, type ReadinessOptions } from '../../src/readiness/readiness.js'
import type { NodeTemplate } from '../../src/pools/nodeTemplate.js'
import { aDaemonSet, aNode } from '../../src/testing/builders.js'
import { frozen } from '../support/frozen.js'

const NOT_READY = [{ key: 'node.kubernetes.io/not-ready', operator: 'Exists' }]

const agent = (name: string, tolerates: readonly string[] = [], podSpec: object = {}): DaemonSet =>
  aDaemonSet({
    name,
    podSpec: {
      tolerations: [...NOT_READY, ...tolerates.map((key) => ({ key, operator: 'Exists' }))],
      ...podSpec,
    },
  })

const rule = (name: string, spec: NodeReadinessRule['spec'] = {}): NodeReadinessRule => ({
  metadata: { name },
  spec: {
    nodeSelector: {},
    conditions: [{ type: `${name}Ready`, requiredStatus: 'True' }],
    taint: { key: `readiness.k8s.io/${name}`, effect: 'NoSchedule' },
    ...spec,
  },
})

const template = { node: { metadata: { name: 'pool', labels: { pool: 'a' } } } }

const reporters = ['a', 'b', 'c'].map((name) => ({ condition: `${name}Ready`, daemonSets: [name] }))

const found = (
  daemonSets: readonly DaemonSet[],
  rules: readonly NodeReadinessRule[] = [],
  options: ReadinessOptions = {},
  templates: readonly NodeTemplate[] = [template],
) => readiness(frozen({ daemonSets, rules, templates }), { reporters, ...options })

describe('readiness', () => {
  it('tells who starts at once, and who when a rule opens', () => {
    const { places, fixes } = found([agent('a', ['readiness.k8s.io/a']), agent('log')], [rule('a')])
    expect(places).toMatchObject([
      {
        names: ['pool'],
        kind: 'NodePool',
        order: [['default/a'], ['default/log']],
        stuck: [],
        cycles: [],
        unknown: [],
        waits: [
          {
            daemonSet: 'default/log',
            for: [
              {
                code: 'Taint',
                taint: { key: 'readiness.k8s.io/a', value: '', effect: 'NoSchedule' },
                daemonSets: ['default/a'],
              },
            ],
          },
        ],
      },
    ])
    expect(fixes).toEqual([])
  })

  it('knows that a node gets ready once a network plugin is up', () => {
    const cni = aDaemonSet({ name: 'kindnet', podSpec: { tolerations: [{ operator: 'Exists' }] } })
    const plain = aDaemonSet({ name: 'plain' })
    expect(found([cni, plain]).places[0]?.order).toEqual([['default/kindnet'], ['default/plain']])
    const alone = found([plain]).places[0]
    expect(alone?.order).toEqual([[], ['default/plain']])
    expect(alone?.gates[0]?.needs).toEqual([{ daemonSets: [], by: 'node controller' }])
  })

  it('finds who waits for itself, and for whom others wait in vain', () => {
    const { places, fixes } = found([agent('a'), agent('log')], [rule('a')])
    expect(places[0]?.stuck.map(({ daemonSet }) => daemonSet)).toEqual(['default/a', 'default/log'])
    expect(places[0]?.cycles).toEqual([['default/a']])
    expect(fixes).toMatchObject([
      {
        daemonSet: 'default/a',
        tolerations: [{ key: 'readiness.k8s.io/a', operator: 'Exists', effect: 'NoSchedule' }],
      },
    ])
  })

  it('names circles, and the fewest tolerations that end them', () => {
    const { places, fixes } = found(
      [agent('a', ['readiness.k8s.io/a']), agent('b', ['readiness.k8s.io/b'])],
      [rule('a'), rule('b')],
    )
    expect(places[0]?.cycles).toEqual([['default/a', 'default/b']])
    expect(fixes).toHaveLength(1)
    expect(fixes[0]?.tolerations).toHaveLength(1)
  })

  it('waits for every condition, or for one', () => {
    const conditions = [
      { type: 'aReady', requiredStatus: 'True' },
      { type: 'bReady', requiredStatus: 'True' },
    ]
    const taint = { key: 'readiness.k8s.io/x', effect: 'NoExecute' }
    const both = [agent('a', [taint.key]), agent('b'), agent('log')]
    const all = found(both, [rule('x', { conditions, taint })])
    expect(all.places[0]?.stuck.map(({ daemonSet }) => daemonSet)).toEqual([
      'default/b',
      'default/log',
    ])
    const any = found(both, [rule('x', { conditions, taint, conditionPolicy: 'anyOf' })])
    expect(any.places[0]?.order).toEqual([['default/a'], ['default/b', 'default/log']])
  })

  it.each<[string, NodeReadinessRule['spec']]>([
    ['only looks', { dryRun: true }],
    ['asks kindly', { taint: { key: 'readiness.k8s.io/a', effect: 'PreferNoSchedule' } }],
    ['selects other nodes', { nodeSelector: { matchLabels: { pool: 'b' } } }],
    ['has no selector', { nodeSelector: null }],
    ['cannot be read', { nodeSelector: { matchExpressions: [{ key: 'a', operator: 'Gt' }] } }],
  ])('holds nobody up where a rule %s', (_what, spec) => {
    const { places } = found([agent('log')], [rule('a', spec)])
    expect(places[0]?.gates.some((gate) => gate.rule === 'a')).toBe(false)
    expect(places[0]?.stuck).toEqual([])
  })

  it.each<[string, NodeReadinessRule['spec']]>([
    ['default', { conditions: [{ type: 'x', requiredStatus: 'False', defaultStatus: 'False' }] }],
    ['being unknown', { conditions: [{ type: 'x', requiredStatus: 'Unknown' }] }],
    [
      'one of several',
      {
        conditionPolicy: 'anyOf',
        conditions: [
          { type: 'x', requiredStatus: 'Unknown' },
          { type: 'y', requiredStatus: 'True' },
        ],
      },
    ],
    ['nothing', { conditions: null }],
  ])('a condition that holds by %s waits for nobody', (_what, spec) => {
    const { places } = found([agent('log')], [rule('a', spec)])
    expect(places[0]?.gates.at(-1)?.needs).toEqual([])
    expect(places[0]?.unknown).toEqual([])
    expect(places[0]?.order).toEqual([[], ['default/log']])
  })

  it('says what nobody is known to do, and takes it for granted', () => {
    const pool = { ...template, startupTaints: [{ key: 'who', effect: 'NoSchedule' }] }
    const { places } = found([agent('log')], [rule('z')], {}, [pool])
    expect(places[0]?.unknown).toEqual([
      { code: 'TaintOwner', taint: { key: 'who', value: '', effect: 'NoSchedule' } },
      { code: 'Reporter', rule: 'z', condition: 'zReady=True' },
    ])
    expect(places[0]?.stuck).toEqual([])
    const kubelets = rule('z', { conditions: [{ type: 'Ready', requiredStatus: 'True' }] })
    expect(found([agent('log')], [kubelets]).places[0]?.unknown).toEqual([])
  })

  it('does not know whether a rule selects nodes by a label that is not known', () => {
    const pool = { ...template, unknownLabels: [{ key: 'zone' }] }
    const zonal = rule('a', {
      nodeSelector: { matchExpressions: [{ key: 'zone', operator: 'Exists' }] },
    })
    const { places } = found([agent('log'), agent('a', ['readiness.k8s.io/a'])], [zonal], {}, [
      pool,
    ])
    expect(places[0]?.gates.at(-1)).toMatchObject({ rule: 'a', maybe: true })
    expect(places[0]?.unknown).toEqual([{ code: 'Rule', rule: 'a' }])
  })

  it('knows who reports a condition by the variable of the reporter', () => {
    const env = [null, { name: 'CONDITION_TYPE', value: 'zReady' }]
    const sidecar = agent('cni', [], { containers: [{ name: 'c' }, { name: 'r', env }] })
    const { places } = found([sidecar], [rule('z')])
    expect(places[0]?.gates.at(-1)?.needs[0]?.daemonSets).toEqual(['default/cni'])
    expect(places[0]?.cycles).toEqual([['default/cni']])
  })

  it('takes taints for such as go away that begin as is declared', () => {
    const pool = { node: aNode('pool', { taints: ['my/start:NoSchedule', 'gpu:NoSchedule'] }) }
    const asked = (startupTaints: readonly string[]) =>
      found([agent('log', ['gpu'])], [], { startupTaints }, [pool]).places[0]
    expect(asked([])?.order).toEqual([])
    expect(asked(['my/'])?.order).toEqual([[], ['default/log']])
    expect(asked(['my/'])?.unknown).toMatchObject([
      { code: 'TaintOwner', taint: { key: 'my/start' } },
    ])
  })

  it('waits for labels that another DaemonSet sets', () => {
    const worker = agent('nfd-worker')
    const labelled = agent('device', [], {
      nodeSelector: { 'feature.node.kubernetes.io/pci': 'true' },
    })
    const pool = { ...template, unknownLabels: [{ key: 'feature.node.kubernetes.io/' }] }
    expect(found([worker, labelled], [], {}, [pool]).places[0]?.order).toEqual([
      ['default/nfd-worker'],
      ['default/device'],
    ])
    expect(found([labelled], [], {}, [pool]).places[0]).toMatchObject({
      order: [['default/device']],
      unknown: [{ code: 'Label', label: 'feature.node.kubernetes.io/pci' }],
    })
  })

  it('answers the thread of the device plugin whose labels never come', () => {
    const text = `
apiVersion: v1
kind: Node
metadata: {name: gpu1, labels: {kubernetes.io/os: linux, node.kubernetes.io/instance-type: g5.xlarge}}
spec: {taints: [{key: nvidia.com/gpu, value: "true", effect: NoSchedule}]}
---
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: nfd-worker, namespace: gpu}
spec:
  template:
    spec:
      tolerations: [{key: nvidia.com/gpu, operator: Equal, value: present, effect: NoSchedule}]
---
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: nvidia-device-plugin, namespace: gpu}
spec:
  template:
    spec:
      tolerations: [{key: nvidia.com/gpu, operator: Exists, effect: NoSchedule}]
      affinity:
        nodeAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            nodeSelectorTerms:
            - matchExpressions: [{key: feature.node.kubernetes.io/pci-10de.present, operator: In, values: ["true"]}]
            - matchExpressions: [{key: nvidia.com/gpu.present, operator: In, values: ["true"]}]
`
    const { daemonSets = [], nodes } = decodeObjects(
      parseYaml(text).map((read) => (read._tag === 'Right' ? read.right : undefined)),
    )
    const { places, fixes } = readiness({ daemonSets, nodes })
    expect(places[0]?.stuck).toEqual([
      {
        daemonSet: 'gpu/nfd-worker',
        for: [
          {
            code: 'LastingTaint',
            taint: { key: 'nvidia.com/gpu', value: 'true', effect: 'NoSchedule' },
          },
        ],
      },
      {
        daemonSet: 'gpu/nvidia-device-plugin',
        for: [
          {
            code: 'Label',
            label: 'feature.node.kubernetes.io/pci-10de.present',
            daemonSets: ['gpu/nfd-worker'],
          },
        ],
      },
    ])
    expect(fixes).toMatchObject([
      { daemonSet: 'gpu/nfd-worker', tolerations: [{ key: 'nvidia.com/gpu', value: 'true' }] },
    ])
  })

  it('tells nodes once in which nobody sees a difference', () => {
    const nodes = [aNode('n1'), aNode('n2'), aNode('n3', { labels: { disk: 'ssd' } })]
    const placesOf = (daemonSets: readonly DaemonSet[]) =>
      readiness({ daemonSets, nodes }).places.map(({ names, kind }) => [kind, ...names])
    expect(placesOf([agent('log')])).toEqual([['Node', 'n1', 'n2', 'n3']])
    expect(placesOf([agent('log', [], { nodeSelector: { disk: 'ssd' } })])).toEqual([
      ['Node', 'n1', 'n2'],
      ['Node', 'n3'],
    ])
    expect(readiness({ daemonSets: [] })).toEqual({ places: [], fixes: [], overlaps: [] })
  })

  it('finds rules that hold the same taint on the same nodes, with such a node', () => {
    const of = (pools: readonly string[]): NodeReadinessRule['spec'] => ({
      nodeSelector: { matchExpressions: [{ key: 'pool', operator: 'In', values: pools }] },
      taint: { key: 'readiness.k8s.io/same', effect: 'NoSchedule' },
    })
    const overlaps = (...rules: readonly NodeReadinessRule[]) =>
      readiness({ daemonSets: [], rules }).overlaps
    expect(overlaps(rule('a', of(['x', 'y'])), rule('b', of(['y', 'z'])))).toEqual([
      {
        rules: ['a', 'b'],
        taint: { key: 'readiness.k8s.io/same', value: '', effect: 'NoSchedule' },
        labels: { pool: 'y' },
      },
    ])
    expect(overlaps(rule('a', of(['x'])), rule('b', of(['y'])))).toEqual([])
    expect(overlaps(rule('a'), rule('b'))).toEqual([])
    const all = { ...of([]), nodeSelector: { matchLabels: { pool: 'y' } } }
    expect(overlaps(rule('a', all), rule('b', { ...all, nodeSelector: {} }))).toMatchObject([
      { labels: { pool: 'y' } },
    ])
  })

  it('tries no more choices of tolerations than it says', () => {
    const names = Array.from({ length: 6 }, (_, i) => `d${i}`)
    const many = readiness(
      {
        daemonSets: names.map((name) => agent(name)),
        rules: names.map((name) => rule(name)),
        templates: [template],
      },
      { reporters: names.map((name) => ({ condition: `${name}Ready`, daemonSets: [name] })) },
    )
    expect(many.fewerMayDo).toBe(true)
    expect(many.fixes.flatMap(({ tolerations }) => tolerations)).toHaveLength(21)
  })

  it('after its fixes nobody is stuck, and without one of their tolerations somebody is', () => {
    const keys = ['a', 'b', 'c']
    const anyAgents = fc.tuple(
      ...keys.map((name) =>
        fc.subarray(keys).map((open) =>
          agent(
            name,
            open.map((key) => `readiness.k8s.io/${key}`),
          ),
        ),
      ),
    )
    const anyRules = fc.subarray(keys).map((names) => names.map((name) => rule(name)))
    fc.assert(
      fc.property(anyAgents, anyRules, (daemonSets, rules) => {
        const { places, fixes, fewerMayDo } = found(daemonSets, rules)
        const isStuck = (all: readonly DaemonSet[]) =>
          found(all, rules).places.some(({ stuck }) => stuck.length > 0)
        const patched = (left: typeof fixes) =>
          daemonSets.map((each) => {
            const fix = left.find(
              ({ daemonSet }) => daemonSet === `default/${each.metadata?.name ?? ''}`,
            )
            return fix === undefined ? each : (applyPatch(each, fix.patch) as DaemonSet)
          })
        expect(fewerMayDo).toBeUndefined()
        expect(fixes.length > 0).toBe(places.some(({ stuck }) => stuck.length > 0))
        expect(isStuck(patched(fixes))).toBe(false)
        for (const fix of fixes) {
          expect(isStuck(patched(fixes.filter((other) => other !== fix)))).toBe(true)
        }
        for (const { order, stuck } of places) {
          const told = [...order.flat(), ...stuck.map(({ daemonSet }) => daemonSet)]
          expect(told.sort()).toEqual(keys.map((name) => `default/${name}`))
        }
      }),
      { seed: Number(process.env['FC_SEED'] ?? 20), numRuns: 200 },
    )
  })
})
