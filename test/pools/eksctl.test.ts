import { describe, expect, it } from 'vitest'
import {
  eksctlTemplates,
  type EksctlCluster,
  type EksctlNodeGroup,
} from '../../src/pools/eksctl.js'
import { decideTemplate } from '../../src/pools/decideTemplate.js'
import { frozen } from '../support/frozen.js'
import { aPolicy } from '../support/policy.js'

const read = (config: EksctlCluster) => eksctlTemplates(frozen(config))

const managed = (group: EksctlNodeGroup, config: EksctlCluster = {}) =>
  read({ metadata: { name: 'prod', region: 'eu-1' }, ...config, managedNodeGroups: [group] })[0]

const labelsOf = (group: EksctlNodeGroup, config?: EksctlCluster) =>
  managed(group, config)?.node.metadata?.labels

describe('eksctlTemplates', () => {
  it('knows the labels that eksctl and EKS put on nodes', () => {
    expect(labelsOf({ name: 'ng', instanceType: 'm7g.large', labels: { team: 'a' } })).toEqual({
      'kubernetes.io/hostname': 'ng',
      'kubernetes.io/os': 'linux',
      'beta.kubernetes.io/os': 'linux',
      'node.kubernetes.io/instance-type': 'm7g.large',
      'beta.kubernetes.io/instance-type': 'm7g.large',
      'topology.kubernetes.io/region': 'eu-1',
      'failure-domain.beta.kubernetes.io/region': 'eu-1',
      'alpha.eksctl.io/cluster-name': 'prod',
      'alpha.eksctl.io/nodegroup-name': 'ng',
      'eks.amazonaws.com/nodegroup': 'ng',
      'eks.amazonaws.com/capacityType': 'ON_DEMAND',
      team: 'a',
    })
    expect(labelsOf({ spot: true })).toMatchObject({ 'eks.amazonaws.com/capacityType': 'SPOT' })
  })

  it.each([
    [{}, 'linux'],
    [{ amiFamily: 'Bottlerocket' }, 'linux'],
    [{ amiFamily: 'WindowsServer2022CoreContainer' }, 'windows'],
    [{ ami: 'ami-1' }, undefined],
    [{ ami: 'ami-1', amiFamily: 'AmazonLinux2023' }, 'linux'],
  ])('takes the operating system of %j', (group, os) => {
    expect(labelsOf(group)?.['kubernetes.io/os']).toBe(os)
  })

  it('leaves open which of several types and zones it is', () => {
    const instanceTypes = ['m5.large', 'm6i.large']
    const template = managed({ instanceTypes }, { availabilityZones: ['eu-1a', 'eu-1b'] })
    const wants = (key: string, value: string) =>
      aPolicy({
        kind: 'DaemonSet',
        spec: { template: { spec: { nodeSelector: { [key]: value } } } },
      })
    const decided = (key: string, value: string) =>
      template && decideTemplate(wants(key, value), template).code
    expect(decided('node.kubernetes.io/instance-type', 'm5.large')).toBe('Depends')
    expect(decided('node.kubernetes.io/instance-type', 'm4.large')).toBe('Certain')
    expect(decided('topology.kubernetes.io/zone', 'eu-1b')).toBe('Depends')
    expect(decided('topology.kubernetes.io/zone', 'eu-1c')).toBe('Certain')
    expect(decided('kubernetes.io/arch', 'arm64')).toBe('Depends')
  })

  it('reads the types of mixed groups, and the zones of the group first', () => {
    const [template] = read({
      metadata: {},
      availabilityZones: ['a'],
      nodeGroups: [
        {
          instanceType: 'mixed',
          instancesDistribution: { instanceTypes: ['c5.large'] },
          availabilityZones: ['b'],
        },
      ],
    })
    expect(template?.node.metadata?.labels).toMatchObject({
      'node.kubernetes.io/instance-type': 'c5.large',
      'topology.kubernetes.io/zone': 'b',
      'alpha.eksctl.io/cluster-name': '',
    })
    expect(template?.node.metadata?.labels).not.toHaveProperty('eks.amazonaws.com/nodegroup')
    const [mixed] = read({ nodeGroups: [{ instanceType: 'mixed' }] })
    expect(mixed?.node.metadata?.labels).not.toHaveProperty('node.kubernetes.io/instance-type')
  })

  it('reads taints as a list and as a map', () => {
    const list = [{ key: 'gpu', value: 'yes', effect: 'NoSchedule' }]
    expect(managed({ taints: list })?.node.spec?.taints).toEqual(list)
    const map = {
      gpu: 'yes:NoSchedule',
      spot: 'NoExecute',
      'node.cilium.io/agent-not-ready': 'true:NoExecute',
    }
    const template = managed({ taints: map })
    expect(template?.node.spec?.taints).toEqual([
      { key: 'gpu', value: 'yes', effect: 'NoSchedule' },
      { key: 'spot', effect: 'NoExecute' },
    ])
    expect(template?.startupTaints).toContainEqual({
      key: 'node.cilium.io/agent-not-ready',
      value: 'true',
      effect: 'NoExecute',
    })
    expect(managed({ taints: null })?.node.spec?.taints).toEqual([])
  })

  it('knows Auto Mode and Fargate', () => {
    const names = (config: EksctlCluster) => read(config).map(({ node }) => node.metadata?.name)
    expect(names({ autoModeConfig: { enabled: true } })).toEqual(['general-purpose', 'system'])
    expect(names({ autoModeConfig: { enabled: true, nodePools: ['system', 'x'] } })).toEqual([
      'system',
    ])
    expect(names({ autoModeConfig: { enabled: false } })).toEqual([])
    expect(names({ fargateProfiles: [{}] })).toEqual(['fargate'])
    expect(names({})).toEqual([])
  })
})
