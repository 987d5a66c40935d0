import { describe, expect, it } from 'vitest'
import type { Container, PodSpec } from '../../src/kube/pod.js'
import { orThrow } from '../../src/data/orThrow.js'
import { semanticsFor } from '../../src/kube/semanticsFor.js'
import { schedulerFields } from '../../src/sync/schedulerFields.js'

const asking = (resource: string): PodSpec => ({
  containers: [{ resources: { limits: { [resource]: '1' } } }],
})
const inContainer = (container: Container): PodSpec => ({ initContainers: [container] })
const withRules = (action: string): Container & { readonly restartPolicyRules: unknown } => ({
  restartPolicyRules: [{ action }],
})
const restarting = (action: string): PodSpec => inContainer(withRules(action))
const mounting = (bindMountOptions: readonly string[]): PodSpec =>
  inContainer({ volumeMounts: [{ name: 'v', bindMountOptions }] })
const certified = (keyType: string): PodSpec => ({
  volumes: [{ name: 'v', projected: { sources: [{ podCertificate: { keyType } }] } }],
})
const profiled = (type: string): PodSpec =>
  inContainer({ securityContext: { seccompProfile: { type } } })
const ON_HOST: PodSpec & { readonly hostUsers: boolean } = { hostNetwork: true, hostUsers: false }

describe('schedulerFields', () => {
  it.each<[string, PodSpec | null | undefined, readonly string[]]>([
    ['resources', { containers: [{ resources: { requests: { cpu: '1' } } }] }, ['resources']],
    [
      'resources of which nothing is said, as members of a class',
      { containers: [{ resources: { limits: undefined, requests: null } }] },
      [],
    ],
    ['resources of the pod', { resources: { requests: { cpu: '1' } } }, ['resources']],
    [
      'resources at its start',
      { initContainers: [{ resources: { limits: { cpu: '1' } } }] },
      ['resources'],
    ],
    [
      'any port on the network of the host',
      { hostNetwork: true, containers: [{ ports: [{ containerPort: 80 }] }] },
      ['hostPort'],
    ],
    ['a port on a network of its own', { containers: [{ ports: [{ containerPort: 80 }] }] }, []],
    ['a port of an init container', { initContainers: [{ ports: [{ hostPort: 666 }] }] }, []],
    [
      'a port of a sidecar',
      { initContainers: [{ restartPolicy: 'Always', ports: [{ hostPort: 666 }] }] },
      ['hostPort'],
    ],
    ['a host port', { containers: [{ ports: [{ hostPort: 666 }] }] }, ['hostPort']],
    [
      'a second container with a second port',
      { containers: [{}, { ports: [{ containerPort: 1 }, { hostPort: 666 }] }] },
      ['hostPort'],
    ],
    [
      'affinity to other pods, in the order of the list',
      { affinity: { podAntiAffinity: { a: [1] }, podAffinity: { a: [1] } } },
      ['podAffinity', 'podAntiAffinity'],
    ],
    ['spreading', { topologySpreadConstraints: [{ maxSkew: 1 }] }, ['topologySpreadConstraints']],
    ['volumes', { volumes: [{ name: 'v' }] }, ['volumes']],
    ['claims', { resourceClaims: [{ name: 'gpu' }] }, ['resourceClaims', 'deviceTaints']],
    ['a device of a vendor', asking('example.com/gpu'), ['resources', 'deviceTaints']],
    ['a resource of Kubernetes', asking('example.kubernetes.io/gpu'), ['resources']],
    ['a quota for one', asking('requests.example.com/gpu'), ['resources']],
    ['users of its own on the network of the host', ON_HOST, ['declaredFeatures']],
    ['users of its own', { ...ON_HOST, hostNetwork: false }, []],
    ['users of the host', { hostNetwork: true, hostUsers: true } as PodSpec, []],
    [
      'containers that restart all others',
      restarting('RestartAllContainers'),
      ['declaredFeatures'],
    ],
    ['containers that restart', restarting('Restart'), []],
    ['mounts with options', mounting(['noexec']), ['declaredFeatures']],
    ['mounts without options', mounting([]), []],
    ['a key of MLDSA', certified('MLDSA65'), ['volumes', 'declaredFeatures']],
    ['another key', certified('ED25519'), ['volumes']],
    ['a profile from a registry', profiled('OCI'), ['declaredFeatures']],
    ['a profile of the node', profiled('Localhost'), []],
    [
      'a profile from a registry for the pod',
      { securityContext: { seccompProfile: { type: 'OCI' } } },
      ['declaredFeatures'],
    ],
    ['gates', { schedulingGates: [{ name: 'g' }] }, ['schedulingGates']],
    ['no spec', undefined, []],
    ['a spec of null', null, []],
    [
      'what the controller looks at',
      { nodeName: 'n1', nodeSelector: { a: 'b' }, tolerations: [{}] },
      [],
    ],
    [
      'fields that are empty',
      {
        containers: [{ resources: {}, ports: [{ hostPort: 0 }, { hostPort: null }] }],
        affinity: { podAffinity: {}, podAntiAffinity: null },
        topologySpreadConstraints: [],
        volumes: null,
        resourceClaims: [],
      },
      [],
    ],
    ['containers without fields', { containers: [{ resources: null, ports: null }] }, []],
    ['containers of null', { containers: null, affinity: null }, []],
    ['fields of another type', { volumes: 'v', resourceClaims: 1 }, []],
  ])('of a template with %s', (_what, spec, expected) => {
    expect(schedulerFields(spec)).toEqual(expected)
  })

  it('18.4: names nothing that the scheduler of an older release does not look at', () => {
    const spec = { ...ON_HOST, resourceClaims: [{ name: 'gpu' }] }
    const of = (minor: number) =>
      schedulerFields(spec, orThrow(semanticsFor({ kubernetes: `1.${minor}` })).semantics)
    expect(of(35)).toEqual(['resourceClaims'])
    expect(of(36)).toEqual(['resourceClaims', 'deviceTaints', 'declaredFeatures'])
  })
})
