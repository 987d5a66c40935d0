import { describe, expect, it } from 'vitest'
import { reduced } from './reduced.js'

const has = (key: string) => (value: unknown) =>
  Promise.resolve(JSON.stringify(value).includes(`"${key}"`))

describe('reduced', () => {
  it('leaves out whatever a value does not need', async () => {
    const value = { a: 1, b: [{ c: 2 }, { d: { e: 3, x: 4 } }], f: 'g' }
    expect(await reduced(value, has('x'))).toEqual({ b: [{ d: { x: 4 } }] })
  })

  it('leaves a value as it is that needs everything', async () => {
    expect(await reduced({ a: [1] }, () => Promise.resolve(false))).toEqual({ a: [1] })
    expect(await reduced('a', () => Promise.resolve(true))).toBe('a')
  })
})
