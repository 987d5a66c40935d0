import { describe, expect, it } from 'vitest'
import { refusalsJson, refusalText } from '../../../src/cli/commands/refusals.js'

const served = (name: string, refused: readonly string[]) => ({
  daemonSet: { metadata: { namespace: 'apps', name } },
  refused,
})

describe('refusals', () => {
  it('name the DaemonSets that the API server refuses, with its errors, and no others', () => {
    expect(refusalsJson([served('a', []), served('b', ['x', 'y'])])).toEqual([
      { daemonSet: 'apps/b', errors: ['x', 'y'] },
    ])
  })

  it('are told in the words of the API server', () => {
    expect(refusalText('spec: Required value')).toBe(
      'the API server refuses it: spec: Required value',
    )
  })
})
