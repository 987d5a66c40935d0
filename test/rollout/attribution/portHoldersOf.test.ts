import { expect, it } from 'vitest'
import { portHoldersOf } from '../../../src/rollout/attribution/causeOf.js'

it('portHoldersOf names the ports and who holds them, each once', () => {
  const holder = (name: string, ...ports: readonly number[]) => ({
    metadata: { namespace: 'a', name },
    spec: { containers: [{ ports: ports.map((hostPort) => ({ hostPort })) }] },
  })
  const wanted = [443, 80].map((port) => ({ port, protocol: 'TCP', ip: '' }))
  const pods = [holder('q', 80), holder('p', 443, 80), holder('r', 22)]
  expect(portHoldersOf(wanted, pods)).toEqual({ ports: [80, 443], by: ['a/p', 'a/q'] })
  expect(portHoldersOf(wanted, [{ ...holder('p', 80), metadata: {} }]).by).toEqual([''])
})
