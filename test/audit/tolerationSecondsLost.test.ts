import { describe, expect, it } from 'vitest'
import { tolerationSecondsLost } from '../../src/audit/tolerationSecondsLost.js'
import { aDaemonSet } from '../../src/testing/builders.js'
import { audited } from '../support/audited.js'

const check = (...tolerations: readonly object[]) =>
  tolerationSecondsLost.check(audited({ daemonSets: [aDaemonSet({ podSpec: { tolerations } })] }))

const notReady = { key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute' }

describe('tolerationSecondsLost', () => {
  it('finds seconds that the controller drops, kubernetes/kubernetes#92960', () => {
    expect(check({ key: 'a', operator: 'Exists' }, { ...notReady, tolerationSeconds: 30 })).toEqual(
      [
        {
          code: 'TolerationSecondsLost',
          severity: 'warning',
          subject: { kind: 'DaemonSet', namespace: 'default', name: 'agent' },
          path: ['spec', 'template', 'spec', 'tolerations', 1, 'tolerationSeconds'],
          key: 'node.kubernetes.io/not-ready',
          effect: 'NoExecute',
          seconds: 30,
          fix: [{ op: 'remove', path: ['spec', 'template', 'spec', 'tolerations', 1] }],
        },
      ],
    )
    expect(check({ ...notReady, tolerationSeconds: 0 })).toHaveLength(1)
  })

  it('has no certain fix where another toleration decides how long pods stay', () => {
    const other = { operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 60 }
    expect(check({ ...notReady, tolerationSeconds: 30 }, other)[0]).not.toHaveProperty('fix')
  })

  it.each([
    ['no seconds', notReady],
    ['another taint', { ...notReady, key: 'mine', tolerationSeconds: 30 }],
    ['another operator', { ...notReady, operator: 'Equal', tolerationSeconds: 30 }],
    ['another effect', { ...notReady, effect: '', tolerationSeconds: 30 }],
  ])('is content with %s', (_case, toleration) => {
    expect(check(toleration)).toEqual([])
  })
})
