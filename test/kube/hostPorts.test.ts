import { describe, expect, it } from 'vitest'
import { hostPorts, portsConflict, portsHeldBy } from '../../src/kube/hostPorts.js'

const pod = (port: object, phase = 'Running') => ({
  spec: { containers: [{ ports: [port] }] },
  status: { phase },
})

describe('hostPorts', () => {
  it('are the ports that containers name', () => {
    const ports = [{ containerPort: 80 }, { hostPort: 443, protocol: 'UDP', hostIP: '10.0.0.1' }]
    expect(hostPorts({ containers: [{ ports }] })).toEqual([
      { port: 443, protocol: 'UDP', ip: '10.0.0.1' },
    ])
  })

  it('are all ports on the host network', () => {
    const containers = [{ ports: [{ containerPort: 80 }, {}] }]
    expect(hostPorts({ hostNetwork: true, containers })).toEqual([
      { port: 80, protocol: 'TCP', ip: '' },
    ])
  })

  it.each([
    ['one below 0', { containers: [{ ports: [{ hostPort: -1 }] }] }, []],
    ['0', { containers: [{ ports: [{ containerPort: 80, hostPort: 0 }] }] }, []],
    [
      'one below 0 on the host network',
      { hostNetwork: true, containers: [{ ports: [{ containerPort: 80, hostPort: -1 }] }] },
      [],
    ],
    [
      'one of its own on the host network',
      { hostNetwork: true, containers: [{ ports: [{ containerPort: 80, hostPort: 81 }] }] },
      [81],
    ],
    ['an init container', { initContainers: [{ ports: [{ hostPort: 80 }] }] }, []],
    [
      'an init container with another policy',
      { initContainers: [{ restartPolicy: 'Never', ports: [{ hostPort: 80 }] }] },
      [],
    ],
    [
      'a sidecar',
      {
        initContainers: [{ restartPolicy: 'Always', ports: [{ hostPort: 80 }] }],
        containers: [{ ports: [{ hostPort: 81 }] }],
      },
      [80, 81],
    ],
    [
      'a sidecar on the host network',
      {
        hostNetwork: true,
        initContainers: [{ restartPolicy: 'Always', ports: [{ containerPort: 80 }] }],
      },
      [80],
    ],
    [
      'a container that says what only sidecars are asked',
      { containers: [{ restartPolicy: 'Never', ports: [{ hostPort: 80 }] }] },
      [80],
    ],
  ])('of %s', (_case, spec, ports) => {
    expect(hostPorts(spec).map(({ port }) => port)).toEqual(ports)
  })

  it.each([
    [{}, 'TCP', ''],
    [{ protocol: '', hostIP: '' }, 'TCP', ''],
    [{ protocol: null, hostIP: null }, 'TCP', ''],
    [{ protocol: 'SCTP', hostIP: '0.0.0.0' }, 'SCTP', ''],
    [{ protocol: 'tcp', hostIP: '::' }, 'tcp', '::'],
  ])('%j are of one spelling', (port, protocol, ip) => {
    expect(hostPorts(pod({ hostPort: 80, ...port }).spec)).toEqual([{ port: 80, protocol, ip }])
  })

  it('are none without a spec', () => {
    expect(hostPorts(undefined)).toEqual([])
  })
})

describe('portsConflict', () => {
  const at = (hostIP: string, protocol = 'TCP', port = 80) => {
    const [only] = hostPorts(pod({ hostPort: port, protocol, hostIP }).spec)
    return only ?? { port: 0, protocol: '', ip: '' }
  }

  it.each([
    ['every address and every address', at('0.0.0.0'), at(''), true],
    ['every address and one', at('0.0.0.0'), at('10.0.0.1'), true],
    ['every address and ::', at(''), at('::'), true],
    [':: and itself', at('::'), at('::'), true],
    [':: and another', at('::'), at('10.0.0.1'), false],
    [':: and an address like it', at('::'), at('::1'), false],
    ['an address and itself', at('10.0.0.1'), at('10.0.0.1'), true],
    ['two addresses', at('10.0.0.1'), at('10.0.0.2'), false],
    ['another number', at(''), at('', 'TCP', 81), false],
    ['another protocol', at(''), at('', 'UDP'), false],
    ['no protocol', at(''), at('', ''), true],
  ])('of %s', (_case, a, b, conflict) => {
    expect([portsConflict(a, b), portsConflict(b, a)]).toEqual([conflict, conflict])
  })
})

describe('portsHeldBy', () => {
  const wanted = hostPorts(pod({ hostPort: 80 }).spec)

  it('finds the same port and protocol', () => {
    expect(portsHeldBy(wanted, pod({ hostPort: 80, hostIP: '0.0.0.0' }))).toEqual(wanted)
    expect(portsHeldBy(wanted, pod({ hostPort: 81 }))).toEqual([])
    expect(portsHeldBy(wanted, pod({ hostPort: 80, protocol: 'UDP' }))).toEqual([])
  })

  it('lets two addresses of a node have the same port', () => {
    const one = hostPorts(pod({ hostPort: 80, hostIP: '10.0.0.1' }).spec)
    expect(portsHeldBy(one, pod({ hostPort: 80, hostIP: '10.0.0.2' }))).toEqual([])
    expect(portsHeldBy(one, pod({ hostPort: 80, hostIP: '10.0.0.1' }))).toEqual(one)
    expect(portsHeldBy(one, pod({ hostPort: 80 }))).toEqual(one)
  })

  it('takes no pod into account that has ended', () => {
    expect(portsHeldBy(wanted, pod({ hostPort: 80 }, 'Failed'))).toEqual([])
    expect(portsHeldBy(wanted, pod({ hostPort: 80 }, 'Succeeded'))).toEqual([])
  })

  it('holds nothing that nobody wants', () => {
    expect(portsHeldBy([], pod({ hostPort: 80 }))).toEqual([])
    expect(portsHeldBy(wanted, {})).toEqual([])
  })
})
