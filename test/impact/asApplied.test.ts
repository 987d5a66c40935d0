import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyScene } from 'podfit/arbitraries'
import { asCreated } from '../../src/api/asCreated.js'
import { defaultedTemplate } from '../../src/api/defaultedTemplate.js'
import { asApplied } from '../../src/impact/asApplied.js'
import type { DaemonSet } from '../../src/kube/daemonSet.js'
import { aDaemonSet } from '../../src/testing/builders.js'
import { frozen, frozenly } from '../support/frozen.js'

const GENERATION = 'deprecated.daemonset.template.generation'

const live = frozen(
  aDaemonSet({
    metadata: { generation: 7, annotations: { [GENERATION]: '4', own: 'x' }, labels: { a: 'b' } },
    status: { numberReady: 3 },
  }),
)

describe('asApplied', () => {
  it('keeps who the DaemonSet is and what its status says', () => {
    const after = asApplied(live, frozen({ metadata: { name: 'agent', labels: { c: 'd' } } }))
    expect(after.metadata).toMatchObject({ uid: 'uid-agent', namespace: 'default', name: 'agent' })
    expect(after.metadata?.labels).toEqual({ c: 'd' })
    expect(after.status).toEqual({ numberReady: 3 })
  })

  it('counts the generations on when something changes, the template’s when it does', () => {
    const image = [{ name: 'main', image: 'main:2', resources: {} }]
    const manifest = aDaemonSet({ podSpec: { containers: image } })
    const { metadata } = asApplied(live, { spec: manifest.spec })
    expect(metadata?.generation).toBe(8)
    expect(metadata?.annotations).toEqual({ [GENERATION]: '5' })
    const slower = asApplied(live, { spec: { ...aDaemonSet().spec, minReadySeconds: 9 } })
    expect(slower.metadata?.generation).toBe(8)
    expect(slower.metadata?.annotations?.[GENERATION]).toBe('4')
  })

  it('changes nothing when what is there is applied again', () => {
    const once = asApplied(live, { spec: live.spec })
    const twice = asApplied(once, { spec: live.spec })
    expect(twice.metadata?.generation).toBe(once.metadata?.generation)
    expect(twice.spec).toEqual(once.spec)
  })

  it('changes nothing when the manifest that made it is applied again', () => {
    fc.assert(
      fc.property(frozenly(anyScene), ({ daemonSet: { metadata, spec, status } }) => {
        const stored = asCreated({ metadata, spec })
        const template = defaultedTemplate(stored.spec?.template ?? {})
        const served = { ...stored, spec: { ...stored.spec, template }, status }
        const after = asApplied(served, { metadata, spec })
        expect(after.metadata?.generation).toBe(1)
        expect(after.metadata?.annotations?.[GENERATION]).toBe(
          served.metadata?.annotations?.[GENERATION],
        )
        expect(after.spec).toEqual(served.spec)
      }),
    )
  })

  it('keeps a template that says the same in other words, but for the one default that validation asks for', () => {
    const after = asApplied(live, { spec: { ...live.spec, revisionHistoryLimit: 3 } })
    const { template } = live.spec ?? {}
    expect(after.spec?.template).toEqual({
      ...template,
      spec: { ...template?.spec, restartPolicy: 'Always' },
    })
    expect(after.metadata?.generation).toBe(8)
  })

  it('takes an object without generations for the first one', () => {
    const none: DaemonSet = {}
    const { metadata } = asApplied(none, { spec: { minReadySeconds: 1 } })
    expect(metadata?.generation).toBe(1)
    expect(metadata?.annotations?.[GENERATION]).toBe('1')
  })

  it.each<[number | bigint, number | bigint]>([
    [3, 4],
    [3n, 4n],
    [Number.MAX_SAFE_INTEGER, 2n ** 53n],
    [2n ** 53n, 2n ** 53n + 1n],
  ])('counts the generation %s on to %s', (generation, expected) => {
    const { metadata } = asApplied({ metadata: { generation } }, { spec: { minReadySeconds: 1 } })
    expect(metadata.generation).toBe(expected)
  })
})
