import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findJsonFault } from '../../src/decode/jsonFault.js'
import { anyBroken } from '../support/reading.js'

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

describe('findJsonFault', () => {
  it.each<[string, number, string, string]>([
    ['', 0, 'a value', 'the end of the text'],
    ['hello', 0, 'a value', "'h'"],
    ['{"a": 1', 7, "',' or '}'", 'the end of the text'],
    ['{"a": 1 "b": 2}', 8, "',' or '}'", 'a string'],
    ['{"a" 1}', 5, "':'", "'1'"],
    ['{a: 1}', 1, "a key or '}'", "'a'"],
    ['{"a": 1,}', 8, 'a key', "'}'"],
    ['{"a": }', 6, 'a value', "'}'"],
    ['[1, 2', 5, "',' or ']'", 'the end of the text'],
    ['[1,]', 3, 'a value', "']'"],
    ['[,]', 1, "a value or ']'", "','"],
    ['[1}', 2, "',' or ']'", "'}'"],
    ['1 2', 2, 'the end of the text', "'2'"],
    ['01', 1, 'the end of the text', "'1'"],
    ['["a', 1, "a value or ']'", 'a string that is broken or does not end'],
    [String.raw`["\x"]`, 1, "a value or ']'", 'a string that is broken or does not end'],
    ['["\n"]', 1, "a value or ']'", 'a string that is broken or does not end'],
    ['1 "long"', 2, 'the end of the text', 'a string'],
    ['\u0001', 0, 'a value', String.raw`'\u0001'`],
    ['[😀', 1, "a value or ']'", "'😀'"],
  ])('%s', (text, offset, expected, found) => {
    const message = `not JSON: expected ${expected}, found ${found}`
    expect(findJsonFault(text)).toEqual({ offset, message })
  })

  it('finds a fault in exactly the texts that JSON.parse refuses', () => {
    fc.assert(
      fc.property(fc.oneof(anyBroken, fc.string(), fc.json()), (text) => {
        expect(findJsonFault(text) === undefined).toBe(isJson(text))
      }),
    )
  })

  it('finds the first one: what stands before it can go on as JSON', () => {
    fc.assert(
      fc.property(anyBroken, (text) => {
        const fault = findJsonFault(text)
        fc.pre(fault !== undefined)
        const before = findJsonFault(text.slice(0, fault.offset))
        expect(before?.message ?? 'the end of the text').toMatch(/the end of the text$/)
      }),
    )
  })

  it('may begin within lists and objects', () => {
    fc.assert(
      fc.property(anyBroken, (text) => {
        const head = '{"items": [1, '
        const whole = findJsonFault(head + text)
        const part = findJsonFault(text, ['{', '['], 'element')
        expect(part && { ...part, offset: part.offset + head.length }).toEqual(whole)
      }),
    )
  })
})
