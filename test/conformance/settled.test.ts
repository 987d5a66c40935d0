import { describe, expect, it } from 'vitest'
import { answer } from './operations.mjs'
import { inOrder, settled } from './settled.js'
import { newestRecorded, readVectors, type Vector } from './vectors.js'

const isLeftToChance = ({ chance }: Vector): boolean => chance?.deletes.length === 2
const chosenPass = (): Vector => {
  const found = readVectors(newestRecorded(), 'sync').vectors.find(isLeftToChance)
  if (found === undefined) throw new Error('no such vector is recorded')
  return found
}

const withOut = (vector: Vector, more: object): Vector => ({
  ...vector,
  out: { ...(vector.out as object), ...more },
})

describe('settled', () => {
  const earlier = chosenPass()
  const [one, other] = earlier.chance?.deletes ?? []

  it('keeps the recorded answer where only chance made another one', () => {
    const { deletes } = earlier.out as { deletes: readonly string[] }
    const swapped = deletes.map((name) => (name === one ? other : name === other ? one : name))
    const fresh = withOut(earlier, { deletes: swapped })
    expect(swapped).not.toEqual(deletes)
    expect(settled('sync', fresh, earlier, answer)).toEqual(earlier)
  })

  it('takes an answer that differs in more', () => {
    const fresh = withOut(earlier, { error: 'no such thing' })
    expect(settled('sync', fresh, earlier, answer)).toBe(fresh)
  })

  it('takes the answer to another question, and the first one', () => {
    const fresh = { ...earlier, in: {} }
    expect(settled('sync', fresh, earlier, answer)).toBe(fresh)
    expect(settled('sync', fresh, undefined, answer)).toBe(fresh)
  })
})

describe('inOrder', () => {
  it('sorts the lists that goroutines and maps write', () => {
    expect(inOrder({ deletes: ['p2', 'p1'], adopted: ['b', 'a'], error: '' })).toEqual({
      deletes: ['p1', 'p2'],
      adopted: ['a', 'b'],
      error: '',
    })
  })

  it('leaves all else as it is', () => {
    const answers = [[{ deletes: ['b', 'a'] }], null, 5, { each: [true, false] }]
    expect(answers.map(inOrder)).toEqual(answers)
  })
})
