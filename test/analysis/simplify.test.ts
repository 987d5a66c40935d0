import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { equivalent } from '../../src/analysis/proofs.js'
import { simplify } from '../../src/analysis/simplify.js'
import { applyPatch } from '../../src/data/patch.js'
import type { NodeSelectorTerm } from '../../src/kube/affinity.js'
import type { DaemonSet } from '../../src/kube/daemonSet.js'
import type { PodSpec } from '../../src/kube/pod.js'
import { eviction } from '../../src/taint/eviction.js'
import { decide } from '../../src/placement/decide.js'
import { frozenly } from '../support/frozen.js'
import { aPolicy } from '../support/policy.js'
import { anyHindrance, enumerableSpec, look } from './enumerated.js'

const daemonSetOf = (spec: PodSpec): DaemonSet => ({ spec: { template: { spec } } })

const required = (...nodeSelectorTerms: readonly NodeSelectorTerm[]): PodSpec => ({
  affinity: {
    nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } },
  },
})

const termsOf = (spec: PodSpec): readonly NodeSelectorTerm[] =>
  spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ??
  []

const simplified = (daemonSet: DaemonSet): DaemonSet => {
  const answer = simplify(aPolicy(daemonSet))
  return answer.code === 'Simplified'
    ? (applyPatch(daemonSet, answer.patch) as DaemonSet)
    : daemonSet
}

/** The same terms in other words: lists taken apart, requirements and terms said twice, in another order. */
const rewritten = (terms: readonly NodeSelectorTerm[], seed: number): readonly NodeSelectorTerm[] =>
  terms
    .flatMap((term, i) => {
      const expressions = term.matchExpressions ?? []
      const at = expressions.findIndex(
        ({ operator, values }) => operator === 'In' && (values ?? []).length > 1,
      )
      if (at >= 0 && (seed >> i) & 1) {
        return (expressions[at]?.values ?? []).map((value) => ({
          ...term,
          matchExpressions: expressions.map((each, j) =>
            j === at ? { ...each, values: [value] } : each,
          ),
        }))
      }
      return [term, { ...term, matchExpressions: [...expressions, ...expressions] }]
    })
    .toReversed()

describe('simplify', () => {
  let simpler = 0

  it('means the same, and is as simple as it gets', () => {
    fc.assert(
      fc.property(frozenly(enumerableSpec), anyHindrance, (spec, hindrance) => {
        const before = daemonSetOf(spec)
        const after = simplified(before)
        if (after !== before) simpler++
        expect(equivalent(aPolicy(before), aPolicy(after)).code).toBe('Proved')
        expect(look(aPolicy(after)).selected).toEqual(look(aPolicy(before)).selected)
        const node = { metadata: { name: 'n1', labels: { a: 'x', b: '3' } }, spec: hindrance }
        expect(decide(aPolicy(after), node)).toBe(decide(aPolicy(before), node))
        expect(simplify(aPolicy(after)).code).not.toBe('Simplified')
      }),
      { numRuns: 1000 },
    )
    expect(simpler).toBeGreaterThan(100)
  })

  it('says what means the same in the same terms', () => {
    fc.assert(
      fc.property(enumerableSpec, fc.nat(15), (spec, seed) => {
        const { affinity: _, ...rest } = spec
        const terms = termsOf(spec)
        fc.pre(terms.length > 0)
        const one = simplify(aPolicy(daemonSetOf({ ...rest, ...required(...terms, ...terms) })))
        const two = simplify(
          aPolicy(daemonSetOf({ ...rest, ...required(...rewritten(terms, seed), ...terms) })),
        )
        fc.pre(one.code === 'Simplified' && one.exact && two.code === 'Simplified' && two.exact)
        const [{ terms: here }, { terms: there }] = [one, two]
        expect(there).toEqual(here)
      }),
      { numRuns: 500 },
    )
  })

  it('leaves evictions as they are', () => {
    const toleration = fc.record(
      {
        key: fc.constantFrom('t', 'u'),
        operator: fc.constantFrom('Exists', 'Equal'),
        value: fc.constantFrom('', 'v'),
        effect: fc.constantFrom('NoExecute', 'NoSchedule'),
        tolerationSeconds: fc.constantFrom(-1, 0, 5, 60),
      },
      { requiredKeys: [] },
    )
    let dropped = 0
    fc.assert(
      fc.property(
        fc.array(toleration, { maxLength: 6 }),
        anyHindrance,
        (tolerations, { taints }) => {
          const before = daemonSetOf({ tolerations })
          const after = simplified(before)
          const left = after.spec?.template?.spec?.tolerations ?? []
          dropped += tolerations.length - left.length
          expect(eviction(left, taints)).toEqual(eviction(tolerations, taints))
        },
      ),
      { numRuns: 1000 },
    )
    expect(dropped).toBeGreaterThan(100)
  })

  const at = (key: string, operator: string, ...values: readonly string[]) => ({
    key,
    operator,
    ...(values.length > 0 && { values }),
  })
  const all = (...matchExpressions: readonly object[]): NodeSelectorTerm => ({ matchExpressions })

  it.each<[string, PodSpec, readonly NodeSelectorTerm[] | null]>([
    [
      'values of one label are put together',
      required(all(at('k', 'In', 'a')), all(at('k', 'In', 'b'))),
      [all(at('k', 'In', 'a', 'b'))],
    ],
    [
      'terms that leave nothing out are none',
      required(all(at('k', 'NotIn', 'a')), all(at('k', 'NotIn', 'b'))),
      null,
    ],
    ['there or not there', required(all(at('k', 'Exists')), all(at('k', 'DoesNotExist'))), null],
    [
      'a term that another implies',
      required(all(at('k', 'In', 'a'), at('l', 'Exists')), all(at('k', 'In', 'a'))),
      [all(at('k', 'In', 'a'))],
    ],
    [
      'a requirement that another implies',
      required(all(at('k', 'Gt', '5'), at('k', 'Gt', '3'), at('k', 'Exists'))),
      [all(at('k', 'Gt', '5'))],
    ],
    [
      'what nodeSelector says already',
      { nodeSelector: { k: 'a' }, ...required(all(at('k', 'In', 'a', 'b'), at('l', 'Exists'))) },
      [all(at('l', 'Exists'))],
    ],
    [
      'two terms with one label swapped',
      required(
        all(at('k', 'In', 'a'), at('l', 'In', 'x')),
        all(at('k', 'NotIn', 'a'), at('l', 'In', 'x')),
      ),
      [all(at('l', 'In', 'x'))],
    ],
    [
      'a number between',
      required(all(at('k', 'Gt', '6'), at('k', 'Lt', '9'), at('k', 'NotIn', 'x', '8'))),
      [all(at('k', 'Gt', '6'), at('k', 'Lt', '9'), at('k', 'NotIn', '8'))],
    ],
    [
      'a number that another term has, beside a text',
      required(
        {
          matchExpressions: [at('k', 'Gt', '0'), at('k', 'NotIn', '1')],
          matchFields: [at('metadata.name', 'In', 'n')],
        },
        all(at('k', 'In', 'x', '1')),
      ),
      [
        {
          matchExpressions: [at('k', 'Gt', '0')],
          matchFields: [at('metadata.name', 'In', 'n')],
        },
        all(at('k', 'In', '1', 'x')),
      ],
    ],
  ])('%s', (_, spec, terms) => {
    expect(simplify(aPolicy(daemonSetOf(spec)))).toMatchObject({ code: 'Simplified', terms })
  })

  it('finds some of it where there is too much to try all', () => {
    const keys = Array.from({ length: 20 }, (_, i) => `k${i}`)
    const terms = keys.map((key) => all(at(key, 'In', 'a'), at(key, 'Exists')))
    const daemonSet = daemonSetOf(required(...terms, ...terms))
    expect(simplify(aPolicy(daemonSet))).toMatchObject({
      code: 'Simplified',
      terms: keys.map((key) => all(at(key, 'In', 'a'))),
      needless: [],
      exact: false,
    })
    const after = simplified(daemonSet).spec?.template?.spec ?? {}
    expect(termsOf(after)).toEqual(keys.map((key) => all(at(key, 'In', 'a'))))
  })

  it('leaves bounds as they are written where others would do', () => {
    const ranges = required(all(at('k', 'Gt', '0')), all(at('k', 'Lt', '4')))
    expect(simplify(aPolicy(daemonSetOf(ranges)))).toEqual({ code: 'Simple', exact: true })
    const twice = required(...termsOf(ranges), all(at('k', 'Lt', '4'), at('k', 'Exists')))
    expect(simplify(aPolicy(daemonSetOf(twice)))).toMatchObject({ terms: termsOf(ranges) })
  })

  it('does not say that it is the shortest where there are too many numbers', () => {
    const numbers = Array.from({ length: 12 }, (_, i) => String(i + 1)).toSorted()
    const some = { matchFields: [at('metadata.name', 'In', 'n')] }
    const range = { matchExpressions: [at('k', 'Gt', '0'), at('k', 'NotIn', ...numbers)], ...some }
    const list = all(at('k', 'In', 'x', ...numbers))
    expect(simplify(aPolicy(daemonSetOf(required(range, list))))).toEqual({
      code: 'Simple',
      exact: false,
    })
    expect(simplify(aPolicy(daemonSetOf(required(range, list, list))))).toMatchObject({
      code: 'Simplified',
      terms: [range, all(at('k', 'In', ...numbers, 'x'))],
      exact: false,
    })
  })

  it('has nothing to say of what selects nothing', () => {
    expect(simplify(aPolicy(daemonSetOf(required())))).toEqual({ code: 'Unsatisfiable' })
    expect(simplify(aPolicy(daemonSetOf({ nodeSelector: { k: 'a b' } })))).toEqual({
      code: 'Unsatisfiable',
    })
  })
})
