import { expect, it } from 'vitest'
import { markdownReport } from '../../../src/cli/commands/markdownReport.js'
import { cluster } from '../../../src/cluster/cluster.js'
import { diff } from '../../../src/impact/diff.js'
import { aNode } from '../../../src/testing/builders.js'

const empty = cluster({ nodes: [aNode('n1')], pods: [], revisions: [], daemonSets: [] })
const impact = diff(empty, empty, { now: '2026-01-01T00:00:00Z' })

it('leads to the impact, and ends with notes and what could not be read', () => {
  const finding = { code: 'NoMatch', subject: 'Pod a', path: [], details: ['x'] }
  const said = {
    taken: true,
    refused: [{ ...finding, severity: 'error', message: 'a <b>', sentence: 'a' } as const],
    notes: [{ ...finding, severity: 'note', message: 'c' } as const],
    problems: [{ file: 'a.json', message: 'not JSON' }],
    unchecked: ['x'],
    open: ['y'],
    notValidated: [],
  }
  expect(markdownReport(impact, said, { lead: ['- first'] })).toEqual([
    '- first',
    '',
    '**No placement change; new revisions: 0.**',
    '',
    '- \\! Pod a: a \\<b\\>',
    '  - x',
    '- · Pod a: c',
    '  - x',
    '- Not checked: x.',
    '- Not known: y.',
    '- Incomplete: 1 problem in the input.',
    '  - a.json: not JSON',
  ])
  const nothing = {
    taken: true,
    refused: [],
    notes: [],
    problems: [],
    unchecked: [],
    open: [],
    notValidated: [],
  }
  expect(markdownReport(impact, nothing)).toEqual(['**No placement change; new revisions: 0.**'])
})
