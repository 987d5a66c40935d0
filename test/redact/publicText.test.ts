import { describe, expect, it } from 'vitest'
import {
  isPublicKey,
  isPublicName,
  isPublicValue,
  publicPrefix,
} from '../../src/redact/publicText.js'

describe('isPublicKey', () => {
  it.each([
    'kubernetes.io/os',
    'topology.kubernetes.io/zone',
    'karpenter.k8s.aws/instance-cpu',
    'nvidia.com/gpu',
    'CriticalAddonsOnly',
    'ToBeDeletedByClusterAutoscaler',
    'ebs.csi.aws.com/agent-not-ready',
    'karpenter.azure.com/sku-family',
    'app',
    'node-role.kubernetes.io/control-plane',
  ])('%s stays', (key) => {
    expect(isPublicKey(key)).toBe(true)
  })

  it.each([
    'dedicated',
    'acme.com/team',
    'notkubernetes.io/os',
    'node-role.kubernetes.io/acme',
    'node-restriction.kubernetes.io/acme',
    '/kubernetes.io',
    '',
    'constructor',
  ])('%j is renamed', (key) => {
    expect(isPublicKey(key)).toBe(false)
  })
})

describe('publicPrefix', () => {
  it('is the domain of Kubernetes or of a vendor, also where the name is one’s own', () => {
    expect(publicPrefix('node-role.kubernetes.io/acme')).toBe('node-role.kubernetes.io')
    expect(publicPrefix('acme.com/team')).toBeUndefined()
    expect(publicPrefix('team')).toBeUndefined()
  })
})

describe('isPublicValue', () => {
  it.each([
    ['kubernetes.io/os', 'plan9'],
    ['eks.amazonaws.com/compute-type', 'fargate'],
    ['gpu', 'true'],
    ['cpus', '0016'],
    ['cpus', '-3'],
  ])('%s=%s stays', (key, value) => {
    expect(isPublicValue(key, value)).toBe(true)
  })

  it.each([
    ['team', 'payments'],
    ['topology.kubernetes.io/zone', 'cellar'],
    ['cpus', '1.5'],
  ])('%s=%s is renamed', (key, value) => {
    expect(isPublicValue(key, value)).toBe(false)
  })
})

describe('isPublicName', () => {
  it('knows the namespaces of every cluster and the addresses of every node', () => {
    expect(isPublicName('namespace', 'kube-system')).toBe(true)
    expect(isPublicName('namespace', 'payments')).toBe(false)
    expect(isPublicName('address', '127.0.0.1')).toBe(true)
    expect(isPublicName('pod', 'kube-system')).toBe(false)
  })
})
