import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PodTemplate } from '../../src/kube/podTemplate.js'
import { newestSemantics } from '../../src/kube/semantics.js'
import { recordedTemplate, sameTemplate } from '../../src/revision/sameTemplate.js'
import { anyTemplate } from '../../src/testing/sceneDaemonSet.js'
import { recordOf } from '../../src/testing/sceneRevisions.js'
import { frozenly } from '../support/frozen.js'

const recorded = (template: object) => ({ spec: { template: { $patch: 'replace', ...template } } })

const container = { name: 'main', image: 'main:1', resources: {} }
const metadata = { labels: { app: 'agent' } }
const template: PodTemplate = { metadata, spec: { containers: [container] } }

describe('recordedTemplate', () => {
  it('is the template without the directive', () => {
    expect(recordedTemplate(recorded({ metadata }))).toEqual({ metadata })
  })

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['text', '{}'],
    ['a list', [recorded(template)]],
    ['no spec', {}],
    ['a spec of null', { spec: null }],
    ['no template', { spec: {} }],
    ['a template that is a list', { spec: { template: [] } }],
    ['another member beside the spec', { ...recorded(template), status: {} }],
    ['another member beside the template', { spec: { ...recorded(template).spec, selector: {} } }],
    ['no directive', { spec: { template } }],
    ['another directive', recorded({ ...template, $patch: 'merge' })],
  ])('is undefined for data of %s', (_what, data) => {
    expect(recordedTemplate(data)).toBeUndefined()
    expect(sameTemplate(template, data)).toBe(false)
  })
})

describe('sameTemplate', () => {
  it('finds the template that was recorded', () => {
    expect(sameTemplate(template, recorded(template))).toBe(true)
  })

  it('finds one with a generic ephemeral volume, up to 1.33 with two creation times of null', () => {
    const claim = (times: object) => ({
      metadata: { ...times, labels: { app: 'agent' } },
      spec: {
        accessModes: ['ReadWriteOnce'],
        resources: { requests: { storage: '10Gi' } },
        volumeMode: 'Filesystem',
      },
    })
    const withClaim = (times: object): PodTemplate => ({
      metadata: { ...times, ...metadata },
      spec: {
        containers: [container],
        volumes: [{ name: 'scratch', ephemeral: { volumeClaimTemplate: claim(times) } }],
      },
    })
    const never = { creationTimestamp: null }
    const older = { ...newestSemantics, creationTimestampOmitted: false }
    expect(sameTemplate(withClaim({}), recorded(withClaim({})))).toBe(true)
    expect(sameTemplate(withClaim({}), recorded(withClaim(never)), older)).toBe(true)
    expect(sameTemplate(withClaim(never), recorded(withClaim(never)), older)).toBe(true)
    expect(sameTemplate(withClaim({}), recorded(withClaim({})), older)).toBe(false)
  })

  it.each<[string, PodTemplate]>([
    ['another image', { metadata, spec: { containers: [{ ...container, image: 'main:2' }] } }],
    ['another label', { ...template, metadata: { labels: { app: 'agent', tier: 'x' } } }],
    ['an annotation', { ...template, metadata: { ...metadata, annotations: { a: 'b' } } }],
    [
      'a field that scheduling does not read',
      { metadata, spec: { ...template.spec, priority: 1 } },
    ],
    [
      'other resources',
      { metadata, spec: { containers: [{ ...container, resources: { limits: { cpu: '1' } } }] } },
    ],
    ['one more container', { metadata, spec: { containers: [container, container] } }],
    ['nothing', {}],
  ])('tells it from one with %s', (_what, other) => {
    expect(sameTemplate(other, recorded(template))).toBe(false)
    expect(sameTemplate(template, recorded(other))).toBe(false)
  })

  it('does not depend on the order of members, but on that of items', () => {
    const other = { ...container, name: 'other' }
    const turned = {
      spec: { containers: [{ resources: {}, image: 'main:1', name: 'main' }] },
      metadata,
    }
    expect(sameTemplate(turned, recorded(template))).toBe(true)
    expect(
      sameTemplate(
        { metadata, spec: { containers: [container, other] } },
        recorded({ metadata, spec: { containers: [other, container] } }),
      ),
    ).toBe(false)
  })

  it.each<[string, PodTemplate]>([
    ['no resources', { metadata, spec: { containers: [{ name: 'main', image: 'main:1' }] } }],
    ['resources of null', { metadata, spec: { containers: [{ ...container, resources: null }] } }],
    [
      'nulls and empty lists',
      {
        metadata: { ...metadata, annotations: null, creationTimestamp: null },
        spec: { ...template.spec, nodeSelector: null, tolerations: [], volumes: undefined },
      },
    ],
  ])('takes a template with %s as Go writes it', (_what, other) => {
    expect(sameTemplate(other, recorded(template))).toBe(true)
  })

  it('writes resources into every list of containers', () => {
    const lists = ['containers', 'initContainers', 'ephemeralContainers']
    const spec = (item: object) => Object.fromEntries(lists.map((name) => [name, [item]]))
    const bare = { name: 'main', image: 'main:1' }
    expect(
      sameTemplate({ metadata, spec: spec(bare) }, recorded({ metadata, spec: spec(container) })),
    ).toBe(true)
  })

  it.each<[string, object]>([
    ['null', { metadata: { ...metadata, annotations: null }, spec: template.spec }],
    ['an empty list', { metadata, spec: { ...template.spec, tolerations: [] } }],
    ['no resources', { metadata, spec: { containers: [{ name: 'main', image: 'main:1' }] } }],
  ])('takes what is recorded as it stands: %s', (_what, other) => {
    expect(sameTemplate(template, recorded(other))).toBe(false)
  })

  it.each([undefined, null, {}, { metadata: null, spec: null }])(
    'records of no template what Go always writes: %j',
    (nothing) => {
      const written = { metadata: {}, spec: { containers: null } }
      expect(sameTemplate(nothing, recorded(written))).toBe(true)
      expect(sameTemplate(nothing, recorded({}))).toBe(false)
    },
  )

  it('up to 1.33, expects a creation time of null in what is recorded', () => {
    const older = { ...newestSemantics, creationTimestampOmitted: false }
    const timed = recorded({ ...template, metadata: { ...metadata, creationTimestamp: null } })
    expect(sameTemplate(template, timed, older)).toBe(true)
    expect(sameTemplate(template, recorded(template), older)).toBe(false)
    expect(sameTemplate(template, timed)).toBe(false)
  })

  it('keeps a creation time that is one', () => {
    const older = { ...newestSemantics, creationTimestampOmitted: false }
    const timed = {
      ...template,
      metadata: { ...metadata, creationTimestamp: '2026-01-01T00:00:00Z' },
    }
    expect(sameTemplate(timed, recorded(timed), older)).toBe(true)
  })

  it('compares whole numbers that came as bigint with those that did not', () => {
    const spec = (seconds: number | bigint) => ({
      ...template.spec,
      terminationGracePeriodSeconds: seconds,
    })
    const of = (seconds: number | bigint) => ({ metadata, spec: spec(seconds) })
    expect(sameTemplate(of(30n), recorded(of(30)))).toBe(true)
    expect(sameTemplate(of(30), recorded(of(30n)))).toBe(true)
    expect(sameTemplate(of(2n ** 53n + 1n), recorded(of(2n ** 53n)))).toBe(false)
  })

  it('reads __proto__ as a member like any other', () => {
    const labels = (value: string) => ({
      metadata: JSON.parse(`{"labels":{"__proto__":"${value}"}}`) as object,
      spec: template.spec,
    })
    expect(sameTemplate(labels('x'), recorded(labels('x')))).toBe(true)
    expect(sameTemplate(labels('x'), recorded(labels('y')))).toBe(false)
    expect(
      sameTemplate(labels('x'), recorded({ metadata: { labels: {} }, spec: template.spec })),
    ).toBe(false)
  })

  it('finds every served template in its own record and in that of no other image', () => {
    fc.assert(
      fc.property(frozenly(anyTemplate('new')), frozenly(anyTemplate('old')), (served, other) => {
        expect(sameTemplate(served, recordOf(served))).toBe(true)
        expect(sameTemplate(served, recordOf(other))).toBe(false)
      }),
    )
  })
})
