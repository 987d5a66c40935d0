import { describe, expect, it } from 'vitest'
import { UsageError } from '../../../src/cli/exitCode.js'
import {
  caseFormats,
  FORMAT_VERSION,
  formatOf,
  jsonText,
  outputFlags,
  render,
  saysCaveats,
  styleFor,
} from '../../../src/cli/frame/formats.js'
import { VERSION } from '../../../src/cli/version.js'
import type { ReportedCase } from '../../../src/report/formats/findingReport.js'
import { colourStyle, plainStyle } from '../../../src/report/text/style.js'
import { aCase, PLAIN } from '../../support/findings.js'
import { fakeWorld } from '../../support/world.js'

const rendered = async <A>(...args: Parameters<typeof render<A>>): Promise<string> =>
  [...(await render(...args))].join('')

describe('FORMAT_VERSION', () => {
  it('is the first', () => {
    expect(FORMAT_VERSION).toBe(1)
  })
})

describe('styleFor', () => {
  it.each([
    ['on a terminal', [], true, {}, true],
    ['in a pipe', [], false, {}, false],
    ['on a terminal with --no-color', [''], true, {}, false],
    ['on a terminal with NO_COLOR', [], true, { NO_COLOR: '1' }, false],
    ['on a terminal with an empty NO_COLOR', [], true, { NO_COLOR: '' }, true],
    ['in a pipe with an empty NO_COLOR', [], false, { NO_COLOR: '' }, false],
  ] as const)('%s', (_case, noColor, terminal, env, coloured) => {
    const { world } = fakeWorld({ terminal, env })
    expect(styleFor((flag) => (flag === 'no-color' ? noColor : []), world)).toBe(
      coloured ? colourStyle : plainStyle,
    )
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

describe('formatOf', () => {
  const asked =
    (...formats: readonly string[]) =>
    (flag: string): readonly string[] =>
      flag === 'output' ? formats : []

  it('is the first format unless one is asked for, and then the last one asked for', () => {
    expect(formatOf(asked(), ['json', 'text'])).toBe('json')
    expect(formatOf(asked('text', 'markdown'), ['text', 'markdown'])).toBe('markdown')
    expect(formatOf(asked(), [])).toBe('text')
  })

  it('refuses a format that the verb does not have, and names those that it has', () => {
    expect(() => formatOf(asked('xml'), ['text', 'json'])).toThrow(
      new UsageError('-o xml: expected one of text, json'),
    )
    expect(() => formatOf(asked('sarif'), ['text'])).toThrow('-o sarif: expected one of text')
  })
})

describe('outputFlags', () => {
  it('are there where there is a choice', () => {
    expect(outputFlags(['json'])).toEqual([])
    expect(outputFlags(['text', 'json']).map(({ name }) => name)).toEqual(['output', 'no-color'])
  })
})

const NOTHING = {
  taken: true,
  refused: [],
  notes: [],
  problems: [],
  unchecked: [],
  open: [],
  notValidated: [],
}

describe('render', () => {
  const rendering = {
    style: plainStyle,
    width: 400,
    hints: { details: false, noPods: false },
    problems: [],
    caveats: [],
    said: NOTHING,
  }

  it('writes lines, in which no value begins another line', async () => {
    const formats = { text: (name: string) => [`node ${name}`], markdown: (name: string) => [name] }
    expect(await rendered('text', formats, 'a\nb', rendering)).toBe('node a\\nb\n')
    expect(await rendered('markdown', formats, '::a', rendering)).toBe('\\u003a:a\n')
  })

  it('keeps colour where the style is one of colour', async () => {
    const formats = { text: (name: string) => [colourStyle.bad(name)] }
    expect(await rendered('text', formats, 'x', { ...rendering, style: colourStyle })).toBe(
      '\u001b[31mx\u001b[39m\n',
    )
  })

  it('leaves JSON as it is', async () => {
    const formats = { json: (name: string) => ({ name }) }
    expect(JSON.parse(await rendered('json', formats, '\u001b\n', rendering))).toEqual({
      name: '\u001b\n',
      refused: [],
      notes: [],
      unchecked: [],
      notValidated: [],
    })
  })

  it('says what an answer has to be read with in the answer, where the format has a place for it', async () => {
    const formats = {
      text: () => ['a'],
      markdown: () => ['a'],
      json: () => ({ a: 1 }),
      github: () => ['::error::a'],
      junit: () => '<x/>',
    }
    const caveats = [{ text: 'but', json: { b: 2 } }]
    const written = async (format: keyof typeof formats) =>
      await rendered(format, formats, 1, { ...rendering, caveats })
    expect(await written('text')).toBe('a\nbut\n')
    expect(await written('markdown')).toBe('a\n\nbut\n')
    expect(JSON.parse(await written('json'))).toMatchObject({ a: 1, b: 2 })
    expect(await written('github')).toBe('::error::a\n::notice::but\n')
    expect(await written('junit')).toBe('<x/>')
    expect(saysCaveats('github')).toBe(true)
    expect(saysCaveats('junit')).toBe(false)
  })

  it('has nothing for a format that the verb does not have', async () => {
    expect(await rendered('text', {}, 1, rendering)).toBe('')
  })
})

it('cases are reported in every format of CI', async () => {
  const cases = [aCase('failed', PLAIN), aCase('passed')]
  const formats = caseFormats((given: readonly ReportedCase[]) => given)
  const written = async (format: keyof typeof formats, of: readonly ReportedCase[]) =>
    await rendered(format, formats, of, {
      style: plainStyle,
      width: 400,
      hints: { details: false, noPods: false },
      problems: [],
      caveats: [],
      said: NOTHING,
    })
  expect(await written('junit', cases)).toContain('<testsuites tests="2"')
  expect(JSON.parse(await written('sarif', cases))).toMatchObject({
    runs: [{ tool: { driver: { version: VERSION } }, results: [{ ruleId: 'RunsNowhere' }] }],
  })
  expect(await written('github', cases)).toBe(
    '::error title=RunsNowhere::DaemonSet a/b: runs on no node\n',
  )
  expect(await written('github', [])).toBe('')
  expect(await written('markdown', cases)).toContain('| passed | s: passed |  |\n')
})
