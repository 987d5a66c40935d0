import * as fc from 'fast-check'
import * as podfit from 'podfit'
import {
  classify,
  decide,
  explain,
  matchNodeSelection,
  preferredScore,
  shouldContinueRunning,
  shouldRun,
} from 'podfit/fp'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { anyNode, anyPodSpec } from 'podfit/arbitraries'
import { compileDaemonSet } from '../../src/placement/compile.js'
import { anyPreferredTerms } from '../../src/testing/matching.js'
import { frozenly } from '../support/frozen.js'

const spec = frozenly(anyPodSpec)
const node = frozenly(anyNode)
const policy = spec.map((of) => compileDaemonSet({ spec: { template: { spec: of } } }))

describe('law: data-last equals data-first', () => {
  it('decide, explain, shouldRun and shouldContinueRunning', () => {
    fc.assert(
      fc.property(policy, node, (of, subject) => {
        expect(decide(of)(subject)).toBe(podfit.decide(of, subject))
        expect(explain(of)(subject)).toEqual(podfit.explain(of, subject))
        expect(shouldRun(of)(subject)).toBe(podfit.shouldRun(of, subject))
        expect(shouldContinueRunning(of)(subject)).toBe(podfit.shouldContinueRunning(of, subject))
      }),
    )
  })

  it('classify', () => {
    const nodes = frozenly(fc.array(anyNode, { maxLength: 5 }))
    fc.assert(
      fc.property(fc.array(policy, { maxLength: 3 }), nodes, (of, subjects) => {
        expect(classify(of)(subjects)).toEqual(podfit.classify(of, subjects))
      }),
    )
  })

  it('matchNodeSelection', () => {
    fc.assert(
      fc.property(spec, node, (of, subject) => {
        expect(matchNodeSelection(of)(subject)).toEqual(podfit.matchNodeSelection(of, subject))
      }),
    )
  })

  it('preferredScore', () => {
    fc.assert(
      fc.property(frozenly(anyPreferredTerms), node, (terms, subject) => {
        expect(preferredScore(terms)(subject)).toEqual(podfit.preferredScore(terms, subject))
      }),
    )
  })
})

it("classify hands back the caller's own nodes", () => {
  const nodes: readonly (podfit.Node & { readonly zone: string })[] = [{ zone: 'a' }]
  const [only] = classify([])(nodes)
  expectTypeOf(only?.nodes).toEqualTypeOf<typeof nodes | undefined>()
  expect(only?.nodes).toEqual(nodes)
})
