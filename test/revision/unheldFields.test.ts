import { V1DaemonSet, V1DaemonSetSpec, V1PodSpec, V1PodTemplateSpec } from '@kubernetes/client-node'
import { describe, expect, it } from 'vitest'
import { plan } from '../../src/cluster/plan.js'
import type { DaemonSet } from '../../src/kube/daemonSet.js'
import { planText } from '../../src/report/text/planText.js'
import { unheldFields } from '../../src/revision/unheldFields.js'
import { frozen } from '../support/frozen.js'

/** The class of a pod spec in a client from before resources of whole pods. */
class OldPodSpec extends V1PodSpec {}
Object.defineProperty(OldPodSpec, 'attributeTypeMap', {
  value: V1PodSpec.getAttributeTypeMap().filter(({ baseName }) => baseName !== 'resources'),
})

const template = (spec: object): V1PodTemplateSpec =>
  Object.assign(new V1PodTemplateSpec(), { metadata: { labels: { app: 'agent' } }, spec })

/** An object of a class that says so much of its members. */
const instanceOf = (attributeTypeMap: unknown, members: object): object => {
  const described = function described(): void {
    throw new Error('only its prototype is looked at')
  }
  Object.defineProperty(described, 'attributeTypeMap', { value: attributeTypeMap })
  const prototype: unknown = Object.create(Object.prototype, { constructor: { value: described } })
  return Object.assign(Object.create(prototype as object) as object, members)
}

const CONTAINERS = [{ name: 'c', image: 'i' }]
const RESOURCES = { requests: { cpu: '1' } }
const recorded = frozen({
  metadata: { labels: { app: 'agent' } },
  spec: { containers: CONTAINERS, resources: RESOURCES },
})
const old = template(Object.assign(new OldPodSpec(), { containers: CONTAINERS }))

describe('unheldFields', () => {
  it.each<[string, unknown, unknown, readonly (readonly (string | number)[])[]]>([
    ['what an older class has no member for', old, recorded, [['spec', 'resources']]],
    [
      'nothing of a class that has it, whether or not the object has',
      template(Object.assign(new V1PodSpec(), { containers: CONTAINERS })),
      recorded,
      [],
    ],
    ['nothing of a plain object', template({ containers: CONTAINERS }), recorded, []],
    [
      'items of lists, each by its place',
      [{}, Object.assign(new OldPodSpec(), {})],
      [{ a: 1 }, { resources: {}, b: 1 }],
      [
        [1, 'resources'],
        [1, 'b'],
      ],
    ],
    ['nothing where the shapes differ', [old], recorded, []],
    ['nothing of an object without a prototype', Object.create(null), recorded, []],
    ['nothing of what is missing', undefined, recorded, []],
  ])('are %s', (_what, object, record, expected) => {
    expect(unheldFields(object, record)).toEqual(expected)
  })

  it('look into members under the names that a class gives them', () => {
    const inner = instanceOf([{ name: 'known', baseName: 'known' }, null, { name: 1 }], {})
    const outer = instanceOf([{ name: '_in', baseName: 'in' }], { _in: inner })
    expect(unheldFields(outer, { in: { known: 1, other: 2 } })).toEqual([['in', 'other']])
    expect(unheldFields(instanceOf('no list', {}), { a: 1 })).toEqual([])
  })
})

describe('the plan of a DaemonSet that an older client has read', () => {
  const metadata = { namespace: 'default', name: 'agent', uid: 'u' }
  const revision = (number: number, extra: object) =>
    frozen({
      metadata: {
        namespace: 'default',
        name: `agent-${number}`,
        labels: { app: 'agent' },
        ownerReferences: [{ kind: 'DaemonSet', name: 'agent', uid: 'u', controller: true }],
      },
      revision: number,
      data: { spec: { template: { ...recorded, ...extra, $patch: 'replace' } } },
    })
  const planned = (daemonSet: DaemonSet) =>
    plan({
      daemonSet,
      nodes: [],
      pods: [],
      revisions: [revision(2, {}), revision(1, { spec: { containers: [] } })],
      now: '2026-01-01T00:00:00Z',
    })

  it('says that the template may be incomplete', () => {
    const daemonSet = new V1DaemonSet()
    daemonSet.metadata = metadata
    daemonSet.spec = new V1DaemonSetSpec()
    daemonSet.spec.selector = { matchLabels: { app: 'agent' } }
    daemonSet.spec.template = old
    const answer = planned(daemonSet)
    expect(answer.revision).toMatchObject({
      code: 'New',
      mayLack: [['spec', 'template', 'spec', 'resources']],
    })
    expect(planText(answer).join('\n')).toContain(
      'the template may be incomplete: the newest revision has spec.template.spec.resources',
    )
  })

  it('says nothing of one that was read whole', () => {
    const spec = { selector: { matchLabels: { app: 'agent' } }, template: {} }
    expect(planned({ metadata, spec }).revision).not.toHaveProperty('mayLack')
  })
})
