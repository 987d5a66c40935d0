import { expect, it } from 'vitest'
import { reportedFinding, subjectText } from '../../../src/report/formats/findingReport.js'

it('an object is named by kind, namespace and name', () => {
  expect(subjectText({ kind: 'DaemonSet', namespace: 'a', name: 'b' })).toBe('DaemonSet a/b')
  expect(subjectText({ kind: 'Node', name: 'n1' })).toBe('Node n1')
})

it('a finding is reported with its words, and with its origin if that is known', () => {
  const finding = {
    code: 'DeadTaint',
    severity: 'warning',
    subject: { kind: 'Node', name: 'n1' },
    path: ['spec'],
  } as const
  const text = { message: 'm', details: ['d'] }
  const reported = {
    code: 'DeadTaint',
    severity: 'warning',
    subject: 'Node n1',
    path: ['spec'],
    ...text,
  }
  expect(reportedFinding(finding, text)).toStrictEqual(reported)
  expect(reportedFinding(finding, text, { file: 'f' })).toStrictEqual({
    ...reported,
    origin: { file: 'f' },
  })
})
