import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { explain } from '../../src/placement/explain.js'
import { verdictText } from '../../src/report/text/verdictText.js'
import { REASONS } from './reasons.js'
import { aPolicy } from '../support/policy.js'

const PAGE = 'docs/reference/reasons.md'

const page = (): string =>
  [
    '# Reasons',
    '',
    'Why a pod does not run on a node: a closed union of records, `Reason`, told apart by `code`. `at` is the path',
    'into the policy, `on` the path into the node, `leaves` whether a pod that is already there leaves. Made from the',
    'code by `npm run docs`.',
    '',
    ...REASONS.flatMap(({ code, meaning, leaves, policy, node }) => {
      const verdict = explain(aPolicy(policy), node)
      return [
        `## ${code}`,
        '',
        meaning,
        '',
        `A pod that is there leaves: ${leaves}.`,
        '',
        '```json',
        JSON.stringify(verdict.reasons[0], null, 2),
        '```',
        '',
        '```text',
        ...verdictText(verdict),
        '```',
        '',
      ]
    }),
  ].join('\n')

describe('docs/reference/reasons.md', () => {
  it.each(REASONS)('$code comes from its example', ({ code, policy, node }) => {
    expect(explain(aPolicy(policy), node).reasons.map((reason) => reason.code)).toEqual([code])
  })

  it('is what the code says', () => {
    if (process.env['UPDATE_DOCS'] !== undefined) writeFileSync(PAGE, page())
    expect(existsSync(PAGE) && readFileSync(PAGE, 'utf8')).toBe(page())
  })
})
