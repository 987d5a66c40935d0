import { describe, expect, it } from 'vitest'
import { casesText, findingLines } from '../../../src/report/text/findingsText.js'
import { colourStyle } from '../../../src/report/text/style.js'
import { aCase, PLAIN } from '../../support/findings.js'

describe('a finding on a terminal', () => {
  it('is one line, then its evidence and its place', () => {
    const finding = {
      ...PLAIN,
      path: ['spec'],
      details: ['because'],
      origin: { file: 'f.yaml', line: 3 },
    }
    expect(findingLines(finding)).toEqual([
      'error DaemonSet a/b: runs on no node [RunsNowhere]',
      '    because',
      '    at f.yaml:3: spec',
    ])
  })

  it('has no place when none is known', () => {
    expect(findingLines(PLAIN)).toHaveLength(1)
    expect(findingLines({ ...PLAIN, origin: { file: '<stdin>' } })[1]).toBe('    at <stdin>')
    expect(findingLines({ ...PLAIN, path: ['spec'] })[1]).toBe('    at spec')
  })

  it('is coloured by its severity', () => {
    expect(findingLines(PLAIN, colourStyle)[0]).toContain('\u001b[31merror')
    expect(findingLines({ ...PLAIN, severity: 'note' }, colourStyle)[0]).toContain('\u001b[2mnote')
  })
})

describe('cases on a terminal', () => {
  it('are a line each, findings below, and a count', () => {
    expect(casesText([aCase('passed'), aCase('failed', PLAIN), aCase('skipped')])).toEqual([
      'ok   s: passed',
      'FAIL s: failed',
      '       error DaemonSet a/b: runs on no node [RunsNowhere]',
      'skip s: skipped',
      '',
      '3 cases: 1 passed, 1 failed, 1 skipped.',
    ])
  })

  it('may be none', () => {
    expect(casesText([])).toEqual(['', '0 cases: 0 passed, 0 failed, 0 skipped.'])
  })
})
