import { describe, expect, it } from 'vitest'
import { githubAnnotations } from '../../../src/report/formats/githubAnnotations.js'
import { NASTY, PLAIN } from '../../support/findings.js'

describe('GitHub annotations', () => {
  it('are commands with file, line and title, the worst first', () => {
    const note = { ...PLAIN, severity: 'note' as const, origin: { file: 'f.yaml' } }
    expect(githubAnnotations([note, PLAIN])).toEqual([
      '::error title=RunsNowhere::DaemonSet a/b: runs on no node',
      '::notice file=f.yaml,title=RunsNowhere::DaemonSet a/b: runs on no node',
    ])
  })

  it('escape %, line ends, and in properties colons and commas', () => {
    expect(githubAnnotations([NASTY])).toEqual([
      '::warning file=my charts/a%3Ab%2Cc.yaml,line=7,title=DeadTaint::Node <n&1>: 100%25: a, b%0D%0A::error::"no" \u0001%0Afirst & second%0A<third>',
    ])
  })

  it('have no file for standard input', () => {
    expect(githubAnnotations([{ ...PLAIN, origin: { file: '<stdin>', line: 1 } }])).toEqual([
      '::error title=RunsNowhere::DaemonSet a/b: runs on no node',
    ])
  })
})
