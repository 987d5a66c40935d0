import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PodTemplate } from '../../src/kube/podTemplate.js'
import { newestSemantics } from '../../src/kube/semantics.js'
import { submittedTemplate } from '../../src/api/submittedTemplate.js'
import { anyTemplate } from '../../src/testing/sceneDaemonSet.js'
import { frozen, frozenly } from '../support/frozen.js'

const written = (template: object) => submittedTemplate(frozen(template), newestSemantics)
const spec = (members: object) => ({ spec: { containers: [], ...members } })
const container = (members: object) =>
  spec({ containers: [{ name: 'c', resources: {}, ...members }] })
const nodeAffinity = (members: object) => spec({ affinity: { nodeAffinity: members } })

describe('submittedTemplate', () => {
  it.each<[string, object, object]>([
    ['members that are absent', spec({ nodeName: null, volumes: undefined }), spec({})],
    [
      'switches that are off',
      spec({ hostNetwork: false, hostPID: false, hostIPC: false }),
      spec({}),
    ],
    ['empty maps', spec({ nodeSelector: {}, overhead: {} }), spec({})],
    ['empty lists', spec({ tolerations: [], volumes: [], initContainers: [] }), spec({})],
    ['empty names', spec({ nodeName: '', serviceAccountName: '', restartPolicy: '' }), spec({})],
    [
      'zeros of a container',
      container({ tty: false, workingDir: '', image: '', args: [], resources: { limits: {} } }),
      container({}),
    ],
    [
      'zeros of a probe',
      container({ livenessProbe: { periodSeconds: 0, httpGet: { port: 80 } } }),
      container({ livenessProbe: { httpGet: { port: 80 } } }),
    ],
    [
      'zeros of a toleration',
      spec({ tolerations: [{ key: '', operator: 'Exists', value: '', effect: '' }] }),
      spec({ tolerations: [{ operator: 'Exists' }] }),
    ],
    [
      'an environment variable without a value',
      container({ env: [{ name: 'A', value: '' }] }),
      container({ env: [{ name: 'A' }] }),
    ],
  ])('leaves out %s', (_what, template, expected) => {
    expect(written(template)).toEqual({ metadata: {}, ...expected })
  })

  it.each<[string, object]>([
    ['objects behind a pointer', spec({ affinity: {}, securityContext: {}, dnsConfig: {} })],
    ['switches behind a pointer', spec({ automountServiceAccountToken: false, hostUsers: false })],
    ['numbers behind a pointer', spec({ terminationGracePeriodSeconds: 0 })],
    ['seconds of a toleration', spec({ tolerations: [{ tolerationSeconds: 0 }] })],
    [
      'the type of a host path',
      spec({ volumes: [{ name: 'v', hostPath: { path: '', type: '' } }] }),
    ],
    ['a policy of a container', container({ restartPolicy: '' })],
    ['the port of a probe', container({ livenessProbe: { tcpSocket: { port: 0 } } })],
    ['no containers', spec({})],
    ['empty items', container({ args: ['', ''] })],
  ])('keeps %s', (_what, template) => {
    expect(written(template)).toEqual({ metadata: {}, ...template })
  })

  it.each<[string, object, object]>([
    ['what every template has', {}, { spec: { containers: null } }],
    [
      'a container',
      spec({ containers: [{}] }),
      spec({ containers: [{ name: '', resources: {} }] }),
    ],
    ['a port', container({ ports: [{}] }), container({ ports: [{ containerPort: 0 }] })],
    [
      'a requirement',
      nodeAffinity({
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [{ matchExpressions: [{}], matchFields: [] }],
        },
      }),
      nodeAffinity({
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [{ matchExpressions: [{ key: '', operator: '' }] }],
        },
      }),
    ],
    [
      'a required node affinity',
      nodeAffinity({ requiredDuringSchedulingIgnoredDuringExecution: {} }),
      nodeAffinity({ requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: null } }),
    ],
    [
      'values of maps',
      { metadata: { labels: { a: null } }, ...spec({ overhead: { cpu: null } }) },
      { metadata: { labels: { a: '' } }, ...spec({ overhead: { cpu: '0' } }) },
    ],
    [
      'the template of a volume claim',
      spec({ volumes: [{ name: 'v', ephemeral: { volumeClaimTemplate: { spec: null } } }] }),
      spec({
        volumes: [
          {
            name: 'v',
            ephemeral: { volumeClaimTemplate: { metadata: {}, spec: { resources: {} } } },
          },
        ],
      }),
    ],
    [
      'the quantity of a field',
      container({ env: [{ name: 'A', valueFrom: { resourceFieldRef: {} } }] }),
      container({
        env: [{ name: 'A', valueFrom: { resourceFieldRef: { resource: '', divisor: '0' } } }],
      }),
    ],
    [
      'a pointer that is written when it is not set',
      spec({ volumes: [{ name: 'v', scaleIO: { gateway: 'g', system: 's' } }] }),
      spec({ volumes: [{ name: 'v', scaleIO: { gateway: 'g', system: 's', secretRef: null } }] }),
    ],
    ['what is no item', spec({ containers: [null] }), container({ name: '' })],
    [
      'a preferred term',
      nodeAffinity({ preferredDuringSchedulingIgnoredDuringExecution: [{}] }),
      nodeAffinity({
        preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 0, preference: {} }],
      }),
    ],
  ])('writes in full: %s', (_what, template, expected) => {
    expect(written(template)).toEqual({ metadata: {}, ...expected })
  })

  it('does not take pod affinity for node affinity', () => {
    const preferred = (term: object) =>
      spec({
        affinity: { podAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [term] } },
      })
    expect(written(preferred({ weight: 1 }))).toEqual({
      metadata: {},
      ...preferred({ weight: 1, podAffinityTerm: { topologyKey: '' } }),
    })
  })

  it('keeps a member called __proto__, and one that is a bigint', () => {
    const template = JSON.parse('{"spec":{"__proto__":{"x":1},"containers":[]}}') as PodTemplate
    expect(written(template)).toEqual({ metadata: {}, ...template })
    expect(written(spec({ priority: 2n ** 60n }))).toMatchObject(spec({ priority: 2n ** 60n }))
  })

  it('writes a creation time of null up to 1.33', () => {
    const older = { ...newestSemantics, creationTimestampOmitted: false }
    const volumes = [{ name: 'v', ephemeral: { volumeClaimTemplate: {} } }]
    const template: object = { metadata: { labels: { a: 'b' } }, spec: { volumes } }
    expect(submittedTemplate(template, older)).toMatchObject({
      metadata: { creationTimestamp: null, labels: { a: 'b' } },
      spec: {
        volumes: [
          { ephemeral: { volumeClaimTemplate: { metadata: { creationTimestamp: null } } } },
        ],
      },
    })
  })

  it.each([
    { hostAliasAddressWritten: true, hostAliases: [{ ip: '', hostnames: ['db'] }] },
    { hostAliasAddressWritten: false, hostAliases: [{ hostnames: ['db'] }] },
  ])(
    '12.3: writes $hostAliases for a host alias without an address',
    ({ hostAliasAddressWritten, hostAliases }) => {
      const semantics = { ...newestSemantics, hostAliasAddressWritten }
      const template = frozen(spec({ hostAliases: [{ ip: '', hostnames: ['db'] }] }))
      expect(submittedTemplate(template, semantics)).toEqual({
        metadata: {},
        spec: { containers: [], hostAliases },
      })
    },
  )

  it('leaves a template as it is that was written before', () => {
    fc.assert(
      fc.property(frozenly(anyTemplate('new')), (template) => {
        const once = written(template)
        expect(written(once)).toEqual(once)
        expect(once).toEqual(template)
      }),
    )
  })
})
