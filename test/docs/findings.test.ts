import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import * as prettier from 'prettier'
import { describe, expect, it } from 'vitest'
import { auditRules } from '../../src/audit/auditRules.js'
import type { AuditRule } from '../../src/audit/rule.js'
import { EXPECTATIONS } from './expectations.js'

const PAGE = 'docs/reference/findings.md'

const RULES: readonly AuditRule[] = Object.values(auditRules)

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

const ruleLines = ({ code, severities, needs, doc }: AuditRule): readonly string[] => [
  `### ${code}`,
  '',
  `**${capital(severities.join(' or '))}.** ${doc.means}`,
  '',
  doc.fix,
  '',
  `Needs ${needs.map((need) => [need].flat().join(' or ')).join(', ')}.`,
  '',
]

const page = async (): Promise<string> =>
  await prettier.format(
    [
      '# Findings',
      '',
      'What `podfit audit` and `podfit test` find: closed records, told apart by `code`. All have `severity` (`error`, `warning`,',
      '`note`), `subject` (the object) and `path` (the path in it; for a test, in the suite), then the evidence named here. The',
      'command line adds `origin`, file and line. Made from the code by `npm run docs`.',
      '',
      '## Audit',
      '',
      'A DaemonSet with the annotation `ignore.podfit/CODE` gets no finding of that code. A rule that lacks something that it needs is',
      'not checked, and the audit says so (`notChecked`).',
      '',
      ...RULES.flatMap(ruleLines),
      '## Test',
      '',
      'All are **errors**.',
      '',
      ...Object.entries(EXPECTATIONS).flatMap(([code, means]) => [`### ${code}`, '', means, '']),
    ].join('\n'),
    { parser: 'markdown' },
  )

describe('docs/reference/findings.md', () => {
  it('is what the tables say', async () => {
    const text = await page()
    if (process.env['UPDATE_DOCS'] !== undefined) writeFileSync(PAGE, text)
    expect(existsSync(PAGE) && readFileSync(PAGE, 'utf8')).toBe(text)
  })
})
