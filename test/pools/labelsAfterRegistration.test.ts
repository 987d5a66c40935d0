import { expect, it } from 'vitest'
import { decideTemplate } from '../../src/pools/decideTemplate.js'
import { LABELS_AFTER_REGISTRATION } from '../../src/pools/poolTemplate.js'
import { aNode } from '../../src/testing/builders.js'
import { aPolicy } from '../support/policy.js'

const pool = { node: aNode('pool'), unknownLabels: LABELS_AFTER_REGISTRATION }
const decisionFor = (nodeSelector: Readonly<Record<string, string>>) =>
  decideTemplate(
    aPolicy({ kind: 'DaemonSet', spec: { template: { spec: { nodeSelector } } } }),
    pool,
  )

it.each([
  ['kubernetes.io/os'],
  ['topology.kubernetes.io/zone'],
  ['nvidia.com/gpu.present'],
  ['feature.node.kubernetes.io/pci-10de.present'],
  ['node.kubernetes.io/kube-proxy-ds-ready'],
])('the pool does not tell %s', (key) => {
  expect(decisionFor({ [key]: 'x' })).toMatchObject({ code: 'Depends', on: [key] })
})

it('the pool tells every other label, by not having it', () => {
  expect(decisionFor({ 'example.com/disk': 'ssd' })).toEqual({ code: 'Certain', decision: 'leave' })
})
