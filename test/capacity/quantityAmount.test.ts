import { describe, expect, it } from 'vitest'
import {
  addQuantity,
  compareQuantities,
  NO_QUANTITY,
  quantityValue,
  readQuantity,
  type Quantity,
} from '../../src/capacity/quantityAmount.js'

const read = (text: unknown): Quantity => readQuantity(text) ?? NO_QUANTITY
const whole = (text: unknown): bigint => quantityValue(read(text), 'whole')
const milli = (text: unknown): bigint => quantityValue(read(text), 'milli')

describe('a quantity as a number', () => {
  it.each([
    ['500m', 1n, 500n],
    ['1500m', 2n, 1500n],
    ['-1500m', -2n, -1500n],
    ['1Gi', 1073741824n, 1073741824000n],
    [2, 2n, 2000n],
    [null, 0n, 0n],
    ['1e3', 1000n, 1000000n],
    ['100n', 1n, 1n],
    // What does not fit into an int64 loses its upper bits, or comes to nothing where Go multiplies step by step.
    ['9223372036854775808', -9223372036854775808n, 0n],
    ['1e19', 0n, 0n],
    ['9E', 9000000000000000000n, 0n],
    ['8Ei', 9223372036854775807n, -1000n],
    ['-1.0000000000000000001', 0n, -999n],
  ])('%s', (text, units, thousandths) => {
    expect([whole(text), milli(text)]).toEqual([units, thousandths])
  })

  it('is none where it is none', () => {
    for (const text of ['', 'x', '1KiB', '1 Gi', true, {}, [], undefined])
      expect(readQuantity(text)).toBeUndefined()
  })

  it('adds up, short as long as that fits', () => {
    const nearly = read('999999999999999999E')
    expect(addQuantity(read('1'), read('500m'))).toEqual({ value: 1500n, scale: -3, isShort: true })
    expect(addQuantity(NO_QUANTITY, nearly)).toEqual(nearly)
    expect(addQuantity(nearly, NO_QUANTITY)).toEqual(nearly)
    expect(addQuantity(nearly, read('1n')).isShort).toBe(false)
    expect(compareQuantities(read('1'), read('999m'))).toBe(1)
    expect(compareQuantities(read('1'), read('1000m'))).toBe(0)
    expect(compareQuantities(read('-1'), read('1n'))).toBe(-1)
  })
})
