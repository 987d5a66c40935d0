import { describe, expect, it } from 'vitest'
import { InputError, UsageError } from '../../../src/cli/exitCode.js'
import {
  incompleteJson,
  incompleteLines,
  notFound,
  problemText,
  type Problem,
} from '../../../src/cli/input/problem.js'
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
    expect(incompleteLines([PROBLEM], plainStyle)).toEqual([
      'Incomplete: 1 problem in the input.',
      '  a.yaml: unreadable',
    ])
    expect(incompleteLines([PROBLEM, PROBLEM], plainStyle)).toEqual([
      'Incomplete: 2 problems in the input.',
      '  a.yaml: unreadable',
      '  a.yaml: unreadable',
    ])
  })
})

describe('notFound', () => {
  it('blames the command line when all of the input could be read', () => {
    const error = notFound('no node n1', [])
    expect(error).toBeInstanceOf(UsageError)
    expect(error.message).toBe('no node n1')
  })

  it('blames the input when part of it could not be read, and tells which', () => {
    const problem = { file: 'a.yaml', document: 2, object: 'Node n1', message: 'expected string' }
    const error = notFound('no node n1', [problem, { file: 'b.yaml', message: 'is a directory' }])
    expect(error).toBeInstanceOf(InputError)
    expect(error).toMatchObject({
      message: 'no node n1, as far as it could be read:',
      details: ['  a.yaml: document 2: Node n1: expected string', '  b.yaml: is a directory'],
    })
  })
})

describe('problemText', () => {
  it.each<[Problem, string]>([
    [{ file: 'a.yaml', message: 'permission denied' }, 'a.yaml: permission denied'],
    [
      { file: 'a.yaml', document: 2, line: 14, message: 'unexpected tab' },
      'a.yaml:14: document 2: unexpected tab',
    ],
    [
      {
        file: 'a.yaml',
        document: 3,
        object: 'Pod a/p',
        path: ['items', 1, 'metadata', 'labels', 'example.com/x'],
        message: 'expected string, found null',
      },
      'a.yaml: document 3: Pod a/p: items[1].metadata.labels["example.com/x"]: expected string, found null',
    ],
    [
      { file: 'a.yaml', document: 1, path: [], message: 'expected object, found a list' },
      'a.yaml: document 1: expected object, found a list',
    ],
  ])('%j', (problem, text) => {
    expect(problemText(problem)).toBe(text)
  })
})
