import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { edited, type MapEdit } from '../../src/data/layeredMap.js'

interface Value {
  readonly is: number
}

const key = fc.constantFrom('a', 'b', 'c', 'd', '__proto__', 'constructor', '')
const anyEdit: fc.Arbitrary<MapEdit<Value>> = fc.record({
  drop: fc.array(key, { maxLength: 3 }),
  put: fc.array(
    fc.tuple(
      key,
      fc.nat().map((is): Value => ({ is })),
    ),
    { maxLength: 3 },
  ),
})

/** What a `Map` is after the same edits. */
const carriedOut = (edits: readonly MapEdit<Value>[]): Map<string, Value> => {
  const map = new Map<string, Value>()
  for (const { drop, put } of edits) {
    for (const each of drop) map.delete(each)
    for (const [each, value] of put) map.set(each, value)
  }
  return map
}

const EMPTY: ReadonlyMap<string, Value> = new Map()

describe('a map with edits that are shared', () => {
  it('is a Map after the same edits, in its order, and so is every one before it', () => {
    fc.assert(
      fc.property(fc.array(anyEdit, { maxLength: 8 }), (edits) => {
        const states: ReadonlyMap<string, Value>[] = []
        for (const edit of edits) states.push(edited(states.at(-1) ?? EMPTY, edit, 0))
        states.forEach((state, i) => {
          const expected = carriedOut(edits.slice(0, i + 1))
          expect([...state]).toEqual([...expected])
          expect([...state.keys()]).toEqual([...expected.keys()])
          expect([...state.values()]).toEqual([...expected.values()])
          expect(state.size).toBe(expected.size)
          for (const each of ['a', '__proto__', 'constructor', 'x']) {
            expect(state.get(each)).toBe(state.has(each) ? expected.get(each) : undefined)
            expect(state.has(each)).toBe(expected.has(each))
          }
          const told: string[] = []
          state.forEach((value, name, map) => {
            expect(map).toBe(state)
            told.push(`${name}${value.is}`)
          })
          expect(told).toEqual([...expected].map(([name, { is }]) => `${name}${is}`))
        })
      }),
    )
  })

  it('is the given one where nothing changes', () => {
    const map = carriedOut([{ drop: [], put: [['a', { is: 1 }]] }])
    expect(edited(map, { drop: ['b'], put: [] })).toBe(map)
  })

  it('is written down whole where much stands beside it, and for a small map at once', () => {
    const entries = (count: number, from = 0) =>
      Array.from({ length: count }, (_, i): [string, Value] => [`k${from + i}`, { is: i }])
    const large: ReadonlyMap<string, Value> = new Map(entries(3000))
    const once = edited(large, { drop: [], put: entries(1) })
    expect(once).not.toBeInstanceOf(Map)
    expect(once.size).toBe(3000)
    const kept = entries(3000).filter(([name]) => name !== 'k7')
    const whole = edited(once, { drop: ['k7'], put: entries(600, 2900) })
    expect(whole).toBeInstanceOf(Map)
    expect([...whole]).toEqual([...new Map([...kept, ...entries(600, 2900)])])
    expect(edited(new Map(entries(3)), { drop: [], put: entries(1) })).toBeInstanceOf(Map)
  })
})
