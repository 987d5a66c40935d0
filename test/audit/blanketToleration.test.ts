import { describe, expect, it } from 'vitest'
import { blanketToleration } from '../../src/audit/blanketToleration.js'
import type { Toleration } from '../../src/kube/toleration.js'
import { aDaemonSet, aNode } from '../../src/testing/builders.js'
import { frozen } from '../support/frozen.js'
import { audited } from '../support/audited.js'

const found = (
  tolerations: readonly Toleration[],
  taints: readonly string[] = [],
  namespace = 'a',
) =>
  blanketToleration.check(
    audited({
      nodes: [aNode('n1', { taints })],
      daemonSets: [aDaemonSet({ metadata: { namespace }, podSpec: { tolerations } })],
    }),
  )

const everything: Toleration = { operator: 'Exists' }

describe('blanketToleration', () => {
  it('says what a toleration of everything is needed for, and what else it lets in', () => {
    const [finding] = found([everything], ['gpu=a100:NoSchedule', 'soft:PreferNoSchedule'])
    expect(finding).toMatchObject({
      severity: 'warning',
      path: ['spec', 'template', 'spec', 'tolerations', 0],
      effect: '',
      needed: [{ taint: { key: 'gpu', value: 'a100', effect: 'NoSchedule' }, nodes: ['n1'] }],
    })
    const admitted = finding?.admits.map(({ key }) => key)
    expect(admitted).toContain('node.kubernetes.io/out-of-service')
    expect(admitted).toContain('eks.amazonaws.com/compute-type')
    expect(admitted).not.toContain('gpu')
  })

  it('counts only what no other toleration, automatic ones included, lets in', () => {
    const gpu: Toleration = { key: 'gpu', operator: 'Exists' }
    const [finding] = found(
      [everything, gpu],
      ['gpu:NoSchedule', 'node.kubernetes.io/not-ready:NoExecute'],
    )
    expect(finding?.needed).toEqual([])
  })

  it('does not call admitted what a node has today', () => {
    const taint = 'node.kubernetes.io/unreachable:NoSchedule'
    const [finding] = found([everything], [taint])
    expect(finding?.admits.map(({ key }) => key)).not.toContain('node.kubernetes.io/unreachable')
  })

  it('limits itself to the effect of the toleration', () => {
    const [finding] = found([{ operator: 'Exists', effect: 'NoExecute' }], ['gpu:NoSchedule'])
    expect(finding).toMatchObject({ effect: 'NoExecute', needed: [] })
    expect(new Set(finding?.admits.map(({ effect }) => effect))).toEqual(new Set(['NoExecute']))
  })

  it('takes a taint without a key for one with an empty key, and ignores one without an effect', () => {
    const objects = frozen({
      nodes: [{ metadata: { name: 'n1' }, spec: { taints: [{ effect: 'NoSchedule' }, {}] } }],
      daemonSets: [aDaemonSet({ podSpec: { tolerations: [everything] } })],
    })
    expect(blanketToleration.check(audited(objects))).toMatchObject([
      { needed: [{ taint: { key: '', value: '', effect: 'NoSchedule' }, nodes: ['n1'] }] },
    ])
  })

  it('is a note in kube-system, and nothing for a toleration that names a taint', () => {
    expect(found([everything], [], 'kube-system')).toMatchObject([{ severity: 'note' }])
    expect(found([{ key: 'gpu', operator: 'Exists' }, { value: 'x' }])).toEqual([])
  })
})
