import { describe, expect, it } from 'vitest'
import { rolloutRestart } from '../../src/kubectl/rolloutRestart.js'
import { aDaemonSet } from '../../src/testing/builders.js'

describe('rolloutRestart', () => {
  it('annotates the template and leaves the rest', () => {
    const daemonSet = aDaemonSet()
    const { spec } = rolloutRestart(daemonSet, '2026-01-01T00:00:00Z')
    expect(spec?.template?.metadata).toEqual({
      labels: { app: 'agent' },
      annotations: { 'kubectl.kubernetes.io/restartedAt': '2026-01-01T00:00:00Z' },
    })
    expect({ ...spec, template: daemonSet.spec?.template }).toEqual(daemonSet.spec)
  })

  it('takes an unreadable time for 1970', () => {
    expect(rolloutRestart({}, 'soon').spec?.template?.metadata?.annotations).toEqual({
      'kubectl.kubernetes.io/restartedAt': '1970-01-01T00:00:00Z',
    })
  })
})
