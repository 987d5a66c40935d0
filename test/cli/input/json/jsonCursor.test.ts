import { describe, expect, it } from 'vitest'
import { jsonCursor, LONGEST, Unreadable } from '../../../../src/cli/input/json/jsonCursor.js'
import { BYTE } from '../../../../src/cli/input/json/jsonScan.js'
import { windowOn } from '../../../support/reading.js'

const VALUE = { open: [], expects: 'value' } as const

const faultOf = async (reading: Promise<unknown>): Promise<unknown> =>
  await reading.catch((error: unknown) => error)

describe('jsonCursor', () => {
  it('passes white space and counts lines', async () => {
    const cursor = jsonCursor(windowOn(' \t\r\n\n [1]', [2]))
    expect(cursor.line()).toBe(1)
    expect(await cursor.peek()).toBe(BYTE.openBracket)
    expect(cursor.line()).toBe(3)
    await cursor.passValue(VALUE)
    expect(await cursor.peek()).toBeUndefined()
  })

  it('gives the text from the mark on, or from some bytes behind it', async () => {
    const cursor = jsonCursor(windowOn('[1] {"é": 2} x', [1]))
    await cursor.peek()
    await cursor.passValue(VALUE)
    await cursor.peek()
    cursor.mark()
    cursor.step()
    expect(cursor.passed()).toBe(1)
    await cursor.peek()
    await cursor.passValue(VALUE)
    expect(cursor.text()).toBe('{"é"')
    expect(cursor.text(1)).toBe('"é"')
  })

  it.each([
    ['12', '12'],
    ['12,', '12'],
    ['"a, b" ', '"a, b"'],
    ['[1, [2]],', '[1, [2]]'],
    ['', ''],
    [',', ''],
  ])('passes the value of %j', async (text, value) => {
    const cursor = jsonCursor(windowOn(text, [1]))
    await cursor.peek()
    cursor.mark()
    await cursor.passValue(VALUE)
    expect(cursor.text()).toBe(value)
  })

  it('passes elements up to the last border that is in memory, and goes back', async () => {
    const text = '{"a": 1},\n{"b":\n2},\n{"c": 3},\n{"d": 4}'
    const cursor = jsonCursor(windowOn(text, [text.length - 5, 5]))
    expect(cursor.passToBorder('},\n{')).toBe(false)
    await cursor.peek()
    cursor.mark()
    expect(cursor.passToBorder('},\n{')).toBe(true)
    expect(cursor.text()).toBe('{"a": 1},\n{"b":\n2},\n{"c": 3}')
    expect(cursor.line()).toBe(4)
    expect(cursor.passToBorder('},\n{')).toBe(false)
    cursor.back()
    expect([cursor.text(), cursor.line()]).toEqual(['', 1])
    expect(cursor.passToBorder('}, {')).toBe(false)
  })

  it.each([
    ['a\nb', 'a'],
    ['ab', 'ab'],
    ['\n', ''],
  ])('passes the first line of %j', async (text, line) => {
    const cursor = jsonCursor(windowOn(text, [1]))
    await cursor.passLine(VALUE)
    expect(cursor.text()).toBe(line)
  })

  it('names the line of a fault, and what is being read', async () => {
    const cursor = jsonCursor(windowOn('\n\n["a",\n"b" "c"]', [3]))
    await cursor.peek()
    cursor.mark()
    await cursor.passValue(VALUE)
    expect(await cursor.fault({ ...VALUE, path: ['items', 1] })).toMatchObject({
      message: `not JSON: expected ',' or ']', found a string`,
      line: 4,
      path: ['items', 1],
    })
  })

  it('says that a text ends within a value', async () => {
    const cursor = jsonCursor(windowOn('[1, {', [2]))
    await cursor.peek()
    expect(await faultOf(cursor.passValue(VALUE))).toMatchObject({
      message: "not JSON: expected a key or '}', found the end of the text",
    })
  })

  it.each(['[1, 2, 3, 4, 5, 6]', '"123456789012345"', '12345678901234567', '12345 78901 34567\n'])(
    'keeps no more in one piece than a string can hold: %s',
    async (text) => {
      const cursor = jsonCursor(windowOn(text, [6]), 10)
      await cursor.peek()
      const reading = text.endsWith('\n') ? cursor.passLine(VALUE) : cursor.passValue(VALUE)
      const fault = await faultOf(reading)
      expect(fault).toBeInstanceOf(Unreadable)
      expect(fault).toMatchObject({ line: 1 })
    },
  )

  it('says of a value that is too long, as far as it is JSON, that it is', async () => {
    const cursor = jsonCursor(windowOn('12345678901234567', [6]), 10)
    await cursor.peek()
    expect(await faultOf(cursor.passValue(VALUE))).toMatchObject({
      message: 'larger than 10 bytes in one piece',
    })
  })

  it('takes what a string can hold', () => {
    expect('a'.repeat(LONGEST)).toHaveLength(LONGEST)
    expect(() => 'a'.repeat(LONGEST + 1)).toThrow(RangeError)
  })
})
