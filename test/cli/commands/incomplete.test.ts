import { describe, expect, it } from 'vitest'
import { incompleteJson, incompleteLines } from '../../../src/cli/commands/incomplete.js'
import { plainStyle } from '../../../src/report/text/style.js'

const PROBLEM = { file: 'a.yaml', message: 'unreadable' }

describe('input that was read in full', () => {
  it('is said to be complete in JSON, and nothing is said in text', () => {
    expect(incompleteJson([])).toEqual({ incomplete: false, problems: [] })
    expect(incompleteLines([], plainStyle)).toEqual([])
  })
})

describe('input that was read in part', () => {
  it('is told with its problems in JSON, and counted in text', () => {
    expect(incompleteJson([PROBLEM])).toEqual({ incomplete: true, problems: [PROBLEM] })
    expect(incompleteLines([PROBLEM], plainStyle)).toEqual(['Incomplete: 1 problem in the input.'])
    expect(incompleteLines([PROBLEM, PROBLEM], plainStyle)).toEqual([
      'Incomplete: 2 problems in the input.',
    ])
  })
})
