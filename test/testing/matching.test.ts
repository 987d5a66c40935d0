import * as E from 'fp-ts/Either'
import * as fc from 'fast-check'
import type * as t from 'io-ts'
import { describe, expect, it } from 'vitest'
import { parseInstant } from '../../src/data/instant.js'
import {
  AffinityCodec,
  LabelSelectorCodec,
  NodeCodec,
  NodeSelectorTermCodec,
  ObjectMetaCodec,
  PodSpecCodec,
  TaintCodec,
  TolerationCodec,
} from '../../src/decode/codecs.js'
import type { Node } from '../../src/kube/node.js'
import type { PodSpec } from '../../src/kube/pod.js'
import { newestSemantics } from '../../src/kube/semantics.js'
import { decide } from '../../src/placement/decide.js'
import { matchNodeSelection } from '../../src/selector/matchNodeSelection.js'
import { tolerates } from '../../src/taint/tolerates.js'
import {
  anyAffinity,
  anyFieldRequirement,
  anyLabels,
  anyLabelSelector,
  anyNode,
  anyNodeSelector,
  anyPodSpec,
  anyPreferredTerms,
  anyRequirement,
  anyTaint,
  anyTerm,
  anyTime,
  anyToleration,
} from '../../src/testing/matching.js'
import { frozenly } from '../support/frozen.js'
import { aPolicy } from '../support/policy.js'

/** A fixed run of values, to say what an arbitrary comes upon. */
const some = <A>(arbitrary: fc.Arbitrary<A>, holds: (value: A) => boolean): boolean =>
  fc.sample(arbitrary, { numRuns: 5_000, seed: 1 }).some(holds)

const ARBITRARIES: readonly (readonly [string, t.Mixed, fc.Arbitrary<unknown>])[] = [
  ['anyTaint', TaintCodec, anyTaint],
  ['anyToleration', TolerationCodec, anyToleration],
  ['anyLabels', ObjectMetaCodec, anyLabels.map((labels) => ({ labels }))],
  ['anyNode', NodeCodec, anyNode],
  ['anyRequirement', NodeSelectorTermCodec, anyRequirement.map((r) => ({ matchExpressions: [r] }))],
  [
    'anyFieldRequirement',
    NodeSelectorTermCodec,
    anyFieldRequirement.map((r) => ({ matchFields: [r] })),
  ],
  ['anyTerm', NodeSelectorTermCodec, anyTerm],
  [
    'anyNodeSelector',
    AffinityCodec,
    anyNodeSelector.map((selector) => ({
      nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: selector },
    })),
  ],
  [
    'anyPreferredTerms',
    AffinityCodec,
    anyPreferredTerms.map((terms) => ({
      nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: terms },
    })),
  ],
  ['anyAffinity', AffinityCodec, anyAffinity],
  ['anyPodSpec', PodSpecCodec, anyPodSpec],
  ['anyLabelSelector', LabelSelectorCodec, anyLabelSelector.map((selector) => selector ?? {})],
]

const hasUndefined = (value: unknown): boolean =>
  value === undefined ||
  (typeof value === 'object' && value !== null && Object.values(value).some(hasUndefined))

describe.each(ARBITRARIES)('%s', (_name, codec, arbitrary) => {
  it('has the shape of its type', () => {
    fc.assert(
      fc.property(frozenly(arbitrary), (value) => {
        expect(E.isRight(codec.decode(value))).toBe(true)
      }),
    )
  })

  it('leaves absent fields out, as JSON does', () => {
    fc.assert(
      fc.property(frozenly(arbitrary), (value) => {
        expect(hasUndefined(value)).toBe(false)
      }),
    )
  })
})

describe('anyTime', () => {
  it('is an instant within a minute', () => {
    const first = parseInstant('2026-01-01T00:00:00Z') ?? 0n
    fc.assert(
      fc.property(anyTime, (text) => {
        const instant = parseInstant(text) ?? 0n
        expect(instant >= first && instant < first + 60_000_000_000n).toBe(true)
      }),
    )
  })
})

describe('what the arbitraries come upon', () => {
  const comparing = { ...newestSemantics, tolerationComparison: true }
  const decision = (spec: PodSpec, node: Node) =>
    decide(aPolicy({ kind: 'DaemonSet', spec: { template: { spec } } }), node)

  it.each([['run'], ['stay'], ['leave']])('a policy and a node that say %s', (wanted) => {
    expect(
      some(fc.tuple(anyPodSpec, anyNode), ([spec, node]) => decision(spec, node) === wanted),
    ).toBe(true)
  })

  it.each([
    ['one that is tolerated', true, newestSemantics],
    ['one that is not', false, newestSemantics],
    ['one that is tolerated by comparison', true, comparing],
  ])('a toleration and a taint: %s', (_case, expected, semantics) => {
    const compares = semantics.tolerationComparison
    expect(
      some(
        fc.tuple(anyToleration, anyTaint),
        ([toleration, taint]) =>
          tolerates(toleration, taint, { semantics }) === expected &&
          (!compares || toleration.operator === 'Gt' || toleration.operator === 'Lt'),
      ),
    ).toBe(true)
  })

  it.each([
    ['matches', true, false],
    ['does not match', false, false],
    ['cannot be read', false, true],
  ])('an affinity that %s', (_case, matches, faulty) => {
    expect(
      some(fc.tuple(anyAffinity, anyNode), ([affinity, node]) => {
        const { match, faults } = matchNodeSelection({ affinity }, node)
        return match === matches && faults.length > 0 === faulty
      }),
    ).toBe(true)
  })

  it('a taint that is null where it could be absent', () => {
    expect(some(anyTaint, (taint) => taint.key === null)).toBe(true)
    expect(some(anyTaint, (taint) => !('key' in taint))).toBe(true)
  })

  it('a label selector that is null and one that is empty', () => {
    expect(some(anyLabelSelector, (selector) => selector === null)).toBe(true)
    expect(some(anyLabelSelector, (s) => s !== null && Object.keys(s).length === 0)).toBe(true)
  })

  it('seconds that only a bigint can hold', () => {
    expect(some(anyToleration, (t) => t.tolerationSeconds === 2n ** 63n - 1n)).toBe(true)
  })
})
