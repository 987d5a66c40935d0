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
    'Why a pod should not run on a node: a closed union of records, `Reason`, told apart by `code`. `path` points',
    'into the policy, `nodePath` into the node; `leaves` says whether a pod that is already there is deleted. Made from',
    'the code by `npm run docs`.',
    '',
    ...Object.entries(REASONS).flatMap(([code, { meaning, leaves, policy, node }]) => {
      const verdict = explain(aPolicy(policy), node)
      return [
        `## ${code}`,
        '',
        meaning,
        '',
        `An existing pod is deleted: ${leaves}.`,
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
  it.each(Object.entries(REASONS))('%s comes from its example', (code, { policy, node }) => {
    expect(explain(aPolicy(policy), node).reasons.map((reason) => reason.code)).toEqual([code])
  })

  it('is what the code says', () => {
    if (process.env['UPDATE_DOCS'] !== undefined) writeFileSync(PAGE, page())
    expect(existsSync(PAGE) && readFileSync(PAGE, 'utf8')).toBe(page())
  })
})
