import { describe, expect, it } from 'vitest'
import { hostPortCollision } from '../../src/audit/hostPortCollision.js'
import type { ContainerPort, PodSpec } from '../../src/kube/pod.js'
import { aDaemonSet, aNode } from '../../src/testing/builders.js'
import { audited } from '../support/audited.js'

const nodes = [aNode('n1', { labels: { edge: 'true' } }), aNode('n2')]

/** nginx/kubernetes-ingress#1789: two ingress DaemonSets, one host port. */
const collisions = (a: PodSpec, b: PodSpec) =>
  hostPortCollision.check(
    audited({
      nodes,
      daemonSets: [aDaemonSet({ name: 'b', podSpec: b }), aDaemonSet({ name: 'a', podSpec: a })],
    }),
  )

const ports = (...list: readonly ContainerPort[]): PodSpec => ({
  containers: [{}, { ports: list }],
})
const http = ports({ containerPort: 80, hostPort: 80 })

describe('hostPortCollision', () => {
  it('finds two DaemonSets that want a port of the same nodes', () => {
    expect(collisions(http, { ...http, nodeSelector: { edge: 'true' } })).toEqual([
      {
        code: 'HostPortCollision',
        severity: 'error',
        subject: { kind: 'DaemonSet', namespace: 'default', name: 'b' },
        path: ['spec', 'template', 'spec', 'containers'],
        other: { kind: 'DaemonSet', namespace: 'default', name: 'a' },
        port: 80,
        protocol: 'TCP',
        nodes: ['n1'],
      },
    ])
  })

  it('is content when they never meet', () => {
    expect(collisions({ ...http, nodeName: 'n1' }, { ...http, nodeName: 'n2' })).toEqual([])
  })

  it.each<[string, PodSpec, PodSpec, number]>([
    [
      'the host’s network makes container ports host ports',
      { ...ports({ containerPort: 80 }), hostNetwork: true },
      http,
      1,
    ],
    ['a container port alone is none of the host', ports({ containerPort: 80 }), http, 0],
    ['protocols are apart', ports({ hostPort: 80, protocol: 'UDP' }), http, 0],
    ['an empty protocol is TCP', ports({ hostPort: 80, protocol: '' }), http, 1],
    [
      'addresses are apart',
      ports({ hostPort: 80, hostIP: '10.0.0.1' }),
      ports({ hostPort: 80, hostIP: '10.0.0.2' }),
      0,
    ],
    [
      'every address meets each',
      ports({ hostPort: 80, hostIP: '0.0.0.0' }),
      ports({ hostPort: 80, hostIP: '10.0.0.2' }),
      1,
    ],
    [
      'each meets every address',
      ports({ hostPort: 80, hostIP: '10.0.0.2' }),
      ports({ hostPort: 80, hostIP: '' }),
      1,
    ],
    [
      ':: is one address',
      ports({ hostPort: 80, hostIP: '10.0.0.2' }),
      ports({ hostPort: 80, hostIP: '::' }),
      0,
    ],
    [
      'the same address meets itself',
      ports({ hostPort: 80, hostIP: '10.0.0.2' }),
      ports({ hostPort: 80, hostIP: '10.0.0.2' }),
      1,
    ],
    [
      'an init container gives its ports back',
      { initContainers: [{ ports: [{ hostPort: 80 }] }] },
      http,
      0,
    ],
    [
      'a sidecar keeps its ports',
      { initContainers: [{ ports: [{ hostPort: 80 }], restartPolicy: 'Always' }] },
      http,
      1,
    ],
    [
      'every port counts once',
      ports({ hostPort: 80 }, { hostPort: 81 }),
      ports({ hostPort: 81 }, { hostPort: 80 }, { hostPort: 80 }),
      2,
    ],
    [
      'hosts’ networks without ports do not meet',
      { hostNetwork: true, containers: [{ ports: [{}] }] },
      { hostNetwork: true, containers: [{ ports: [{}] }] },
      0,
    ],
  ])('%s', (_rule, a, b, count) => {
    expect(collisions(a, b)).toHaveLength(count)
  })
})

it('two DaemonSets collide on the nodes that run both', () => {
  const containers = [{ ports: [{ hostPort: 80 }] }]
  const daemonSets = [
    aDaemonSet({ name: 'a', podSpec: { containers } }),
    aDaemonSet({ name: 'b', podSpec: { containers, nodeName: 'n2' } }),
  ]
  expect(hostPortCollision.check(audited({ nodes, daemonSets }))).toMatchObject([{ nodes: ['n2'] }])
})
