import * as E from 'fp-ts/Either'
import { describe, expect, it } from 'vitest'
import { clusterCapacity } from '../../src/capacity/clusterCapacity.js'
import { cluster } from '../../src/cluster/cluster.js'
import { orThrow } from '../../src/data/orThrow.js'
import { frozen } from '../support/frozen.js'

const nodeOf = (name: string, cpu: string, labels: Readonly<Record<string, string>> = {}) => ({
  metadata: { name, labels },
  status: { allocatable: { cpu, pods: '10' } },
})

const agent = {
  metadata: { namespace: 'a', name: 'agent', uid: 'u' },
  spec: {
    template: {
      spec: { containers: [{ name: 'c', resources: { requests: { cpu: '500m' } } }] },
    },
  },
}

const podOn = (name: string, nodeName: string | undefined, cpu: string, phase = 'Running') => ({
  metadata: { namespace: 'a', name },
  spec: { nodeName, containers: [{ name: 'c', resources: { requests: { cpu } } }] },
  status: { phase },
})

describe('clusterCapacity', () => {
  it('puts nodes of one size together, the most first, and of as many those first by name', () => {
    const nodes = [
      nodeOf('x', '8'),
      nodeOf('b', '4'),
      nodeOf('c', '2'),
      nodeOf('a', '2'),
      nodeOf('y', '1'),
    ]
    const { classes, unknown } = orThrow(
      clusterCapacity(frozen(cluster({ nodes, daemonSets: [agent] }))),
    )
    expect(classes.map((each) => each.nodes)).toEqual([['a', 'c'], ['b'], ['x'], ['y']])
    expect(classes.map(({ overhead }) => overhead.left)).toMatchObject([
      { cpu: 1500 },
      { cpu: 3500 },
      { cpu: 7500 },
      { cpu: 500 },
    ])
    expect(classes.map(({ leftNow, noRoom }) => [leftNow, noRoom])).toEqual(
      classes.map(() => [undefined, undefined]),
    )
    expect(unknown).toEqual(['pods'])
  })

  it('counts the pods that are bound and have not ended, and tells whose pods find no room', () => {
    const pods = [
      podOn('p', 'n1', '1800m'),
      podOn('ended', 'n1', '100m', 'Succeeded'),
      podOn('pending', undefined, '100m', 'Pending'),
    ]
    const made = cluster({ nodes: [nodeOf('n1', '2')], daemonSets: [agent], pods })
    const { classes } = orThrow(clusterCapacity(frozen(made)))
    expect(classes).toMatchObject([
      { leftNow: { cpu: 200, pods: 9 }, noRoom: [{ daemonSet: 'a/agent', node: 'n1' }] },
    ])
    const free = cluster({ nodes: [nodeOf('n1', '4')], daemonSets: [agent], pods })
    expect(orThrow(clusterCapacity(free)).classes).toMatchObject([
      { leftNow: { cpu: 2200 }, noRoom: [] },
    ])
  })

  it('names what cannot be read: of a node, a DaemonSet, a pod', () => {
    const pathsOf = (made: Parameters<typeof cluster>[0]) => {
      const answer = clusterCapacity(cluster(made))
      return E.isLeft(answer) ? answer.left.map(({ path }) => path.slice(0, 2)) : undefined
    }
    const odd = { ...agent, spec: { template: podOn('t', undefined, 'much') } }
    expect(pathsOf({ nodes: [nodeOf('n1', 'much')], daemonSets: [agent] })).toEqual([
      ['nodes', 'n1'],
    ])
    expect(pathsOf({ nodes: [nodeOf('n1', '1')], daemonSets: [odd] })).toEqual([
      ['daemonSets', 'a/agent'],
    ])
    expect(pathsOf({ nodes: [nodeOf('n1', '1')], pods: [podOn('p', 'n1', 'much')] })).toEqual([
      ['pods', 'a/p'],
    ])
  })

  it('says what was not given', () => {
    expect(orThrow(clusterCapacity(cluster({})))).toEqual({
      classes: [],
      unknown: ['nodes', 'pods', 'daemonSets'],
    })
  })
})
