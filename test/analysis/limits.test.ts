import { describe, expect, it } from 'vitest'
import { nodeFacts } from '../../src/analysis/nodeFacts.js'
import { covers, disjoint, equivalent, implies, partition } from '../../src/analysis/proofs.js'
import { satisfiable } from '../../src/analysis/satisfiable.js'
import { selection } from '../../src/analysis/selection.js'
import { simplify } from '../../src/analysis/simplify.js'
import { orThrow } from '../../src/data/orThrow.js'
import type { NodeSelectorTerm } from '../../src/kube/affinity.js'
import type { Policy } from '../../src/placement/policy.js'
import { aPolicy } from '../support/policy.js'

const withTerms = (nodeSelectorTerms: readonly NodeSelectorTerm[]): Policy =>
  aPolicy({
    kind: 'DaemonSet',
    spec: {
      template: {
        spec: {
          tolerations: [{ operator: 'Exists' }],
          affinity: {
            nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } },
          },
        },
      },
    },
  })

const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i)
const is = (key: string, value: number) => ({ key, operator: 'In', values: [String(value)] })
const isIn = (key: string, count: number) => ({
  key,
  operator: 'In',
  values: numbers(count).map(String),
})

/** Every pigeon has one of so many holes. */
const everyPigeonHasAHole = (pigeons: number, holes: number): Policy =>
  withTerms([{ matchExpressions: numbers(pigeons).map((pigeon) => isIn(`p${pigeon}`, holes)) }])

/** Two pigeons share a hole: true of any placement of more pigeons than holes, and hard to prove case by case. */
const twoShareAHole = (pigeons: number, holes: number): Policy =>
  withTerms(
    numbers(pigeons).flatMap((a) =>
      numbers(a).flatMap((b) =>
        numbers(holes).map((hole) => ({
          matchExpressions: [is(`p${a}`, hole), is(`p${b}`, hole)],
        })),
      ),
    ),
  )

describe('limits of proofs', () => {
  it('proves what is small and gives up on what is too large, instead of hanging', () => {
    expect(implies(everyPigeonHasAHole(5, 4), twoShareAHole(5, 4)).code).toBe('Proved')
    expect(implies(everyPigeonHasAHole(4, 4), twoShareAHole(4, 4)).code).toBe('Refuted')
    const steps = 200_000
    expect(implies(everyPigeonHasAHole(16, 15), twoShareAHole(16, 15), { steps })).toEqual({
      code: 'Unknown',
      steps,
    })
  })

  it('answers about thousands of terms', () => {
    const many = (count: number) =>
      withTerms(numbers(count).map((i) => ({ matchExpressions: [is('host', i), is(`k${i}`, i)] })))
    const values = (from: number, count: number) =>
      withTerms(numbers(count).map((i) => ({ matchExpressions: [is('host', from + i)] })))
    expect(satisfiable(many(1000)).code).toBe('Satisfiable')
    expect(implies(many(500), values(0, 500)).code).toBe('Proved')
    expect(implies(many(501), values(0, 500)).code).toBe('Refuted')
    expect(disjoint(values(0, 300), values(300, 300)).code).toBe('Proved')
    expect(equivalent(values(0, 300), values(0, 300)).code).toBe('Proved')
    expect(covers([values(0, 300)], { within: values(5, 10) }).code).toBe('Proved')
  })
})

const some = (key: string, operator: string, ...values: readonly string[]) => ({
  key,
  operator,
  ...(values.length > 0 && { values }),
})
const all = (...matchExpressions: readonly object[]): NodeSelectorTerm => ({ matchExpressions })

/** Numbers that look random and are always the same. */
const scattered = (seed: number): ((below: number) => number) => {
  let state = seed
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * below)
  }
}

/** A thousand terms of thirty requirements each, of all kinds. */
const thousandTerms = (seed: number): Policy => {
  const next = scattered(seed)
  return withTerms(
    numbers(1000).map(() =>
      all(
        ...numbers(30).map(() => {
          const key = `k${next(40)}`
          switch (next(6)) {
            case 0:
              return some(key, 'In', `v${next(9)}`, `v${next(9)}`, '5')
            case 1:
              return some(key, 'Exists')
            case 2:
              return some(`n${next(9)}`, 'Gt', String(next(50)))
            case 3:
              return some(`n${next(9)}`, 'Lt', String(60 + next(50)))
            default:
              return some(key, 'NotIn', `v${next(9)}`)
          }
        }),
      ),
    ),
  )
}

const fiveHundredValues = (from: number, operator: string): Policy =>
  withTerms(
    numbers(100).map((i) =>
      all(some('k', operator, ...numbers(500).map((value) => `v${value + from + i}`))),
    ),
  )

const twoHundredTolerations = (from: number): Policy =>
  aPolicy({
    kind: 'DaemonSet',
    spec: {
      template: {
        spec: {
          tolerations: numbers(200).map((i) => ({
            key: i % 9 === 0 ? '' : `t${from + i}`,
            operator: i % 3 === 0 ? 'Gt' : 'Equal',
            value: String(i),
          })),
        },
      },
    },
  })

/** A range of numbers in each term, and the next one overlaps. */
const chain = (width: number): Policy =>
  withTerms(
    numbers(1000).map((i) =>
      all(
        some('k', 'Gt', String(i * 3)),
        some('k', 'Lt', String(i * 3 + width)),
        some('k', 'NotIn', String(i * 3 + 1), `0${i * 3 + 2}`),
      ),
    ),
  )

/** One of two on each of so many labels, and of random ones three: as hard as such questions are. */
const threeOfEach = (count: number, labels: number): Policy => {
  const next = scattered(3)
  return withTerms(
    numbers(count).map(() =>
      all(
        ...numbers(3).map(() => some(`k${next(labels)}`, next(2) === 0 ? 'In' : 'NotIn', 'true')),
      ),
    ),
  )
}

/** Of the processor, for all twelve answers together. */
const MOST_SECONDS = 60

describe('hostile policies', { timeout: 120_000 }, () => {
  it.each<[string, Policy, Policy]>([
    ['a thousand terms of thirty requirements', thousandTerms(1), thousandTerms(2)],
    [
      'five hundred values in each of a hundred terms',
      fiveHundredValues(0, 'In'),
      fiveHundredValues(7, 'NotIn'),
    ],
    ['two hundred tolerations', twoHundredTolerations(0), twoHundredTolerations(1)],
    ['a thousand ranges of numbers', chain(3), chain(5)],
    ['terms that leave many ways open', threeOfEach(430, 100), threeOfEach(51, 12)],
  ])('%s', (_, a, b) => {
    const start = process.cpuUsage()
    const codes = [
      satisfiable(a).code,
      ...[implies(a, b), implies(b, a), equivalent(a, b), disjoint(a, b)].map(({ code }) => code),
      ...[covers([a, b]), partition([a, b]), covers([a], { within: b })].map(({ code }) => code),
      ...[a, b].map((policy) => simplify(policy).code),
      ...[a, b].map((policy) => selection(policy).code),
    ]
    expect(codes).toHaveLength(12)
    const { user, system } = process.cpuUsage(start)
    expect((user + system) / 1e6).toBeLessThan(MOST_SECONDS)
  })

  it('gives up where it may do nothing', () => {
    const [one, other] = [
      withTerms([all(some('a', 'Exists'))]),
      withTerms([all(some('b', 'Exists'))]),
    ]
    expect(disjoint(one, other, { steps: 0 })).toEqual({ code: 'Unknown', steps: 0 })
    expect(covers([one], { steps: Number.NaN })).toEqual({ code: 'Unknown', steps: 0 })
  })

  it('tries less where a label has too many classes, or there are too many terms to choose from', () => {
    const classes = numbers(13).map((i) => {
      const values = numbers(4).flatMap((j) => (((i + 1) >> j) & 1 ? [`w${j}`] : []))
      return all(some('k', 'In', `v${i}`), some('l', 'In', ...values))
    })
    expect(simplify(withTerms([...classes, ...classes.slice(0, 2)]))).toMatchObject({
      code: 'Simplified',
      exact: false,
    })
    const wide = numbers(4).flatMap((i) =>
      numbers(4).map((j) =>
        all(some('k', 'In', `v${i}`), some('l', 'In', `w${j}`), some('m', 'In', `x${(i * j) % 4}`)),
      ),
    )
    const simpler = simplify(withTerms([...wide, ...wide.slice(0, 2)]))
    expect(simpler).toMatchObject({ code: 'Simplified', exact: false })
    expect(selection(withTerms([]))).toEqual({ code: 'SelectsNothing' })
  })

  it('gives up where facts and policies have too many terms to be put together', () => {
    const [a, b] = [thousandTerms(3), thousandTerms(4)]
    const nodes = orThrow(
      nodeFacts({
        selector: {
          nodeSelectorTerms: numbers(1000).map((i) => all(some(`k${i % 40}`, 'In', `v${i % 9}`))),
        },
      }),
    )
    const steps = 100_000
    expect(implies(a, b, { nodes, steps })).toEqual({ code: 'Unknown', steps })
    expect(partition([a, b], { within: b, steps })).toEqual({ code: 'Unknown', steps })
    expect(satisfiable(a, { nodes }).code).toBe('Satisfiable')
  })
})
