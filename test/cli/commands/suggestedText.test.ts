import { describe, expect, it } from 'vitest'
import { suggestedText } from '../../../src/cli/commands/suggestedText.js'
import type { Fix } from '../../../src/suggest/suggestion.js'
import { plainStyle } from '../../../src/report/text/style.js'

const way = (node: string): Fix => ({
  changes: [{ code: 'NodeNamed', path: [], node }],
  tolerations: [],
  patch: [],
  gained: ['n1'],
})

describe('suggestedText', () => {
  it('numbers the ways, and does not tell all of many', async () => {
    const fixes = Array.from({ length: 8 }, (_, i) => way(`w${i}`))
    const lines = await suggestedText({ daemonSet: 'a/b', node: 'n1', fixes }, plainStyle)
    expect(lines.slice(0, 3)).toEqual([
      'a/b on n1: it selects other nodes; 8 ways to fix it (--patch FORMAT --fix N)',
      '  1. node affinity names w0 in a term of its own',
      '     It would then run on no other node.',
    ])
    expect(lines.at(-1)).toBe('  and 2 more (-o json)')
    expect(lines).toHaveLength(14)
  })
})
