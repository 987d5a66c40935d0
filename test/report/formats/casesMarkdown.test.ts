import { expect, it } from 'vitest'
import { casesMarkdown } from '../../../src/report/formats/markdown.js'
import { aCase, NASTY, PLAIN } from '../../support/findings.js'

it('cases are a count and a table', () => {
  expect(casesMarkdown([aCase('passed'), aCase('failed', PLAIN, NASTY)])).toEqual([
    '**2 cases: 1 passed, 1 failed, 0 skipped.**',
    '',
    '|  | Case | Findings |',
    '| --- | --- | --- |',
    '| passed | s: passed |  |',
    '| failed | s: failed | error DaemonSet a/b: runs on no node \\[RunsNowhere\\]<br>warning Node \\<n\\&1\\>: 100%: a, b ::error::"no" \\\\u0001 \\[DeadTaint\\]<br>first \\& second<br>\\<third\\> |',
  ])
})
