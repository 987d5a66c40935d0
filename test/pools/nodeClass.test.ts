import { describe, expect, it } from 'vitest'
import { nodeClaimTemplate, nodePoolTemplate } from '../../src/pools/karpenter.js'
import { withNodeClass, type KarpenterNodeClass } from '../../src/pools/nodeClass.js'
import { frozen } from '../support/frozen.js'

const pool = (requirements: readonly object[] = []) =>
  nodePoolTemplate({
    metadata: { name: 'pool' },
    spec: {
      template: {
        spec: {
          nodeClassRef: { group: 'karpenter.k8s.aws', kind: 'EC2NodeClass', name: 'default' },
          requirements,
        },
      },
    },
  })

const ec2 = (spec?: KarpenterNodeClass['spec']): KarpenterNodeClass => ({
  apiVersion: 'karpenter.k8s.aws/v1',
  kind: 'EC2NodeClass',
  metadata: { name: 'default' },
  spec,
})

const OS = 'kubernetes.io/os'
const osOf = (nodeClass: KarpenterNodeClass) =>
  withNodeClass(frozen(pool()), [frozen(nodeClass)]).node.metadata?.labels?.[OS]

describe('withNodeClass', () => {
  it.each<[KarpenterNodeClass['spec'], string | undefined]>([
    [{ amiFamily: 'AL2023' }, 'linux'],
    [{ amiFamily: 'Windows2022' }, 'windows'],
    [{ amiSelectorTerms: [{ alias: 'bottlerocket@v1.20' }] }, 'linux'],
    [{ amiSelectorTerms: [{ alias: 'windows2019@latest' }] }, 'windows'],
    [{ amiFamily: 'AL2', amiSelectorTerms: [{ alias: 'windows2019@latest' }] }, undefined],
    [{ amiFamily: 'Custom' }, undefined],
    [{ amiSelectorTerms: [{}] }, undefined],
    [undefined, undefined],
  ])('takes the operating system of %j', (spec, os) => {
    expect(osOf(ec2(spec))).toBe(os)
  })

  it('knows the build of Windows, and old names', () => {
    const nodeClass = ec2({ amiFamily: 'Windows2019' })
    expect(withNodeClass(pool(), [nodeClass]).node.metadata?.labels).toMatchObject({
      'node.kubernetes.io/windows-build': '10.0.17763',
      'beta.kubernetes.io/os': 'windows',
    })
  })

  it('leaves what the pool says itself', () => {
    const says = pool([{ key: OS, operator: 'In', values: ['linux'] }])
    const nodeClass = ec2({ amiFamily: 'Windows2019' })
    expect(withNodeClass(says, [nodeClass]).node.metadata?.labels?.[OS]).toBe('linux')
  })

  it('looks at the class that the pool names', () => {
    const linux = ec2({ amiFamily: 'AL2023' })
    expect(osOf({ ...linux, metadata: { name: 'other' } })).toBeUndefined()
    expect(osOf({ ...linux, kind: 'NodeClass' })).toBeUndefined()
    expect(osOf({ ...linux, apiVersion: 'eks.amazonaws.com/v1' })).toBeUndefined()
    expect(osOf({})).toBeUndefined()
    const plain = { node: {} }
    expect(withNodeClass(plain, [linux])).toBe(plain)
  })
})

describe('nodeClaimTemplate', () => {
  it('is the node that is on its way', () => {
    const claim = {
      metadata: { name: 'gpu-x7', labels: { 'karpenter.sh/nodepool': 'gpu', team: 'a' } },
      spec: { requirements: [{ key: 'kubernetes.io/arch', operator: 'In', values: ['arm64'] }] },
      status: { allocatable: { cpu: '4', memory: '8Gi', pods: '58' } },
    }
    const template = nodeClaimTemplate(frozen(claim))
    expect(template?.node).toMatchObject({
      metadata: {
        name: 'gpu-x7',
        labels: { 'karpenter.sh/nodepool': 'gpu', team: 'a', 'kubernetes.io/arch': 'arm64' },
      },
      status: { allocatable: { cpu: '4', memory: '8Gi', pods: '58' } },
    })
    expect(nodeClaimTemplate({})?.node.metadata?.labels).not.toHaveProperty('karpenter.sh/nodepool')
    expect(nodeClaimTemplate({ status: { allocatable: null } })?.node.status).toBeUndefined()
  })

  it('is nothing more once the node has registered', () => {
    const registered = (status: string) => ({
      status: { conditions: [{ type: 'Registered', status }] },
    })
    expect(nodeClaimTemplate(registered('True'))).toBeUndefined()
    expect(nodeClaimTemplate(registered('Unknown'))).toBeDefined()
  })
})
