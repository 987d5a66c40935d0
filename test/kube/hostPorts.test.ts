import { describe, expect, it } from 'vitest'
import { hostPorts, portsHeldBy } from '../../src/kube/hostPorts.js'

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

  it('are none without a spec', () => {
    expect(hostPorts(undefined)).toEqual([])
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
