import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyScene } from 'podfit/arbitraries'
import { defaultedTemplate } from '../../src/api/defaultedTemplate.js'
import { triggersRollout } from '../../src/impact/triggersRollout.js'
import type { DaemonSet } from '../../src/kube/daemonSet.js'
import type { PodSpec } from '../../src/kube/pod.js'
import { frozenly } from '../support/frozen.js'

const of = (spec: PodSpec): DaemonSet => ({ spec: { template: { spec } } })
const container = (members: object): DaemonSet =>
  of({ containers: [{ name: 'a', image: 'a:1', ...members }] })

const served = ({ spec }: DaemonSet): DaemonSet => ({
  spec: { ...spec, template: defaultedTemplate(spec?.template ?? {}) },
})

const applied = { applied: true }

describe('triggersRollout', () => {
  it('is No when a DaemonSet becomes itself, or itself as it is served', () => {
    fc.assert(
      fc.property(frozenly(anyScene), ({ daemonSet }) => {
        expect(triggersRollout(daemonSet, daemonSet).code).toBe('No')
        expect(triggersRollout(daemonSet, served(daemonSet)).code).toBe('No')
        expect(triggersRollout(served(daemonSet), daemonSet, applied).code).toBe('No')
      }),
    )
  })

  it.each<[string, DaemonSet, DaemonSet]>([
    ['a default is spelled out', container({}), container({ imagePullPolicy: 'IfNotPresent' })],
    [
      'a quantity is spelled differently',
      container({ resources: { limits: { cpu: '1000m' } } }),
      container({ resources: { limits: { cpu: 1 } } }),
    ],
    ['an empty list goes', of({ tolerations: [] }), of({})],
    [
      'something outside of the template changes',
      of({}),
      { spec: { minReadySeconds: 5, template: {} } },
    ],
    ['there is no template', {}, { spec: {} }],
    [
      'an empty prefix is spelled out',
      container({ envFrom: [{ secretRef: { name: 's' } }] }),
      container({ envFrom: [{ prefix: '', secretRef: { name: 's' } }] }),
    ],
  ])('is No when %s', (_what, before, after) => {
    expect(triggersRollout(before, after)).toEqual({ code: 'No' })
    expect(triggersRollout(before, after, applied)).toEqual({ code: 'No' })
  })

  it.each<[string, DaemonSet, DaemonSet, readonly (string | number)[]]>([
    ['an image changes', container({}), container({ image: 'a:2' }), ['containers', 0, 'image']],
    [
      'an argument comes',
      container({ args: ['a'] }),
      container({ args: ['a', 'b'] }),
      ['containers', 0, 'args'],
    ],
    [
      'a toleration goes from a list that stays',
      of({ tolerations: [{ key: 'a' }, { key: 'b' }] }),
      of({ tolerations: [{ key: 'a' }] }),
      ['tolerations'],
    ],
    ['a selector comes', of({}), of({ nodeSelector: { a: 'b' } }), ['nodeSelector']],
    ['a pod gets another account', of({}), of({ serviceAccountName: 'x' }), ['serviceAccount']],
  ])('is Yes when %s', (_what, before, after, at) => {
    const path = ['spec', 'template', 'spec', ...at]
    const plain = triggersRollout(before, after)
    expect(plain.code === 'Yes' && plain.paths[0]).toEqual(path)
    expect(triggersRollout(before, after, applied).code).toBe('Yes')
  })

  it('is Unknown when only the cluster has something and a manifest is applied', () => {
    const restarted = {
      spec: {
        template: { metadata: { annotations: { 'kubectl.kubernetes.io/restartedAt': 'x' } } },
      },
    }
    expect(triggersRollout(restarted, {}, applied)).toEqual({
      code: 'Unknown',
      why: 'OnlyInCluster',
      paths: [['spec', 'template', 'metadata', 'annotations']],
    })
    expect(triggersRollout(restarted, {}).code).toBe('Yes')
  })

  it('merges lists by their keys when a manifest is applied', () => {
    const main = { name: 'main', image: 'a:1' }
    const sidecar = { name: 'sidecar', image: 'b:1' }
    const injected = of({ containers: [main, sidecar] })
    const manifest = of({ containers: [main] })
    expect(triggersRollout(injected, manifest, applied)).toEqual({
      code: 'Unknown',
      why: 'OnlyInCluster',
      paths: [['spec', 'template', 'spec', 'containers', 1]],
    })
    expect(triggersRollout(manifest, injected, applied)).toEqual({
      code: 'Yes',
      paths: [['spec', 'template', 'spec', 'containers', 1]],
    })
    expect(triggersRollout(injected, of({ containers: [sidecar, main] }), applied).code).toBe('No')
    expect(triggersRollout(injected, manifest)).toEqual({
      code: 'Yes',
      paths: [['spec', 'template', 'spec', 'containers']],
    })
  })

  it('pairs ports by number and protocol, and items with equal keys in their order', () => {
    const ports = (...protocols: readonly string[]) =>
      container({ ports: protocols.map((protocol) => ({ containerPort: 53, protocol })) })
    expect(triggersRollout(ports('UDP', 'TCP'), ports('UDP', 'TCP'), applied).code).toBe('No')
    expect(triggersRollout(ports('UDP', 'TCP'), ports('TCP', 'UDP'), applied).code).toBe('No')
    expect(triggersRollout(ports('UDP'), ports('TCP'), applied).code).toBe('Yes')
    expect(triggersRollout(ports('UDP', 'TCP'), ports('UDP'), applied)).toMatchObject({
      code: 'Unknown',
      why: 'OnlyInCluster',
    })
    const env = (...values: readonly string[]) =>
      container({ env: values.map((value) => ({ name: 'A', value })) })
    expect(triggersRollout(env('1', '2'), env('1', '2'), applied).code).toBe('No')
    expect(triggersRollout(env('1', '2'), env('1', '3'), applied).code).toBe('Yes')
    expect(triggersRollout(env('1'), env('1', '1'), applied).code).toBe('Yes')
  })

  it.each([[''], [0], [false], [{}]])('is Unknown when %j may be written down or not', (empty) => {
    const odd = container({ future: empty })
    const expected = {
      code: 'Unknown',
      why: 'MayBeOmitted',
      paths: [['spec', 'template', 'spec', 'containers', 0, 'future']],
    }
    expect(triggersRollout(container({}), odd)).toEqual(expected)
    expect(triggersRollout(odd, container({}))).toEqual(expected)
  })

  it('is Yes as soon as one difference is certain', () => {
    const before = container({ future: '' })
    expect(triggersRollout(before, container({ image: 'a:2' }))).toEqual({
      code: 'Yes',
      paths: [['spec', 'template', 'spec', 'containers', 0, 'image']],
    })
  })
})
