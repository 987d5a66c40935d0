import { describe, expect, it } from 'vitest'
import { portWarnings } from '../../src/api/portWarnings.js'
import { newestSemantics } from '../../src/kube/semantics.js'

const codesOf = (...containers: readonly (readonly object[])[]) =>
  portWarnings(
    containers.map((ports, i) => [{ ports }, ['containers', i]] as const),
    newestSemantics,
  ).map(({ code, path }) => [code, path.join('.')])

describe('portWarnings', () => {
  it('asks for a port of the host with an address of it (rule 1)', () => {
    expect(codesOf([{ containerPort: 1, hostIP: '::1' }])).toEqual([
      ['HostAddressWithoutPort', 'containers.0.ports.0'],
    ])
    expect(codesOf([{ containerPort: 1, hostIP: '::1', hostPort: 1 }])).toEqual([])
  })

  it.each([
    ['the same in another container', {}, {}, ['DuplicatePort']],
    ['one with a port of the host, one without', { hostPort: 1 }, {}, ['OverlappingPort']],
    [
      'one address and all addresses',
      { hostPort: 1, hostIP: '::1' },
      { hostPort: 1 },
      ['AmbiguousPort'],
    ],
    ['two addresses', { hostPort: 1, hostIP: '::1' }, { hostPort: 1, hostIP: '::2' }, []],
    ['two ports of the host', { hostPort: 1 }, { hostPort: 2 }, []],
    ['another protocol', {}, { protocol: 'UDP' }, []],
    ['the protocol that goes without saying', {}, { protocol: 'TCP' }, ['DuplicatePort']],
  ])('compares ports: %s (rule 2)', (_what, one, other, expected) => {
    const found = codesOf([{ containerPort: 80, ...one }], [{ containerPort: 80, ...other }])
    expect(found.map(([code]) => code)).toEqual(expected)
  })

  it('looks names up in all containers (rule 3)', () => {
    const named = (containerPort: number) => ({ containerPort, name: 'http' })
    expect(codesOf([named(1), named(2)], [named(3)])).toEqual([
      ['DuplicatePortName', 'containers.0.ports.1'],
      ['DuplicatePortName', 'containers.1.ports.0'],
    ])
  })
})
