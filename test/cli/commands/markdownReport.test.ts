import { expect, it } from 'vitest'
import { markdownReport } from '../../../src/cli/commands/markdownReport.js'
import { cluster } from '../../../src/cluster/cluster.js'
import { diff } from '../../../src/impact/diff.js'
import { aNode } from '../../../src/testing/builders.js'

const empty = cluster({ nodes: [aNode('n1')], pods: [], revisions: [], daemonSets: [] })
const impact = diff(empty, empty, { now: '2026-01-01T00:00:00Z' })

it('leads to the impact, and ends with notes and what could not be read', () => {
  const problems = [{ file: 'a.json', message: 'not JSON' }]
  expect(markdownReport(impact, problems, { lead: ['- first'], notes: ['a <b>'] })).toEqual([
    '- first',
    '',
    '**No placement change; new revisions: 0.**',
    '',
    '- a \\<b\\>',
    '- Incomplete: 1 problem in the input.',
  ])
  expect(markdownReport(impact, [], {})).toEqual(['**No placement change; new revisions: 0.**'])
})
