import { describe, expect, it } from 'vitest'
import { clusterCapacity } from '../../src/capacity/clusterCapacity.js'
import { overhead } from '../../src/capacity/overhead.js'
import { storedPod } from '../../src/capacity/storedPod.js'
import { cluster } from '../../src/cluster/cluster.js'
import { orThrow } from '../../src/data/orThrow.js'
import type { DaemonSet } from '../../src/kube/daemonSet.js'
import type { PodSpec } from '../../src/kube/pod.js'

const agent = (name: string, requests: object, spec: PodSpec = {}): DaemonSet => ({
  metadata: { namespace: 'a', name, uid: name },
  spec: { template: { spec: { ...spec, containers: [{ name: 'c', resources: { requests } }] } } },
})
const node = (name: string, allocatable?: object) => ({
  metadata: { name },
  status: { allocatable },
})

describe('overhead', () => {
  it('adds up those that should run there', () => {
    const elsewhere = agent('db', { cpu: 1 }, { nodeSelector: { db: 'yes' } })
    const found = orThrow(
      overhead([agent('b', { cpu: '300m' }), agent('a', { memory: '1Gi' }), elsewhere], node('n')),
    )
    expect(found).toEqual({
      node: 'n',
      daemonSets: [
        { daemonSet: 'a/a', requests: { memory: 1073741824 }, unknown: [] },
        { daemonSet: 'a/b', requests: { cpu: 300 }, unknown: [] },
      ],
      requests: { memory: 1073741824, cpu: 300, pods: 2 },
    })
  })

  it('lets the more urgent ones come first, and says what it does not know', () => {
    const urgent = agent('z', { cpu: 1 }, { priorityClassName: 'system-node-critical' })
    const odd = agent('b', { cpu: 1 }, { priorityClassName: 'own', runtimeClassName: 'kata' })
    const { daemonSets, left } = orThrow(overhead([odd, urgent], node('n', { cpu: 1, pods: 9 })))
    expect(left).toEqual({ cpu: -1000, pods: 7 })
    expect(
      daemonSets.map(({ daemonSet, fit, unknown }) => [daemonSet, fit?.code, unknown]),
    ).toEqual([
      ['a/b', 'full', ['runtimeClass', 'priorityClass']],
      ['a/z', 'fits', []],
    ])
  })

  it('names what it cannot read', () => {
    const path = ['daemonSets', 'a/a', 'spec', 'template', 'spec', 'containers', 0]
    expect(overhead([agent('a', { cpu: 'x' })], node('n'))).toMatchObject({
      left: [{ path: [...path, 'resources', 'requests', 'cpu'], found: 'the string "x"' }],
    })
    expect(overhead([agent('a', {})], node('n', { cpu: 'x' }))).toMatchObject({
      left: [{ path: ['node', 'status', 'allocatable', 'cpu'], found: 'the string "x"' }],
    })
  })
})

describe('storedPod', () => {
  it('fills in requests for what has a limit only, and ports of the host', () => {
    const limits = { cpu: 2, memory: '1Gi' }
    const stored = storedPod({
      spec: {
        hostNetwork: true,
        resources: { limits: { cpu: 4, 'hugepages-2Mi': '4Mi', memory: '2Gi', pods: 1 } },
        containers: [
          { resources: { limits, requests: { cpu: 1 } }, ports: [{ containerPort: 80 }] },
        ],
        initContainers: [{ resources: { limits: { cpu: 3 } } }],
      },
    })
    expect(stored.spec).toEqual({
      hostNetwork: true,
      resources: {
        limits: { cpu: 4, 'hugepages-2Mi': '4Mi', memory: '2Gi', pods: 1 },
        requests: { 'hugepages-2Mi': '4Mi' },
      },
      containers: [
        {
          resources: { limits, requests: { cpu: 1, memory: '1Gi' } },
          ports: [{ containerPort: 80, hostPort: 80 }],
        },
      ],
      initContainers: [{ resources: { limits: { cpu: 3 }, requests: { cpu: 3 } } }],
    })
    expect(storedPod({})).toEqual({})
  })
})

describe('clusterCapacity', () => {
  const daemonSets = [agent('logs', { cpu: '500m' })]
  const full = {
    spec: { nodeName: 'n1', containers: [{ resources: { requests: { cpu: '1800m' } } }] },
  }
  const small = { cpu: 2, pods: 10 }

  it('tells nodes of one size once, and who has no room as things are', () => {
    const nodes = [node('n1', small), node('n2', small), node('big', { cpu: 8, pods: 10 })]
    const ended = { metadata: { name: 'e' }, ...full, status: { phase: 'Failed' } }
    const pods = [{ metadata: { name: 'p' }, ...full }, ended]
    const found = orThrow(clusterCapacity(cluster({ nodes, pods, daemonSets })))
    expect(found.unknown).toEqual([])
    expect(found.classes.map(({ nodes: names, leftNow }) => [names, leftNow])).toEqual([
      [['n1', 'n2'], { cpu: 200, pods: 9 }],
      [['big'], { cpu: 8000, pods: 10 }],
    ])
    expect(found.classes[0]?.noRoom).toMatchObject([
      { daemonSet: 'a/logs', node: 'n1', fit: { code: 'full' }, wouldPreempt: true },
    ])
    expect(found.classes[1]?.noRoom).toEqual([])
  })

  it('asks no room for a pod that is there', () => {
    const mine = {
      metadata: {
        name: 'm',
        ownerReferences: [
          { apiVersion: 'apps/v1', kind: 'DaemonSet', name: 'logs', uid: 'logs', controller: true },
        ],
      },
      spec: { nodeName: 'n1' },
    }
    const pods = [{ metadata: { name: 'p' }, ...full }, mine]
    const [found] = orThrow(
      clusterCapacity(cluster({ nodes: [node('n1', small)], pods, daemonSets })),
    ).classes
    expect(found?.noRoom).toEqual([])
  })

  it('leaves out what depends on pods that were not given, or on what a node does not say', () => {
    const [open] = orThrow(
      clusterCapacity(cluster({ nodes: [node('n1', small)], daemonSets })),
    ).classes
    expect(open).not.toHaveProperty('leftNow')
    expect(open).not.toHaveProperty('noRoom')
    const silent = orThrow(clusterCapacity(cluster({ nodes: [node('n1')], pods: [], daemonSets })))
    expect(silent.classes[0]?.overhead).not.toHaveProperty('left')
    expect(orThrow(clusterCapacity(cluster({}))).unknown).toEqual(['nodes', 'pods', 'daemonSets'])
  })

  it('names a quantity that it cannot read, of whichever pod', () => {
    const odd = { metadata: { name: 'p' }, spec: { nodeName: 'n1', overhead: { cpu: 'x' } } }
    const nodes = [node('n1', small)]
    expect(clusterCapacity(cluster({ nodes, pods: [odd], daemonSets }))).toMatchObject({
      left: [{ path: ['pods', 'p', 'spec', 'overhead', 'cpu'] }],
    })
    expect(
      clusterCapacity(cluster({ nodes: [node('n1', { cpu: 'x' })], daemonSets })),
    ).toMatchObject({ left: [{ path: ['nodes', 'n1', 'status', 'allocatable', 'cpu'] }] })
    const twice = {
      metadata: { name: 'p' },
      spec: { nodeName: 'n1', containers: [{ name: 'c', resources: { requests: { cpu: 'x' } } }] },
    }
    expect(clusterCapacity(cluster({ nodes, pods: [twice], daemonSets }))).toHaveProperty(
      'left.length',
      1,
    )
  })
})
