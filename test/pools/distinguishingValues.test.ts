import { describe, expect, it } from 'vitest'
import type { NodeSelectorRequirement } from '../../src/kube/affinity.js'
import { askedLabels, distinguishingValues } from '../../src/pools/distinguishingValues.js'
import { readExpression } from '../../src/selector/nodeTerm.js'
import { aPolicy } from '../support/policy.js'

const policyOf = (
  matchExpressions: readonly NodeSelectorRequirement[],
  nodeSelector: Readonly<Record<string, string>> = {},
) =>
  aPolicy({
    kind: 'DaemonSet',
    spec: {
      template: {
        spec: {
          nodeSelector,
          affinity: {
            nodeAffinity: {
              requiredDuringSchedulingIgnoredDuringExecution: {
                nodeSelectorTerms: [{ matchExpressions }],
              },
            },
          },
        },
      },
    },
  })

const known = (requirement: NodeSelectorRequirement) => {
  const read = readExpression(requirement, [])
  return 'requirement' in read ? [read.requirement] : []
}

describe('distinguishingValues', () => {
  it('are absence, what is listed, and something else', () => {
    const policy = policyOf([{ key: 'zone', operator: 'NotIn', values: ['a', 'x'] }], { zone: 'b' })
    expect(distinguishingValues(policy, 'zone', [])).toEqual([undefined, 'b', 'a', 'x', 'xx'])
    expect(distinguishingValues(policy, 'other', [])).toEqual([undefined, 'x'])
  })

  it('are the integers around a bound, spelled so that no list names them', () => {
    const policy = policyOf([
      { key: 'cpu', operator: 'Gt', values: ['4'] },
      { key: 'cpu', operator: 'NotIn', values: ['5', '05'] },
    ])
    expect(distinguishingValues(policy, 'cpu', [])).toEqual([
      undefined,
      '4',
      '5',
      '05',
      '3',
      '04',
      '005',
      'x',
    ])
  })

  it('are valid label values only', () => {
    const policy = policyOf([{ key: 'cpu', operator: 'Lt', values: ['0'] }], { cpu: 'a b' })
    expect(distinguishingValues(policy, 'cpu', [])).toEqual([undefined, '0', '00', '1', 'x'])
  })

  it('meet what is known of the label', () => {
    const policy = policyOf([], { arch: 'amd64' })
    const exists = known({ key: 'arch', operator: 'Exists' })
    expect(distinguishingValues(policy, 'arch', exists)).toEqual(['amd64', 'x'])
    const listed = known({ key: 'arch', operator: 'In', values: ['amd64', 'arm64'] })
    expect(distinguishingValues(policy, 'arch', listed)).toEqual(['amd64', 'arm64'])
    const both = [...listed, ...known({ key: 'arch', operator: 'DoesNotExist' })]
    expect(distinguishingValues(policy, 'arch', both)).toEqual([])
  })
})

describe('askedLabels', () => {
  it('are those of both parts, once each', () => {
    const policy = policyOf(
      [
        { key: 'zone', operator: 'Exists' },
        { key: 'a', operator: 'Exists' },
      ],
      { zone: 'a', os: 'linux' },
    )
    expect(askedLabels(policy)).toEqual(['a', 'os', 'zone'])
    expect(askedLabels(aPolicy({ kind: 'DaemonSet', spec: {} }))).toEqual([])
  })
})
