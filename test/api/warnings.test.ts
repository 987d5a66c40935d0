import { describe, expect, it } from 'vitest'
import { warnings } from 'podfit/api'
import { serverWarningText } from 'podfit/report'
import type { DaemonSet } from '../../src/kube/daemonSet.js'
import type { PodTemplate } from '../../src/kube/podTemplate.js'
import { semanticsFor } from '../../src/kube/semanticsFor.js'
import { newestSemantics } from '../../src/kube/semantics.js'
import { frozen } from '../support/frozen.js'

const of = (template: PodTemplate): DaemonSet =>
  frozen({ metadata: { name: 'a', namespace: 'default' }, spec: { template } })

const semanticsOf = (kubernetes: string) => {
  const found = semanticsFor({ kubernetes })
  return found._tag === 'Right' ? found.right.semantics : newestSemantics
}

const textsOf = (template: PodTemplate, kubernetes?: string): readonly string[] =>
  warnings(of(template), {
    ...(kubernetes !== undefined && { semantics: semanticsOf(kubernetes) }),
  }).map((warning) => serverWarningText(warning).replace(/^spec\.template\./, ''))

const aContainer = (parts: object) => ({ spec: { containers: [{ name: 'c', ...parts }] } })
const ofVolume = (source: object) => ({ spec: { volumes: [{ name: 'v', ...source }] } })
const annotated = (key: string, value = 'unconfined', spec: object = {}) => ({
  metadata: { annotations: { [key]: value } },
  spec: { containers: [{ name: 'c' }], ...spec },
})
const items = (...paths: readonly string[]) => ({
  items: paths.map((path) => ({ key: 'k', path })),
})
const SECCOMP = 'seccomp.security.alpha.kubernetes.io/pod'
const APPARMOR = 'container.apparmor.security.beta.kubernetes.io/c'

describe('warnings', () => {
  it.each<[string, PodTemplate, readonly string[]]>([
    [
      'a label of nodes that is deprecated',
      { spec: { nodeSelector: { 'node-role.kubernetes.io/master': '' } } },
      [
        'spec.nodeSelector[node-role.kubernetes.io/master]: use "node-role.kubernetes.io/control-plane" instead',
      ],
    ],
    [
      'the same as a key',
      { spec: { topologySpreadConstraints: [{ topologyKey: 'app.kubernetes.io/created-by' }] } },
      [
        'spec.topologySpreadConstraints[0].topologyKey: app.kubernetes.io/created-by is deprecated since v1.9',
        'spec.topologySpreadConstraints[0].labelSelector: a null labelSelector results in matching no pod',
      ],
    ],
    [
      'an annotation that a field has replaced',
      annotated(SECCOMP),
      [
        'metadata.annotations[seccomp.security.alpha.kubernetes.io/pod]: non-functional in v1.27+; use the "seccompProfile" field instead',
      ],
    ],
    [
      'a kind of volume that is gone, spelled as upstream spells it',
      ofVolume({ storageos: {} }),
      ['spec.volumes[0].storageOS: deprecated in v1.22, non-functional in v1.25+'],
    ],
    [
      'paths of a volume that overlap',
      ofVolume({ configMap: { name: 'm', ...items('a/b', 'a/') } }),
      ['volume "v" (ConfigMap "m"): overlapping paths: "a" with "a/b"'],
    ],
    [
      'paths of several sources, and a source that is none',
      ofVolume({
        projected: {
          sources: [
            { secret: { name: 's', ...items('token') } },
            {},
            { serviceAccountToken: { path: 'token/x' } },
            { podCertificate: { keyPath: 'token' } },
          ],
        },
      }),
      [
        'volume "v" (Projected) has no sources provided',
        'volume "v" (Projected): overlapping paths: "token/x" (ServiceAccountToken) with "token" (Secret "s")',
        'volume "v" (Projected): overlapping paths: "token" (PodCertificate key) with "token" (Secret "s")',
        'volume "v" (Projected): overlapping paths: "token" (PodCertificate key) with "token/x" (ServiceAccountToken)',
      ],
    ],
    [
      'secrets without a name, or with the same',
      { spec: { imagePullSecrets: [{ name: '' }, {}] } },
      [
        'spec.imagePullSecrets[1].name: duplicate name ""',
        'spec.imagePullSecrets[0].name: invalid empty name ""',
        'spec.imagePullSecrets[1].name: invalid empty name ""',
      ],
    ],
    [
      'bytes that are not whole',
      aContainer({ resources: { limits: { memory: '100m' }, requests: { memory: '128Mi' } } }),
      [
        'spec.containers[0].resources.limits[memory]: fractional byte value "100m" is invalid, must be an integer',
      ],
    ],
    [
      'a variable that hides another',
      aContainer({
        env: [
          { name: 'PATH', value: '/a' },
          { name: 'PATH', value: '$(PATH):/b' },
          { name: 'PATH', value: '/c' },
        ],
      }),
      [
        'spec.containers[0].env[2]: hides previous definition of "PATH", which may be dropped when using apply',
      ],
    ],
    [
      'ports that overlap',
      aContainer({
        ports: [
          { containerPort: 80, hostPort: 80, hostIP: '10.0.0.1' },
          { containerPort: 80, hostPort: 80 },
          { containerPort: 80, hostIP: '10.0.0.1', name: 'x' },
        ],
      }),
      [
        'spec.containers[0].ports[1]: dangerously ambiguous port definition with spec.template.spec.containers[0].ports[0]',
        'spec.containers[0].ports[2]: hostIP set without hostPort: {Name:x HostPort:0 ContainerPort:80 Protocol:TCP HostIP:10.0.0.1}',
        'spec.containers[0].ports[2]: overlapping port definition with spec.template.spec.containers[0].ports[0]',
        'spec.containers[0].ports[2]: overlapping port definition with spec.template.spec.containers[0].ports[1]',
      ],
    ],
    [
      'a negative grace period',
      { spec: { terminationGracePeriodSeconds: -1 } },
      [
        'spec.terminationGracePeriodSeconds: must be >= 0; negative values are invalid and will be treated as 1',
      ],
    ],
    [
      'addresses in odd spellings',
      { spec: { dnsConfig: { nameservers: ['010.0.0.1', '2001:DB8::1', '10.0.0.1', '::1'] } } },
      [
        'spec.dnsConfig.nameservers[0]: non-standard IP address "010.0.0.1" is invalid: use "10.0.0.1"',
        'spec.dnsConfig.nameservers[1]: IPv6 address "2001:DB8::1" should be in RFC 5952 canonical format ("2001:db8::1")',
      ],
    ],
    ['nothing that is odd', aContainer({ ports: [{ containerPort: 80 }] }), []],
  ])('warns of %s', (_what, template, expected) => {
    expect(textsOf(template)).toEqual(expected)
  })

  it.each<[string, string, PodTemplate, readonly string[]]>([
    ['1.21', 'nothing', annotated(SECCOMP), []],
    [
      '1.22',
      'seccomp',
      annotated(SECCOMP),
      [
        `metadata.annotations[${SECCOMP}]: deprecated since v1.19; use the "seccompProfile" field instead`,
      ],
    ],
    [
      '1.24',
      'seccomp',
      annotated(SECCOMP),
      [
        `metadata.annotations[${SECCOMP}]: deprecated since v1.19, non-functional in v1.25+; use the "seccompProfile" field instead`,
      ],
    ],
    [
      '1.25',
      'seccomp',
      annotated(SECCOMP),
      [
        `metadata.annotations[${SECCOMP}]: deprecated since v1.19, non-functional in a future release; use the "seccompProfile" field instead`,
      ],
    ],
    ['1.24', 'GlusterFS', ofVolume({ glusterfs: {} }), []],
    [
      '1.26',
      'GlusterFS',
      ofVolume({ glusterfs: {} }),
      [
        'spec.volumes[0].glusterfs: deprecated in v1.25, this feature will be removed soon after in a subsequent release',
      ],
    ],
    [
      '1.26',
      'Flocker',
      ofVolume({ flocker: {} }),
      ['spec.volumes[0].flocker: deprecated in v1.22, support removal is planned in v1.26'],
    ],
    ['1.32', 'git', ofVolume({ gitRepo: {} }), ['spec.volumes[0].gitRepo: deprecated in v1.11']],
    [
      '1.33',
      'git',
      ofVolume({ gitRepo: {} }),
      ['spec.volumes[0].gitRepo: deprecated in v1.11, and disabled by default in v1.33+'],
    ],
    [
      '1.27',
      'variables',
      aContainer({ env: [{ name: 'A' }, { name: 'A' }] }),
      ['spec.containers[0].env[1].name: duplicate name "A"'],
    ],
    [
      '1.28',
      'variables',
      aContainer({ env: [{ name: 'A' }, { name: 'A' }] }),
      ['spec.containers[0].env[1]: hides previous definition of "A"'],
    ],
    ['1.30', 'master', { spec: { nodeSelector: { 'node-role.kubernetes.io/master': '' } } }, []],
    [
      '1.35',
      'addresses',
      { spec: { hostAliases: [{ ip: '::ffff:1.2.3.4' }] } },
      [
        'spec.hostAliases[0].ip: non-standard IP address "::ffff:1.2.3.4" will be considered invalid in a future Kubernetes release: use "1.2.3.4"',
      ],
    ],
    [
      '1.36',
      'certificates',
      ofVolume({ projected: { sources: [{ podCertificate: { keyPath: 'k' } }] } }),
      ['volume "v" (Projected) has no sources provided'],
    ],
    [
      '1.33',
      'a source without items, which counts as the one before it',
      ofVolume({
        projected: { sources: [{ secret: { name: 's', ...items('x') } }, { configMap: {} }] },
      }),
      ['volume "v" (Projected): overlapping paths: "x" (Secret "s") with "x" (Secret "s")'],
    ],
  ])('in %s warns of %s in that release’s words', (kubernetes, _what, template, expected) => {
    expect(textsOf(template, kubernetes)).toEqual(expected)
  })

  it.each<[string, object, string, readonly string[]]>([
    ['1.33', { type: 'Localhost', localhostProfile: 'p' }, 'unconfined', []],
    ['1.34', { type: 'Localhost', localhostProfile: 'p' }, 'localhost/p', []],
    ['1.34', { type: 'Localhost', localhostProfile: 'q' }, 'localhost/p', ['appArmorProfile']],
    ['1.34', { type: 'RuntimeDefault' }, 'runtime/default', []],
    ['1.34', { type: 'Unconfined' }, 'runtime/default', ['appArmorProfile']],
    ['1.34', { type: 'Localhost' }, 'localhost/', ['appArmorProfile']],
  ])(
    'in %s compares the AppArmor field %j with the annotation %s',
    (kubernetes, appArmorProfile, value, expected) => {
      const template = annotated(APPARMOR, value, { securityContext: { appArmorProfile } })
      const found = warnings(of(template), { semantics: semanticsOf(kubernetes) })
      expect(found.flatMap((each) => ('instead' in each ? [each.instead] : []))).toEqual(expected)
    },
  )

  it('warns on an update only where the template is another one (rule 1)', () => {
    const odd = { spec: { terminationGracePeriodSeconds: -1 } }
    const old = of({ spec: { ...odd.spec, dnsPolicy: 'ClusterFirst' } })
    expect(warnings(of(odd), { old })).toEqual([])
    expect(
      warnings({ ...of(odd), spec: { ...of(odd).spec, minReadySeconds: 5 } }, { old }),
    ).toEqual([])
    expect(warnings(of({ spec: { ...odd.spec, hostPID: true } }), { old })).toMatchObject([
      { code: 'NegativeGracePeriod' },
    ])
  })

  it('15.27: sees no other template where the release writes the host ports that are stored', () => {
    const onHost = (port: object) =>
      of({
        spec: {
          hostNetwork: true,
          terminationGracePeriodSeconds: -1,
          containers: [{ name: 'c', ports: [{ containerPort: 80, ...port }] }],
        },
      })
    const foundIn = (templateHostPortsKept: boolean) => {
      const semantics = { ...newestSemantics, templateHostPortsKept }
      return warnings(onHost({}), { old: onHost({ hostPort: 80 }), semantics }).length
    }
    expect([foundIn(false), foundIn(true)]).toEqual([0, 1])
  })

  it('keeps a projected source that the old object has, also where its gate is off', () => {
    const bundles = (path: string) =>
      of(ofVolume({ projected: { sources: [{ clusterTrustBundle: { name: 'n', path } }] } }))
    const semantics = semanticsOf('1.36')
    expect(warnings(bundles('a'), { semantics })).toMatchObject([{ code: 'EmptyProjection' }])
    expect(warnings(bundles('a'), { old: bundles('b'), semantics })).toEqual([])
  })
})
