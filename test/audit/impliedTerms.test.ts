import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { impliedTerms, laidTerms } from '../../src/audit/manifest/laidTerms.js'
import { newestSemantics } from '../../src/kube/semantics.js'
import { compileDaemonSet } from '../../src/placement/compile.js'
import { frozen } from '../support/frozen.js'

const requirement = fc.record({
  key: fc.constantFrom('a', 'b'),
  operator: fc.constantFrom('In', 'NotIn', 'Exists', 'DoesNotExist'),
  values: fc.uniqueArray(
    fc.nat({ max: 12 }).map((i) => `v${i}`),
    { minLength: 1, maxLength: 12 },
  ),
})

const policyOf = (nodeSelectorTerms: readonly object[]) =>
  compileDaemonSet(
    frozen({
      spec: {
        template: {
          spec: {
            affinity: {
              nodeAffinity: {
                requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms },
              },
            },
          },
        },
      },
    }),
    newestSemantics,
  )

describe('impliedTerms', () => {
  it('finds of every term the first one that holds wherever it does', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({ matchExpressions: fc.array(requirement, { minLength: 1, maxLength: 3 }) }),
          { minLength: 1, maxLength: 8 },
        ),
        (terms) => {
          const laid = laidTerms(policyOf(terms))
          const live = laid.terms.filter(({ box }) => box !== undefined)
          const expected = live.map(({ index, box = new Map() }) => [
            index,
            live.find(
              (other) =>
                other.index !== index &&
                laid.within(box, other.box ?? new Map()) &&
                (other.index < index || !laid.within(other.box ?? new Map(), box)),
            )?.index,
          ])
          expect(impliedTerms(laid).map(({ term, by }) => [term.index, by?.index])).toEqual(
            expected,
          )
        },
      ),
    )
  })
})
