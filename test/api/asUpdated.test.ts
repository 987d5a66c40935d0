import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyScene } from 'podfit/arbitraries'
import { asUpdated } from '../../src/api/asUpdated.js'
import { defaultedTemplate } from '../../src/api/defaultedTemplate.js'
import { defaultDaemonSet } from '../../src/api/defaults.js'
import type { DaemonSet } from '../../src/kube/daemonSet.js'
import { aDaemonSet } from '../../src/testing/builders.js'
import { frozen, frozenly } from '../support/frozen.js'

const GENERATION = 'deprecated.daemonset.template.generation'
const old = frozen(
  aDaemonSet({
    metadata: { generation: 4, annotations: { [GENERATION]: '2' } },
    status: { numberReady: 3 },
  }),
)
const withSpec = (spec: DaemonSet['spec']): DaemonSet => ({
  ...old,
  spec: { ...old.spec, ...spec },
})
const template = { metadata: { labels: { app: 'agent' } }, spec: { hostNetwork: true } }

const generations = (daemonSet: DaemonSet) => [
  daemonSet.metadata?.generation,
  daemonSet.metadata?.annotations?.[GENERATION],
]

describe('asUpdated', () => {
  it.each<[string, DaemonSet, readonly [number, string]]>([
    ['nothing', old, [4, '2']],
    ['labels', { ...old, metadata: { ...old.metadata, labels: { a: 'b' } } }, [4, '2']],
    ['something in the spec', withSpec({ minReadySeconds: 5 }), [5, '2']],
    ['the template', withSpec({ template }), [5, '3']],
    ['nothing that says anything', withSpec({ minReadySeconds: null }), [4, '2']],
    ['nothing but a zero that was left out', withSpec({ minReadySeconds: 0 }), [4, '2']],
    [
      'nothing but a false in the template that was left out',
      withSpec({
        template: {
          ...old.spec?.template,
          spec: { ...old.spec?.template?.spec, hostNetwork: false },
        },
      }),
      [4, '2'],
    ],
    [
      'the annotation alone, which is not for users to change',
      { ...old, metadata: { ...old.metadata, annotations: { [GENERATION]: '9' } } },
      [4, '2'],
    ],
  ])('15.23: counts a change of %s', (_what, daemonSet, expected) => {
    expect(generations(asUpdated(frozen(daemonSet), old))).toEqual(expected)
  })

  it('15.23: takes status and UID from the old one', () => {
    const sent = { metadata: { name: 'agent', uid: 'mine' }, status: { numberReady: 9 } }
    expect(asUpdated(frozen(sent), old)).toMatchObject({
      metadata: { name: 'agent', uid: 'uid-agent' },
      status: { numberReady: 3 },
    })
  })

  it('has no template generation where the old one has none', () => {
    const bare = frozen(aDaemonSet())
    const { metadata } = asUpdated({ ...bare, spec: { ...bare.spec, template } }, bare)
    expect(metadata?.generation).toBe(2)
    expect(metadata?.annotations).toBeUndefined()
  })

  it('counts from nothing, and beyond what a number can say', () => {
    expect(asUpdated(withSpec({ template }), {}).metadata?.generation).toBe(1)
    const huge = { ...old, metadata: { ...old.metadata, generation: 2n ** 53n } }
    expect(asUpdated(withSpec({ template }), huge).metadata?.generation).toBe(2n ** 53n + 1n)
  })

  it('counts nothing where the stored one differs by defaults only', () => {
    fc.assert(
      fc.property(frozenly(anyScene), ({ daemonSet }) => {
        const { spec } = daemonSet
        const filled = { ...spec, template: defaultedTemplate(spec?.template ?? {}) }
        const stored = defaultDaemonSet({ ...daemonSet, spec: filled })
        expect(generations(asUpdated(daemonSet, stored))).toEqual(
          generations(asUpdated(stored, stored)),
        )
      }),
    )
  })

  it('changes nothing of an object that is stored already, generations included', () => {
    fc.assert(
      fc.property(frozenly(anyScene), ({ daemonSet }) => {
        const stored = asUpdated(daemonSet, daemonSet)
        expect(asUpdated(stored, stored)).toEqual(stored)
        expect(stored.spec).toEqual(daemonSet.spec)
      }),
    )
  })
})
