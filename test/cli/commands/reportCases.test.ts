import { expect, it } from 'vitest'
import { casesReport } from '../../../src/cli/commands/reportCases.js'
import { VERSION } from '../../../src/cli/version.js'
import { aCase, PLAIN } from '../../support/findings.js'

it('cases are reported in every format of CI', () => {
  const cases = [aCase('failed', PLAIN), aCase('passed')]
  expect(casesReport(cases, 'junit')).toContain('<testsuites tests="2"')
  expect(JSON.parse(casesReport(cases, 'sarif'))).toMatchObject({
    runs: [{ tool: { driver: { version: VERSION } }, results: [{ ruleId: 'RunsNowhere' }] }],
  })
  expect(casesReport(cases, 'github')).toBe(
    '::error title=RunsNowhere::DaemonSet a/b: runs on no node\n',
  )
  expect(casesReport([], 'github')).toBe('')
  expect(casesReport(cases, 'markdown')).toContain('| passed | s: passed |  |\n')
})
