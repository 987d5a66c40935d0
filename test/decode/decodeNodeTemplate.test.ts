import * as E from 'fp-ts/Either'
import { describe, expect, it } from 'vitest'
import { decodeNodeTemplate } from '../../src/decode/decodeNodeTemplate.js'
import { decodeObjects } from '../../src/decode/decodeObjects.js'

const decodedName = (value: unknown, implied?: string) => {
  const read = decodeNodeTemplate(value, { impliedKind: implied })
  return E.isRight(read) ? read.right.node.metadata?.name : read
}

describe('decodeNodeTemplate', () => {
  it.each([
    ['karpenter.sh/v1', 'NodePool'],
    ['karpenter.sh/v1beta1', 'NodePool'],
    ['cluster.x-k8s.io/v1beta1', 'MachineDeployment'],
    ['cluster.x-k8s.io/v1beta2', 'MachineSet'],
    ['cluster.x-k8s.io/v1beta1', 'MachinePool'],
  ])('reads %s %s', (apiVersion, kind) => {
    expect(decodedName({ apiVersion, kind, metadata: { name: 'pool' } })).toBe('pool')
    expect(decodedName({ apiVersion, metadata: { name: 'pool' } }, kind)).toBe('pool')
  })

  it('reads a plain template, whose members are those of the type', () => {
    const plain = {
      apiVersion: 'podfit/v1',
      kind: 'NodeTemplate',
      node: { metadata: { name: 'gpu' }, spec: { taints: [{ key: 'gpu', effect: 'NoSchedule' }] } },
      startupTaints: [{ key: 'cni', effect: 'NoExecute' }],
      unknownLabels: [{ key: 'nvidia.com/' }, { requirements: [{ operator: 'Exists' }] }],
    }
    expect(decodeNodeTemplate(plain)).toEqual(
      E.right({
        node: plain.node,
        startupTaints: plain.startupTaints,
        unknownLabels: [
          { key: 'nvidia.com/' },
          { key: '', requirements: [{ operator: 'Exists' }] },
        ],
      }),
    )
    expect(decodeNodeTemplate({ apiVersion: 'podfit/v1', kind: 'NodeTemplate' })).toEqual(
      E.right({ node: {}, startupTaints: [], unknownLabels: [] }),
    )
  })

  it('refuses what has another type, with its place', () => {
    const wrong = { apiVersion: 'podfit/v1', kind: 'NodeTemplate', unknownLabels: ['zone'] }
    expect(decodeNodeTemplate(wrong)).toMatchObject({
      _tag: 'Left',
      left: [{ path: ['unknownLabels', 0], expected: 'object' }],
    })
  })

  it('refuses what has another type in pools and machines', () => {
    const taints = [{ key: 5 }]
    const spec = { template: { spec: { taints } } }
    const issue = {
      code: 'WrongType',
      path: ['spec', 'template', 'spec', 'taints', 0, 'key'],
      expected: 'string',
      found: 'the number 5',
    }
    const pool = { apiVersion: 'karpenter.sh/v1', kind: 'NodePool', spec }
    expect(decodeNodeTemplate(pool)).toEqual(E.left([issue]))
    const machines = { apiVersion: 'cluster.x-k8s.io/v1beta1', kind: 'MachineSet', spec }
    expect(decodeNodeTemplate(machines)).toEqual(E.left([issue]))
    const propagation = { template: { spec: { taints: [{ propagation: 5 }] } } }
    expect(decodeNodeTemplate({ ...machines, spec: propagation })._tag).toBe('Left')
  })

  it.each([
    [{ apiVersion: 'apps/v1', kind: 'NodePool' }, 'apps/v1 NodePool'],
    [{ apiVersion: 'karpenter.sh/v1', kind: 'NodeClaim' }, 'karpenter.sh/v1 NodeClaim'],
    [{ apiVersion: 'karpenter.sh/v1', kind: 'toString' }, 'karpenter.sh/v1 toString'],
    [{ kind: 'NodePool' }, 'the string "NodePool"'],
    [{ apiVersion: 5, kind: 'NodePool' }, 'the string "NodePool"'],
    [{}, 'an object'],
    [null, 'null'],
    ['x', 'the string "x"'],
  ])('says of %j that it is something else', (value, found) => {
    expect(decodeNodeTemplate(value)).toMatchObject({
      left: [{ code: 'WrongKind', path: ['kind'], found }],
    })
  })

  it('is part of what an input holds', () => {
    const pool = { apiVersion: 'karpenter.sh/v1', kind: 'NodePool', metadata: { name: 'pool' } }
    const broken = { ...pool, metadata: { name: 5 } }
    const objects = decodeObjects([pool, broken, { kind: 'Secret' }])
    expect(objects.templates?.map(({ node }) => node.metadata?.name)).toEqual(['pool'])
    expect(objects.broken).toMatchObject([
      { kind: 'NodePool', issues: [{ path: ['metadata', 'name'] }] },
    ])
    expect(objects.others).toEqual({ Secret: 1 })
    expect(decodeObjects([]).templates).toBeUndefined()
  })
})
