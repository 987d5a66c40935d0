import { describe, expect, it } from 'vitest'
import { colourStyle, plainStyle, type Style } from '../../../src/report/text/style.js'

const ALL: readonly (keyof Style)[] = ['bold', 'dim', 'good', 'bad', 'warn']

describe('plainStyle', () => {
  it.each(ALL)('leaves text as it is: %s', (name) => {
    expect(plainStyle[name]('a \u001b b')).toBe('a \u001b b')
  })
})

describe('colourStyle', () => {
  it.each<[keyof Style, string]>([
    ['bold', '\u001b[1mx\u001b[22m'],
    ['dim', '\u001b[2mx\u001b[22m'],
    ['good', '\u001b[32mx\u001b[39m'],
    ['bad', '\u001b[31mx\u001b[39m'],
    ['warn', '\u001b[33mx\u001b[39m'],
  ])('sets off what is %s and stops afterwards', (name, expected) => {
    expect(colourStyle[name]('x')).toBe(expected)
  })
})
