import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DaemonSetCodec, PodTemplateCodec } from '../../src/decode/codecs.js'
import { newestSemantics } from '../../src/kube/semantics.js'
import { submittedTemplate } from '../../src/api/submittedTemplate.js'
import { templateGeneration } from '../../src/kube/daemonSet.js'
import { sameTemplate } from '../../src/revision/sameTemplate.js'
import { anyDaemonSet, anyTemplate } from '../../src/testing/sceneDaemonSet.js'
import { recordOf } from '../../src/testing/sceneRevisions.js'
import { frozenly } from '../support/frozen.js'

const anyOne = anyTemplate('new').chain(anyDaemonSet)

const sampled = <A>(arbitrary: fc.Arbitrary<A>): readonly A[] =>
  fc.sample(arbitrary, { numRuns: 2_000, seed: 1 })

describe('anyTemplate', () => {
  it('has the shape of its type and the image that is given', () => {
    fc.assert(
      fc.property(frozenly(anyTemplate('some-image')), (template) => {
        expect(PodTemplateCodec.is(template)).toBe(true)
        expect(template.spec?.containers?.map((container) => container.image)).toEqual([
          'some-image',
        ])
      }),
    )
  })

  it('is as Go would write it', () => {
    fc.assert(
      fc.property(frozenly(anyTemplate('i')), (template) => {
        expect(submittedTemplate(template, newestSemantics)).toEqual(template)
      }),
    )
  })

  it.each([
    'nodeSelector',
    'affinity',
    'tolerations',
    'nodeName',
    'hostNetwork',
    'volumes',
    'initContainers',
    'topologySpreadConstraints',
  ] as const)('has %s now and then', (field) => {
    const having = sampled(anyTemplate('i')).filter(({ spec }) => spec?.[field] !== undefined)
    expect(having.length).toBeGreaterThan(20)
    expect(having.length).toBeLessThan(1_900)
  })
})

describe('anyDaemonSet', () => {
  const anyPair = anyTemplate('i').chain((template) =>
    fc.tuple(fc.constant(template), anyDaemonSet(template)),
  )

  it('has the shape of its type and the template that is given, maybe in more words', () => {
    fc.assert(
      fc.property(frozenly(anyPair), ([template, daemonSet]) => {
        expect(DaemonSetCodec.is(daemonSet)).toBe(true)
        expect(daemonSet.spec?.template).toMatchObject(template)
        expect(sameTemplate(daemonSet.spec?.template, recordOf(template))).toBe(true)
      }),
    )
  })

  it('now and then says what goes without saying', () => {
    const wordy = sampled(anyOne).filter(({ spec }) => spec?.template?.spec?.affinity === null)
    expect(wordy.length).toBeGreaterThan(50)
    expect(wordy.length).toBeLessThan(500)
  })

  it('comes in all stages of its life', () => {
    const daemonSets = sampled(anyOne)
    const some = (holds: (daemonSet: (typeof daemonSets)[number]) => boolean): boolean =>
      daemonSets.some(holds)
    expect(some(({ metadata }) => metadata?.deletionTimestamp !== undefined)).toBe(true)
    expect(some(({ metadata }) => metadata?.uid === undefined)).toBe(true)
    expect(some(({ metadata }) => metadata?.namespace === undefined)).toBe(true)
    expect(some(({ spec }) => spec?.selector === null)).toBe(true)
    expect(some(({ spec }) => spec?.minReadySeconds === -5)).toBe(true)
    expect(some(({ status }) => status?.observedGeneration === 2)).toBe(true)
    expect(some(({ status }) => status?.observedGeneration === 0)).toBe(true)
  })

  it('mostly says no template generation, and not always one that can be read', () => {
    const generations = sampled(anyOne).map(
      (daemonSet) => daemonSet.metadata?.annotations?.['deprecated.daemonset.template.generation'],
    )
    expect(new Set(generations)).toEqual(new Set([undefined, '2', '02', 'x']))
    expect(sampled(anyOne).map(templateGeneration)).toEqual(expect.arrayContaining([undefined, 2n]))
  })
})
