import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ControllerRevisionCodec } from '../../src/decode/codecs.js'
import { sameTemplate } from '../../src/revision/sameTemplate.js'
import { anyTemplate } from '../../src/testing/sceneDaemonSet.js'
import { anyRevision, recordOf } from '../../src/testing/sceneRevisions.js'
import { frozenly } from '../support/frozen.js'

const anyPair = fc.tuple(anyTemplate('new'), anyTemplate('old'))

describe('recordOf', () => {
  it('writes a template as a revision stores it, keys sorted', () => {
    const template = {
      spec: { hostNetwork: true, containers: [{ name: 'c', image: 'i', resources: {} }] },
      metadata: { labels: { b: '2', a: '1' } },
    }
    expect(JSON.stringify(recordOf(template))).toBe(
      '{"spec":{"template":{"$patch":"replace","metadata":{"labels":{"a":"1","b":"2"}},' +
        '"spec":{"containers":[{"image":"i","name":"c","resources":{}}],"hostNetwork":true}}}}',
    )
  })

  it('records a template that counts as the same, and no other', () => {
    fc.assert(
      fc.property(frozenly(anyPair), ([template, other]) => {
        expect(sameTemplate(template, recordOf(template))).toBe(true)
        expect(sameTemplate(template, recordOf(other))).toBe(false)
      }),
    )
  })
})

describe('anyRevision', () => {
  const anyRevisions = anyPair.chain(([template, other]) =>
    fc.tuple(
      fc.constant(template),
      fc.constant(other),
      anyRevision(1, template, other),
      anyRevision(2, template, other),
    ),
  )

  it('has the shape of its type', () => {
    fc.assert(
      fc.property(frozenly(anyRevisions), ([, , revision]) => {
        expect(ControllerRevisionCodec.is(revision)).toBe(true)
      }),
    )
  })

  it('records one of the two templates', () => {
    fc.assert(
      fc.property(frozenly(anyRevisions), ([template, other, { data }]) => {
        expect(sameTemplate(template, data)).toBe(!sameTemplate(other, data))
      }),
    )
  })

  it('shares neither name nor number with another one', () => {
    fc.assert(
      fc.property(frozenly(anyRevisions), ([, , one, two]) => {
        expect(one.metadata?.name).not.toBe(two.metadata?.name)
        expect(one.revision).not.toBe(two.revision)
      }),
    )
  })

  it('comes with either template, and with and without a hash', () => {
    const sampled = fc.sample(anyRevisions, { numRuns: 1_000, seed: 1 })
    const records = sampled.map(([template, , { data }]) => sameTemplate(template, data))
    const hashes = sampled.map(
      ([, , revision]) => revision.metadata?.labels?.['controller-revision-hash'],
    )
    expect(new Set(records)).toEqual(new Set([true, false]))
    expect(new Set(hashes)).toEqual(new Set(['h2', '', undefined]))
  })
})
