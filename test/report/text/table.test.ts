import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  counted,
  firstOf,
  shownWidth,
  someOf,
  table,
  wrapText,
} from '../../../src/report/text/table.js'
import { frozenly } from '../../support/frozen.js'

describe('table', () => {
  it('aligns columns, two spaces apart, without trailing space', () => {
    expect(
      table([
        ['NAME', 'DESIRED', 'AGE'],
        ['a', '10', ''],
        ['longer', '1', '2d'],
      ]),
    ).toEqual(['NAME    DESIRED  AGE', 'a       10', 'longer  1        2d'])
  })

  it('takes rows of different lengths', () => {
    expect(table([['a'], ['bb', 'c'], []])).toEqual(['a', 'bb  c', ''])
  })

  it('aligns what is shown of a cell', () => {
    expect(
      table([
        ['a\u001bb', 'c'],
        ['a', 'c'],
      ]),
    ).toEqual(['a\u001bb  c', 'a         c'])
  })

  it('has no lines without rows', () => {
    expect(table([])).toEqual([])
  })

  it('starts every column at one place', () => {
    const anyWord = fc.stringMatching(/^[a-z]{1,8}$/)
    fc.assert(
      fc.property(
        frozenly(fc.array(fc.tuple(anyWord, anyWord, anyWord), { minLength: 1 })),
        (rows) => {
          const lines = table(rows)
          const [first, second] = [0, 1].map((column) =>
            Math.max(...rows.map((row) => row[column]?.length ?? 0)),
          ) as [number, number]
          rows.forEach((row, i) => {
            expect(lines[i]?.indexOf(row[2], first + second + 4)).toBe(first + second + 4)
            expect(lines[i]?.endsWith(row[2])).toBe(true)
          })
        },
      ),
    )
  })
})

describe('firstOf', () => {
  it.each([
    [0, [], []],
    [3, [1, 2, 3], []],
    [4, [1, 2], [3, 4]],
  ])('%i items', (count, told, rest) => {
    const items = Array.from({ length: count }, (_, i) => i + 1)
    expect(firstOf(items, 2)).toEqual([told, rest])
  })
})

describe('someOf', () => {
  it.each([
    [0, ''],
    [1, 'n1'],
    [6, 'n1, n2, n3, n4, n5, n6'],
    [7, 'n1, n2, n3, n4, n5 and 2 more'],
    [5_000, 'n1, n2, n3, n4, n5 and 4995 more'],
  ])('of %i names', (count, expected) => {
    expect(someOf(Array.from({ length: count }, (_, i) => `n${i + 1}`))).toBe(expected)
  })
})

describe('counted', () => {
  it.each([
    [0, '0 nodes'],
    [1, '1 node'],
    [2, '2 nodes'],
  ])('%i', (count, expected) => {
    expect(counted(count, 'node')).toBe(expected)
  })
})

describe('wrapText', () => {
  it('keeps what stands before the first word, and indents the following lines', () => {
    expect(wrapText('  aa bb cc', 7, '    ')).toEqual(['  aa bb', '    cc'])
    expect(wrapText('aa', 1, '  ')).toEqual(['aa'])
  })

  it('law: no word is lost, and only a word that is longer alone makes a line longer', () => {
    const words = fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1 })
    fc.assert(
      fc.property(frozenly(words), fc.integer({ min: 1, max: 40 }), (some, width) => {
        const lines = wrapText(some.join(' '), width, '  ')
        expect(lines.flatMap((line) => line.trim().split(' '))).toEqual(some)
        for (const line of lines) {
          expect(shownWidth(line) <= width || !line.trim().includes(' ')).toBe(true)
        }
      }),
    )
  })
})
