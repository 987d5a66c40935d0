import { describe, expect, it } from 'vitest'
import { InputError, UsageError } from '../../../src/cli/exitCode.js'
import { notFound } from '../../../src/cli/commands/notFound.js'

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
    expect(error.message).toBe(
      [
        'no node n1, as far as it could be read:',
        '  a.yaml: document 2: Node n1: expected string',
        '  b.yaml: is a directory',
      ].join('\n'),
    )
  })
})
