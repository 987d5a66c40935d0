import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chosen } from './chosen.js'

const line = fc.string({ maxLength: 30 })
const files = fc.dictionary(
  fc.constantFrom('a', 'b', 'c'),
  fc.record({ named: fc.array(line, { maxLength: 3 }), generated: fc.array(line) }),
  { minKeys: 1 },
)

const bytes = (lines: readonly string[]): number => Buffer.byteLength(`${lines.join('\n')}\n`)

describe('chosen', () => {
  it('takes all named lines first, then the first generated ones', () => {
    fc.assert(
      fc.property(files, fc.nat(2000), (all, limit) => {
        for (const [operation, lines] of Object.entries(chosen(all, limit))) {
          const { named = [], generated = [] } = all[operation] ?? {}
          expect(lines).toEqual([...named, ...generated].slice(0, lines.length))
          expect(lines.length).toBeGreaterThanOrEqual(named.length)
        }
      }),
    )
  })

  it('stays within the limit unless the named lines alone do not', () => {
    fc.assert(
      fc.property(files, fc.nat(2000), (all, limit) => {
        const taken = Object.values(chosen(all, limit)).flat()
        const named = Object.values(all).flatMap((file) => file.named)
        expect(taken.length === 0 ? 0 : bytes(taken)).toBeLessThanOrEqual(
          Math.max(limit, named.length === 0 ? 0 : bytes(named)),
        )
      }),
    )
  })

  it('gives every operation as many bytes', () => {
    const many = { named: [], generated: Array.from({ length: 100 }, () => 'é'.repeat(2)) }
    const long = { named: ['x'], generated: Array.from({ length: 100 }, () => 'y'.repeat(49)) }
    const { a = [], b = [] } = chosen({ a: many, b: long }, 202)
    expect([a.length, b.length]).toEqual([20, 3])
  })
})
