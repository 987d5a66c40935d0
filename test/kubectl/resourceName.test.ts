import { describe, expect, it } from 'vitest'
import { nameOfKind, resourceName } from '../../src/kubectl/resourceName.js'

describe('resourceName', () => {
  it.each([
    ['ds/agent', { kind: 'DaemonSet', name: 'agent' }],
    ['DaemonSet/agent', { kind: 'DaemonSet', name: 'agent' }],
    ['daemonsets.apps/agent', { kind: 'DaemonSet', name: 'agent' }],
    ['daemonsets.v1.apps/agent', { kind: 'DaemonSet', name: 'agent' }],
    ['ds/logging/agent', { kind: 'DaemonSet', name: 'logging/agent' }],
    ['deploy/web', { kind: 'Deployment', name: 'web' }],
    ['cj/nightly', { kind: 'CronJob', name: 'nightly' }],
    ['pods.v1./p', { kind: 'Pod', name: 'p' }],
    ['no/n1', { kind: 'Node', name: 'n1' }],
    ['logging/agent', { name: 'logging/agent' }],
    ['daemonsets.apps.kruise.io/agent', { name: 'daemonsets.apps.kruise.io/agent' }],
    ['agent', { name: 'agent' }],
  ])('reads %s', (word, expected) => {
    expect(resourceName(word)).toEqual(expected)
  })

  it('leaves the word of another kind', () => {
    expect(nameOfKind('Node', 'node/n1')).toBe('n1')
    expect(nameOfKind('Node', 'ds/n1')).toBe('ds/n1')
  })
})
