import * as E from 'fp-ts/Either'
import { describe, expect, it } from 'vitest'
import { kubeadmTemplate, type KubeadmNode } from '../../src/pools/kubeadm.js'
import { frozen } from '../support/frozen.js'

const read = (config: KubeadmNode) => {
  const template = kubeadmTemplate(frozen(config))
  return E.isRight(template) ? template.right : undefined
}

const CONTROL_PLANE = 'node-role.kubernetes.io/control-plane'
const own = [{ key: 'own', effect: 'NoSchedule' }]
const flagged = [
  { name: 'register-with-taints', value: 'first=x:NoExecute' },
  { name: 'register-with-taints', value: 'flag=x:NoSchedule,' },
]
const flag = { key: 'flag', value: 'x', effect: 'NoSchedule' }

describe('kubeadmTemplate', () => {
  it.each<[string, KubeadmNode, readonly object[]]>([
    ['a worker', {}, []],
    ['a worker with taints', { nodeRegistration: { taints: own } }, own],
    [
      'a worker with a flag',
      { nodeRegistration: { taints: own, kubeletExtraArgs: flagged } },
      [flag],
    ],
    ['a control plane', { controlPlane: {} }, [{ key: CONTROL_PLANE, effect: 'NoSchedule' }]],
    ['the first', { kind: 'InitConfiguration' }, [{ key: CONTROL_PLANE, effect: 'NoSchedule' }]],
    ['a control plane for all', { controlPlane: {}, nodeRegistration: { taints: [] } }, []],
    [
      'a control plane with both',
      { controlPlane: {}, nodeRegistration: { taints: own, kubeletExtraArgs: flagged } },
      [...own, flag],
    ],
  ])('knows the taints of %s', (_what, config, taints) => {
    expect(read(config)?.node.spec?.taints).toEqual(taints)
  })

  it('reads labels, of flags in a list and in a map', () => {
    const list = [{ name: 'node-labels', value: 'disk=ssd,zone=a' }, {}]
    const inList = read({ nodeRegistration: { name: 'w1', kubeletExtraArgs: list } })
    expect(inList?.node.metadata).toEqual({
      name: 'w1',
      labels: { 'kubernetes.io/hostname': 'w1', disk: 'ssd', zone: 'a' },
    })
    const map = { 'node-labels': 'disk=ssd', 'cloud-provider': 'external' }
    const inMap = read({ nodeRegistration: { kubeletExtraArgs: map } })
    expect(inMap?.node.metadata?.labels).toMatchObject({ disk: 'ssd' })
    const key = 'node.cloudprovider.kubernetes.io/uninitialized'
    const starts = (config: KubeadmNode) =>
      read(config)?.startupTaints?.some((each) => each.key === key)
    expect(starts({ nodeRegistration: { kubeletExtraArgs: map } })).toBe(true)
    expect(starts({})).toBe(false)
  })

  it('marks the control plane', () => {
    expect(read({ controlPlane: {} })?.node.metadata?.labels).toMatchObject({
      [CONTROL_PLANE]: '',
      'node.kubernetes.io/exclude-from-external-load-balancers': '',
    })
  })

  it('says which flags cannot be read', () => {
    const kubeletExtraArgs = { 'node-labels': 'a', 'register-with-taints': 'b' }
    expect(kubeadmTemplate({ nodeRegistration: { kubeletExtraArgs } })).toMatchObject({
      left: [{ found: 'the string "a"' }, { found: 'the string "b"' }],
    })
  })
})
