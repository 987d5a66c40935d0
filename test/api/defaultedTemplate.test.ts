import { readFileSync } from 'node:fs'
import * as E from 'fp-ts/Either'
import { describe, expect, it } from 'vitest'
import { defaultedTemplate } from '../../src/api/defaultedTemplate.js'
import { parseYaml } from '../../src/decode/yaml.js'
import { decodeObjects } from '../../src/decode/decodeObjects.js'
import { parseJson } from '../../src/decode/json.js'
import type { DaemonSet } from '../../src/kube/daemonSet.js'
import type { PodTemplate } from '../../src/kube/podTemplate.js'
import { newestSemantics } from '../../src/kube/semantics.js'
import { submittedTemplate } from '../../src/api/submittedTemplate.js'
import { frozen } from '../support/frozen.js'

const read = (path: string): string => readFileSync(`test/fixtures/${path}`, 'utf8')

const jsonOf = (text: string): unknown => {
  const parsed = parseJson(text)
  return E.isRight(parsed) ? parsed.right : undefined
}

const daemonSetsOf = (path: string): readonly DaemonSet[] =>
  decodeObjects(
    path.endsWith('.json')
      ? jsonOf(read(path))
      : parseYaml(read(path)).flatMap((document) => (E.isRight(document) ? [document.right] : [])),
  ).daemonSets ?? []

const written = (template: PodTemplate | null | undefined) =>
  submittedTemplate(template, newestSemantics)

const served = new Map(
  daemonSetsOf('manifests/served.json').map((each) => [each.metadata?.name, each]),
)

const MANIFESTS = ['anchors', 'crlf', 'hand-written', 'helm-template', 'list', 'scalars'].flatMap(
  (name) => daemonSetsOf(`manifests/${name}.yaml`),
)

const SNAPSHOTS = ['kind', 'eks-karpenter', 'mixed-windows', 'kubeadm-old'].flatMap((name) =>
  daemonSetsOf(`${name}.json`),
)

describe('defaultedTemplate', () => {
  it.each(MANIFESTS.map((each) => [each.metadata?.name ?? '', each] as const))(
    'makes of %s what a real API server made of it',
    (name, manifest) => {
      const template = defaultedTemplate(frozen(manifest).spec?.template ?? {})
      expect(written(template)).toEqual(written(served.get(name)?.spec?.template))
    },
  )

  it.each(SNAPSHOTS.map((each) => [each.metadata?.name ?? '', each] as const))(
    'leaves %s as a real API server served it',
    (_name, daemonSet) => {
      const template = defaultedTemplate(frozen(daemonSet).spec?.template ?? {})
      expect(written(template)).toEqual(written(daemonSet.spec?.template))
    },
  )

  const container = (members: object): PodTemplate => ({
    spec: { containers: [{ name: 'c', image: 'c:1', ...members }] },
  })

  const sameAs = (given: PodTemplate, full: PodTemplate): void =>
    expect(written(defaultedTemplate(frozen(given)))).toEqual(written(defaultedTemplate(full)))

  it.each<[string, PodTemplate, PodTemplate]>([
    ['nothing at all', {}, { spec: { restartPolicy: 'Always' } }],
    ['nulls', { spec: { securityContext: null, dnsPolicy: null } }, {}],
    [
      'the service account under either name',
      { spec: { serviceAccount: 'a' } },
      { spec: { serviceAccountName: 'a', serviceAccount: 'a' } },
    ],
    [
      'an image without a tag',
      container({ image: 'registry:5000/a/b' }),
      container({ image: 'registry:5000/a/b', imagePullPolicy: 'Always' }),
    ],
    [
      'a probe',
      container({ livenessProbe: { httpGet: { port: 1 }, failureThreshold: 0 } }),
      container({
        livenessProbe: {
          httpGet: { port: 1, path: '/', scheme: 'HTTP' },
          timeoutSeconds: 1,
          periodSeconds: 10,
          successThreshold: 1,
          failureThreshold: 3,
        },
      }),
    ],
    [
      'a probe over gRPC',
      container({ startupProbe: { grpc: { port: 1 } } }),
      container({ startupProbe: { grpc: { port: 1, service: '' } } }),
    ],
    [
      'a hook',
      container({ lifecycle: { preStop: { httpGet: { port: 1 } } } }),
      container({ lifecycle: { preStop: { httpGet: { port: 1, path: '/', scheme: 'HTTP' } } } }),
    ],
    [
      'ports, environment and resources',
      container({
        ports: [{ containerPort: 1 }],
        env: [
          { name: 'A', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } },
          { name: 'B', valueFrom: { resourceFieldRef: { resource: 'limits.cpu' } } },
          {
            name: 'C',
            valueFrom: { resourceFieldRef: { resource: 'limits.cpu', divisor: '1000m' } },
          },
        ],
        resources: { limits: { cpu: 0.5, memory: '1024Mi', other: [] } },
      }),
      container({
        ports: [{ containerPort: 1, protocol: 'TCP' }],
        env: [
          { name: 'A', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName', apiVersion: 'v1' } } },
          { name: 'B', valueFrom: { resourceFieldRef: { resource: 'limits.cpu', divisor: '0' } } },
          { name: 'C', valueFrom: { resourceFieldRef: { resource: 'limits.cpu', divisor: '1' } } },
        ],
        resources: { limits: { cpu: '500m', memory: '1Gi', other: [] } },
      }),
    ],
    [
      'volumes',
      {
        spec: {
          volumes: [
            { name: 'a', hostPath: null },
            { name: 'b', hostPath: { path: '/' } },
            { name: 'c', emptyDir: { sizeLimit: '1024Mi' } },
            { name: 'd', secret: { secretName: 's' } },
            { name: 'e', projected: { sources: [{ serviceAccountToken: { path: 't' } }] } },
            { name: 'f', image: { reference: 'i' } },
            { name: 'g', downwardAPI: { items: [{ path: 'p', fieldRef: { fieldPath: 'f' } }] } },
          ],
        },
      },
      {
        spec: {
          volumes: [
            { name: 'a', emptyDir: {} },
            { name: 'b', hostPath: { path: '/', type: '' } },
            { name: 'c', emptyDir: { sizeLimit: '1Gi' } },
            { name: 'd', secret: { secretName: 's', defaultMode: 420 } },
            {
              name: 'e',
              projected: {
                sources: [{ serviceAccountToken: { path: 't', expirationSeconds: 3600 } }],
                defaultMode: 420,
              },
            },
            { name: 'f', image: { reference: 'i', pullPolicy: 'Always' } },
            {
              name: 'g',
              downwardAPI: {
                items: [{ path: 'p', fieldRef: { fieldPath: 'f', apiVersion: 'v1' } }],
                defaultMode: 420,
              },
            },
          ],
        },
      },
    ],
  ])('fills in %s', (_what, given, full) => sameAs(given, full))

  it('keeps a resource that is no quantity as it is written', () => {
    const given = container({ resources: { limits: { cpu: 'lots' } } })
    const [first] = defaultedTemplate(frozen(given)).spec?.containers ?? []
    expect(first).toMatchObject({ resources: { limits: { cpu: 'lots' } } })
  })

  it('keeps what is given', () => {
    const given = container({ imagePullPolicy: 'Never', terminationMessagePath: '/x' })
    const [first] = defaultedTemplate(given).spec?.containers ?? []
    expect(first).toMatchObject({ imagePullPolicy: 'Never', terminationMessagePath: '/x' })
    const seconds = defaultedTemplate({ spec: { terminationGracePeriodSeconds: 0 } })
    expect(seconds.spec.terminationGracePeriodSeconds).toBe(0)
  })

  it('is harmless where members have another shape', () => {
    const odd = { spec: { containers: 5, volumes: [null, 'x'], initContainers: [{ image: 7 }] } }
    expect(defaultedTemplate(odd as unknown as PodTemplate).spec).toMatchObject({
      containers: 5,
      volumes: [null, 'x'],
      initContainers: [{ image: 7, imagePullPolicy: 'IfNotPresent' }],
    })
  })

  it('changes nothing the second time', () => {
    for (const { spec } of [...MANIFESTS, ...SNAPSHOTS]) {
      const once = defaultedTemplate(spec?.template ?? {})
      expect(defaultedTemplate(once)).toEqual(once)
    }
  })
})

describe('defaultedTemplate, of ports on the network of the host', () => {
  const ports = [{ containerPort: 80 }, { containerPort: 81, hostPort: 8081 }]
  const containers = [{ name: 'c', ports }]
  const template = frozen({ spec: { hostNetwork: true, containers, initContainers: containers } })
  const hostPortsOf = (given: PodTemplate, templateHostPortsKept: boolean) => {
    const semantics = { ...newestSemantics, templateHostPortsKept }
    const { spec } = defaultedTemplate(given, { semantics })
    return [...(spec?.containers ?? []), ...(spec?.initContainers ?? [])].map((container) =>
      container.ports?.map(({ hostPort }) => hostPort),
    )
  }

  it('15.27: leaves them without a host port; older releases give them theirs', () => {
    const kept = [undefined, 8081]
    expect(hostPortsOf(template, true)).toEqual([kept, kept])
    expect(hostPortsOf(template, false)).toEqual([
      [80, 8081],
      [80, 8081],
    ])
  })

  it('15.27: does nothing to ports of the pod', () => {
    const own = { spec: { ...template.spec, hostNetwork: false } }
    expect(hostPortsOf(own, false)).toEqual(hostPortsOf(own, true))
  })
})

describe('defaultedTemplate, of volumes of images', () => {
  const template = frozen({ spec: { volumes: [{ name: 'v', image: { reference: 'models:1' } }] } })

  it('15.27: gives them a pull policy, with the gate ImageVolume', () => {
    expect(defaultedTemplate(template).spec.volumes).toEqual([
      { name: 'v', image: { reference: 'models:1', pullPolicy: 'IfNotPresent' } },
    ])
    const off = { ...newestSemantics, imageVolumesDefaulted: false }
    expect(defaultedTemplate(template, { semantics: off }).spec.volumes).toEqual(
      template.spec.volumes,
    )
  })
})
