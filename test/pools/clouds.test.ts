import * as E from 'fp-ts/Either'
import { describe, expect, it } from 'vitest'
import { agentPoolTemplate, managedClusterTemplates } from '../../src/pools/aks.js'
import { gkeClusterTemplates, gkeNodePoolTemplate, type GkeNodePool } from '../../src/pools/gke.js'
import { NODE_PROFILES } from '../../src/pools/profiles.js'
import { virtualSign } from '../../src/taint/virtualNode.js'
import { frozen } from '../support/frozen.js'

describe('agentPoolTemplate', () => {
  const pool = {
    name: 'spot',
    mode: 'User',
    osType: 'Linux',
    osSku: 'AzureLinux',
    vmSize: 'Standard_D4s_v5',
    scaleSetPriority: 'Spot',
    nodeLabels: { team: 'a' },
    nodeTaints: null,
    nodeInitializationTaints: ['startup=true:NoSchedule'],
  }

  it('knows the labels and taints of its nodes', () => {
    const read = agentPoolTemplate(frozen(pool))
    expect(read).toMatchObject({
      right: {
        node: {
          metadata: {
            name: 'spot',
            labels: {
              'kubernetes.io/os': 'linux',
              'node.kubernetes.io/instance-type': 'Standard_D4s_v5',
              'kubernetes.azure.com/mode': 'user',
              'kubernetes.azure.com/os-sku': 'AzureLinux',
              'kubernetes.azure.com/agentpool': 'spot',
              'kubernetes.azure.com/scalesetpriority': 'spot',
              agentpool: 'spot',
              team: 'a',
            },
          },
          spec: {
            taints: [
              { key: 'kubernetes.azure.com/scalesetpriority', value: 'spot', effect: 'NoSchedule' },
            ],
          },
        },
      },
    })
    expect(E.isRight(read) && read.right.startupTaints?.map(({ key }) => key)).toContain('startup')
  })

  it('tells the taint of spot nodes once', () => {
    const nodeTaints = ['kubernetes.azure.com/scalesetpriority=spot:NoSchedule']
    const read = agentPoolTemplate({ ...pool, nodeTaints })
    expect(E.isRight(read) && read.right.node.spec?.taints).toHaveLength(1)
  })

  it('says nothing of what the pool does not say', () => {
    const read = agentPoolTemplate({})
    const labels = E.isRight(read) ? read.right.node.metadata?.labels : undefined
    expect(Object.keys(labels ?? {}).sort()).toEqual([
      'agentpool',
      'kubernetes.azure.com/agentpool',
      'kubernetes.azure.com/role',
      'kubernetes.io/hostname',
    ])
  })

  it('says which taints cannot be read', () => {
    const nodeTaints = ['a=b:NoSchedule', 'x']
    expect(agentPoolTemplate({ nodeTaints, nodeInitializationTaints: ['y'] })).toMatchObject({
      left: [
        { path: ['nodeTaints'], found: 'the string "x"' },
        { path: ['nodeInitializationTaints'], found: 'the string "y"' },
      ],
    })
  })
})

describe('managedClusterTemplates', () => {
  it('has the virtual nodes of the add-on', () => {
    const read = managedClusterTemplates({
      agentPoolProfiles: [{ name: 'a' }],
      addonProfiles: { aciConnectorLinux: { enabled: true } },
    })
    const nodes = E.isRight(read) ? read.right.map(({ node }) => node) : []
    expect(nodes.map(({ metadata }) => metadata?.name)).toEqual(['a', 'virtual-node-aci-linux'])
    expect(nodes.map((node) => virtualSign(node) !== undefined)).toEqual([false, true])
    expect(managedClusterTemplates({})).toEqual(E.right([]))
  })
})

describe('gkeNodePoolTemplate', () => {
  const read = (pool: GkeNodePool) => gkeNodePoolTemplate(frozen(pool)).node
  const taintTexts = (pool: GkeNodePool) =>
    read(pool).spec?.taints?.map(
      ({ key, value, effect }) => `${key ?? ''}=${value ?? ''}:${effect ?? ''}`,
    )

  it('knows the labels of its nodes', () => {
    const config = {
      machineType: 'e2-standard-4',
      imageType: 'COS_CONTAINERD',
      labels: { team: 'a' },
      accelerators: [{ acceleratorType: 'nvidia-l4' }],
    }
    expect(read({ name: 'np', locations: ['eu-a'], config }).metadata?.labels).toEqual({
      'kubernetes.io/hostname': 'np',
      'kubernetes.io/os': 'linux',
      'beta.kubernetes.io/os': 'linux',
      'node.kubernetes.io/instance-type': 'e2-standard-4',
      'beta.kubernetes.io/instance-type': 'e2-standard-4',
      'topology.kubernetes.io/zone': 'eu-a',
      'failure-domain.beta.kubernetes.io/zone': 'eu-a',
      'cloud.google.com/gke-nodepool': 'np',
      'cloud.google.com/gke-os-distribution': 'cos',
      'cloud.google.com/gke-provisioning': 'standard',
      'cloud.google.com/gke-accelerator': 'nvidia-l4',
      team: 'a',
    })
  })

  it.each([
    [{ spot: true }, 'spot'],
    [{ preemptible: true }, 'preemptible'],
    [undefined, 'standard'],
  ])('tells how %j is provisioned', (config, provisioning) => {
    expect(read({ config }).metadata?.labels?.['cloud.google.com/gke-provisioning']).toBe(
      provisioning,
    )
  })

  it('reads effects as the API writes them', () => {
    const effects = ['NO_SCHEDULE', 'PREFER_NO_SCHEDULE', 'NO_EXECUTE', 'NoSchedule']
    const taints = [...effects.map((effect, i) => ({ key: `k${i}`, effect })), { key: 'k' }]
    expect(taintTexts({ config: { taints } })).toEqual([
      'k0=:NoSchedule',
      'k1=:PreferNoSchedule',
      'k2=:NoExecute',
      'k3=:NoSchedule',
      'k=:',
    ])
  })

  it('adds the taints that GKE adds, once', () => {
    expect(taintTexts({ config: { imageType: 'WINDOWS_LTSC_CONTAINERD' } })).toEqual([
      'node.kubernetes.io/os=windows:NoSchedule',
    ])
    expect(taintTexts({ config: { machineType: 't2a-standard-1' } })).toEqual([
      'kubernetes.io/arch=arm64:NoSchedule',
    ])
    const taints = [{ key: 'kubernetes.io/arch', value: 'arm64', effect: 'NO_SCHEDULE' }]
    expect(taintTexts({ config: { machineType: 'c4a-standard-1', taints } })).toHaveLength(1)
  })
})

describe('gkeClusterTemplates', () => {
  it('tells each pool, or the nodes of Autopilot', () => {
    const names = (cluster: Parameters<typeof gkeClusterTemplates>[0]) =>
      gkeClusterTemplates(cluster).map(({ node }) => node.metadata?.name)
    expect(names({ nodePools: [{ name: 'a' }, {}] })).toEqual(['a', ''])
    expect(names({ nodePools: [{ name: 'a' }], autopilot: { enabled: true } })).toEqual([
      'autopilot',
    ])
    expect(names({})).toEqual([])
  })
})

describe('NODE_PROFILES', () => {
  it.each(NODE_PROFILES.map((profile) => [profile.name, profile] as const))(
    'says of %s where it is from and when that was read',
    (_name, { source, read, template }) => {
      expect(source).toMatch(/^https:\/\//)
      expect(read).toMatch(/^\d{4}-\d{2}$/)
      expect(template.node.metadata?.labels?.['kubernetes.io/os']).toBe('linux')
    },
  )

  it('tells virtual nodes from others', () => {
    const virtual = NODE_PROFILES.filter(({ template }) => virtualSign(template.node) !== undefined)
    expect(virtual.map(({ name }) => name)).toEqual(['eks-fargate', 'aks-virtual-node'])
  })
})
