import * as E from 'fp-ts/Either'
import { describe, expect, it } from 'vitest'
import { readNodes, readNodeSet, type ReadNodeSet } from '../../src/expect/nodeSet.js'

const isIn = (set: E.Either<string, Pick<ReadNodeSet, 'has'>>, name: string, labels = {}) =>
  E.isRight(set) && set.right.has(name, labels)

describe('a set of nodes', () => {
  it.each([
    [{}, true, true],
    [{ selector: null, names: null }, true, true],
    [{ selector: 'gpu' }, true, false],
    [{ names: ['n1', 'n2'] }, true, true],
    [{ names: [] }, false, false],
    [{ selector: 'gpu', names: ['n2'] }, false, false],
  ])('%j', (set, first, second) => {
    expect(isIn(readNodeSet(set), 'n1', { gpu: '' })).toBe(first)
    expect(isIn(readNodeSet(set), 'n2')).toBe(second)
  })

  it('may be without another', () => {
    const set = readNodes({ names: ['n1', 'n2'] }, { selector: 'gpu' })
    expect(isIn(set, 'n1', { gpu: '' })).toBe(false)
    expect(isIn(set, 'n2')).toBe(true)
    expect(isIn(set, 'n3')).toBe(false)
    expect(isIn(readNodes(null, null), 'n1')).toBe(true)
  })

  it('names the selector that cannot be read', () => {
    expect(readNodes({ selector: 'a in' }, null)).toEqual(E.left('a in'))
    expect(readNodes({ selector: 'a in' }, {})).toEqual(E.left('a in'))
    expect(readNodes({}, { selector: 'b in' })).toEqual(E.left('b in'))
  })
})
