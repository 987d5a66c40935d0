import { describe, expect, it } from 'vitest'
import { FORMAT_VERSION, jsonText, styleFor } from '../../../src/cli/commands/output.js'
import { colourStyle, plainStyle } from '../../../src/report/text/style.js'
import { fakeWorld } from '../../support/world.js'

describe('FORMAT_VERSION', () => {
  it('is the first', () => {
    expect(FORMAT_VERSION).toBe(1)
  })
})

describe('styleFor', () => {
  it.each([
    ['on a terminal', 'auto', true, {}, true],
    ['in a pipe', 'auto', false, {}, false],
    ['on a terminal with --no-color', 'never', true, {}, false],
    ['on a terminal with NO_COLOR', 'auto', true, { NO_COLOR: '1' }, false],
    ['on a terminal with an empty NO_COLOR', 'auto', true, { NO_COLOR: '' }, true],
    ['in a pipe with an empty NO_COLOR', 'auto', false, { NO_COLOR: '' }, false],
  ] as const)('%s', (_case, colour, terminal, env, coloured) => {
    const { world } = fakeWorld({ terminal, env })
    expect(styleFor({ colour }, world)).toBe(coloured ? colourStyle : plainStyle)
  })
})

describe('jsonText', () => {
  it('is indented and ends with a line', () => {
    expect(jsonText({ a: [1], b: {} })).toBe('{\n  "a": [\n    1\n  ],\n  "b": {}\n}\n')
  })

  it('writes a bigint as decimal text', () => {
    expect(jsonText({ a: 2n ** 63n - 1n, b: [-1n] })).toBe(
      '{\n  "a": "9223372036854775807",\n  "b": [\n    "-1"\n  ]\n}\n',
    )
  })
})
