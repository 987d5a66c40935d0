import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import * as prettier from 'prettier'
import { describe, expect, it } from 'vitest'
import { audit } from '../../src/audit/audit.js'
import { auditRules } from '../../src/audit/auditRules.js'
import { fixPatch } from '../../src/audit/fixPatch.js'
import type { AuditRule } from '../../src/audit/rule.js'
import { applyPatch } from '../../src/data/patch.js'
import { auditText } from '../../src/report/text/auditText.js'
import { manifestOf } from '../support/lintExample.js'
import { LINT_EXAMPLES, type LintExample } from './lintExamples.js'

const PAGE = 'docs/reference/lint.md'

const RULES: readonly AuditRule[] = Object.values(auditRules)
const EXAMPLES = Object.entries(LINT_EXAMPLES)

const codesIn = (text: string, at: LintExample['at']): readonly string[] =>
  audit({ daemonSets: [manifestOf(text, at)] }).findings.map(({ code }) => code)

const PLACES = { metadata: 'metadata', spec: 'spec', podSpec: 'spec.template.spec' } as const

const block = (text: string, at?: LintExample['at']): readonly string[] => [
  '```yaml',
  `# ${PLACES[at ?? 'podSpec']}`,
  ...text.trimEnd().split('\n'),
  '```',
]

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

const fixNote = (code: string, { at, fires }: LintExample, { moves }: AuditRule): string => {
  const daemonSet = manifestOf(fires, at)
  const found = audit({ daemonSets: [daemonSet] }).findings.filter((each) => each.code === code)
  if (fixPatch(found, daemonSet).length === 0) return ''
  return moves === true
    ? '`--fix` does it; that may change on which nodes pods run.'
    : '`--fix` does it, and pods run where they did.'
}

const ruleLines = (code: string, example: LintExample): readonly string[] => {
  const rule = RULES.find((each) => each.code === code)
  if (rule === undefined) return []
  const found = audit({ daemonSets: [manifestOf(example.fires, example.at)] }).findings.find(
    (each) => each.code === code,
  )
  return [
    `## ${code}`,
    '',
    `**${capital(rule.severities.join(', ').replace(/, (\w+)$/, ' or $1'))}.** ${rule.doc.means}`,
    '',
    'Found:',
    '',
    ...block(example.fires, example.at),
    '',
    ...(found === undefined ? [] : [`> ${auditText(found).message}`, '']),
    'Not found:',
    '',
    ...block(example.silent, example.at),
    '',
    [rule.doc.fix, fixNote(code, example, rule)].join(' ').trim(),
    '',
    `Source: ${example.source}.`,
    '',
  ]
}

const HEAD = readFileSync('test/docs/lintHead.md', 'utf8')

const page = async (): Promise<string> =>
  await prettier.format(
    [HEAD, ...EXAMPLES.flatMap(([code, example]) => ruleLines(code, example))].join('\n'),
    { parser: 'markdown', embeddedLanguageFormatting: 'off' },
  )

describe('docs/reference/lint.md', () => {
  it('is what the tables say', async () => {
    const text = await page()
    if (process.env['UPDATE_DOCS'] !== undefined) writeFileSync(PAGE, text)
    expect(existsSync(PAGE) && readFileSync(PAGE, 'utf8')).toBe(text)
  })

  it('has every rule that a manifest alone can show, in the order of the table', () => {
    const alone = RULES.filter(({ needs }) => needs.every((need) => need === 'daemonSets'))
    const codes = alone.map(({ code }) => code).filter((code) => code !== 'SharedPods')
    expect(EXAMPLES.map(([code]) => code)).toEqual(codes)
  })
})

describe('the examples of rules', () => {
  it.each(EXAMPLES)('%s finds what is wrong, and nothing in what is right', (code, example) => {
    expect(codesIn(example.fires, example.at)).toContain(code)
    expect(codesIn(example.silent, example.at)).not.toContain(code)
  })

  it.each(EXAMPLES)('%s finds nothing in what its fix makes', (code, { at, fires }) => {
    const daemonSet = manifestOf(fires, at)
    const found = audit({ daemonSets: [daemonSet] }).findings.filter((each) => each.code === code)
    const patch = fixPatch(found, daemonSet)
    const after = applyPatch(daemonSet, patch) as typeof daemonSet
    const left = audit({ daemonSets: [after] }).findings.filter((each) => each.code === code)
    expect(left).toHaveLength(patch.length === 0 ? found.length : 0)
  })
})
