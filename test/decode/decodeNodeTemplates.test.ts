import * as E from 'fp-ts/Either'
import { describe, expect, it } from 'vitest'
import { decodeNodeTemplates } from '../../src/decode/decodeNodeTemplates.js'
import { decodeObjects } from '../../src/decode/decodeObjects.js'

const decodedName = (value: unknown, implied?: string) => {
  const read = decodeNodeTemplates(value, { impliedKind: implied })
  return E.isRight(read) ? read.right[0]?.node.metadata?.name : read
}

describe('decodeNodeTemplates', () => {
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
    expect(decodeNodeTemplates(plain)).toEqual(
      E.right([
        {
          node: plain.node,
          startupTaints: plain.startupTaints,
          unknownLabels: [
            { key: 'nvidia.com/' },
            { key: '', requirements: [{ operator: 'Exists' }] },
          ],
        },
      ]),
    )
    expect(decodeNodeTemplates({ apiVersion: 'podfit/v1', kind: 'NodeTemplate' })).toEqual(
      E.right([{ node: {}, startupTaints: [], unknownLabels: [] }]),
    )
  })

  it('refuses what has another type, with its place', () => {
    const wrong = { apiVersion: 'podfit/v1', kind: 'NodeTemplate', unknownLabels: ['zone'] }
    expect(decodeNodeTemplates(wrong)).toMatchObject({
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
    expect(decodeNodeTemplates(pool)).toEqual(E.left([issue]))
    const machines = { apiVersion: 'cluster.x-k8s.io/v1beta1', kind: 'MachineSet', spec }
    expect(decodeNodeTemplates(machines)).toEqual(E.left([issue]))
    const propagation = { template: { spec: { taints: [{ propagation: 5 }] } } }
    expect(decodeNodeTemplates({ ...machines, spec: propagation })._tag).toBe('Left')
  })

  it.each([
    [{ apiVersion: 'apps/v1', kind: 'NodePool' }, 'apps/v1 NodePool'],
    [{ apiVersion: 'karpenter.sh/v1', kind: 'NodeOverlay' }, 'karpenter.sh/v1 NodeOverlay'],
    [{ apiVersion: 'karpenter.sh/v1', kind: 'toString' }, 'karpenter.sh/v1 toString'],
    [{ kind: 'NodePool' }, 'the string "NodePool"'],
    [{ apiVersion: 5, kind: 'NodePool' }, 'the string "NodePool"'],
    [{}, 'an object'],
    [null, 'null'],
    ['x', 'the string "x"'],
  ])('says of %j that it is something else', (value, found) => {
    expect(decodeNodeTemplates(value)).toMatchObject({
      left: [{ code: 'WrongKind', path: ['kind'], found }],
    })
  })

  it('takes a node of a profile, and what stands beside it', () => {
    const plain = { apiVersion: 'podfit/v1', kind: 'NodeTemplate' }
    const fargate = decodeNodeTemplates({ ...plain, profile: 'eks-fargate' })
    expect(fargate).toMatchObject({
      right: [
        {
          node: {
            metadata: { labels: { 'eks.amazonaws.com/compute-type': 'fargate' } },
            spec: { taints: [{ key: 'eks.amazonaws.com/compute-type', value: 'fargate' }] },
          },
        },
      ],
    })
    const other = {
      startupTaints: [{ key: 'a', effect: 'NoSchedule' }],
      unknownLabels: [{ key: 'b' }],
    }
    expect(decodeNodeTemplates({ ...plain, ...other, profile: 'eks-fargate' })).toMatchObject({
      right: [{ node: { metadata: { name: 'fargate' } }, ...other }],
    })
    expect(decodeNodeTemplates({ ...plain, profile: 'eks' })).toMatchObject({
      left: [{ path: ['profile'], found: 'the string "eks"' }],
    })
  })

  it.each([
    ['Microsoft.ContainerService/managedClusters/agentPools', { name: 'np' }, ['np']],
    [
      'Microsoft.ContainerService/ManagedClusters',
      { agentPoolProfiles: [{ name: 'a' }, { name: 'b' }] },
      ['a', 'b'],
    ],
    ['Microsoft.Compute/virtualMachines', { name: 'vm' }, undefined],
  ])('knows what az prints by its type %s', (type, members, names) => {
    const read = decodeNodeTemplates({ type, ...members })
    expect(E.isRight(read) ? read.right.map(({ node }) => node.metadata?.name) : undefined).toEqual(
      names,
    )
  })

  it.each([
    ['/v1/projects/p/zones/z/clusters/c/nodePools/np', { name: 'np' }, ['np']],
    ['/v1/projects/p/locations/l/clusters/c', { nodePools: [{ name: 'a' }] }, ['a']],
    ['/v1/projects/p/locations/l/operations/o', { name: 'o' }, undefined],
  ])('knows what gcloud prints by where it is found: %s', (at, members, names) => {
    const read = decodeNodeTemplates({
      selfLink: `https://container.googleapis.com${at}`,
      ...members,
    })
    expect(E.isRight(read) ? read.right.map(({ node }) => node.metadata?.name) : undefined).toEqual(
      names,
    )
    const elsewhere = { selfLink: `https://example.com${at}`, ...members }
    expect(decodeNodeTemplates(elsewhere)._tag).toBe('Left')
  })

  it('refuses what has another type in what clouds print, with its place', () => {
    const type = 'Microsoft.ContainerService/managedClusters'
    expect(
      decodeNodeTemplates({ type, agentPoolProfiles: [{ nodeTaints: ['a=b'] }] }),
    ).toMatchObject({ left: [{ path: ['agentPoolProfiles', 0, 'nodeTaints'] }] })
    expect(
      decodeNodeTemplates({
        apiVersion: 'eksctl.io/v1alpha5',
        kind: 'ClusterConfig',
        nodeGroups: [{ taints: 'a' }],
      }),
    ).toMatchObject({ left: [{ path: ['nodeGroups', 0, 'taints'] }] })
  })

  it('adds what node classes say, wherever they stand', () => {
    const nodeClassRef = { group: 'karpenter.azure.com', kind: 'AKSNodeClass', name: 'default' }
    const pool = {
      apiVersion: 'karpenter.sh/v1',
      kind: 'NodePool',
      metadata: { name: 'pool' },
      spec: { template: { spec: { nodeClassRef } } },
    }
    const nodeClass = {
      apiVersion: 'karpenter.azure.com/v1beta1',
      kind: 'AKSNodeClass',
      metadata: { name: 'default' },
    }
    const osOf = (objects: readonly object[]) =>
      decodeObjects(objects).templates?.map(
        ({ node }) => node.metadata?.labels?.['kubernetes.io/os'],
      )
    expect(osOf([pool, nodeClass])).toEqual(['linux'])
    expect(osOf([nodeClass, pool])).toEqual(['linux'])
    expect(osOf([pool])).toEqual([undefined])
    expect(decodeObjects([nodeClass]).others).toEqual({})
    expect(decodeObjects([{ ...nodeClass, spec: 5 }]).broken).toHaveLength(1)
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
