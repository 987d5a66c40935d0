import { describe, expect, it } from 'vitest'
import { widenTerm } from '../../src/suggest/suggestFixes.js'
import { readNodeTerm } from '../../src/selector/nodeTerm.js'
import { aNode } from '../../src/testing/builders.js'

const term = {
  matchExpressions: [
    { key: 'zone', operator: 'In', values: ['a'] },
    { key: 'disk', operator: 'Exists' },
    { key: 'gpu', operator: 'Exists' },
  ],
  matchFields: [{ key: 'metadata.name', operator: 'In', values: ['n1'] }],
}

describe('widenTerm', () => {
  it('keeps what holds, widens what can be widened, and drops the rest', () => {
    const node = aNode('n2', { labels: { zone: 'b', disk: 'ssd' } })
    expect(widenTerm(readNodeTerm(term, []), node)).toEqual({
      changes: [
        { code: 'ValueAdded', path: ['matchExpressions', 0], key: 'zone', value: 'b' },
        {
          code: 'RequirementDropped',
          path: ['matchExpressions', 2],
          key: 'gpu',
          operator: 'Exists',
          values: [],
        },
        {
          code: 'RequirementDropped',
          path: ['matchFields', 0],
          key: 'metadata.name',
          operator: 'In',
          values: ['n1'],
        },
      ],
      term: {
        matchExpressions: [
          { key: 'zone', operator: 'In', values: ['a', 'b'] },
          { key: 'disk', operator: 'Exists' },
        ],
      },
    })
  })

  it('leaves nothing of a term of which nothing holds', () => {
    const { matchFields } = term
    expect(widenTerm(readNodeTerm({ matchFields }, []), aNode('n2')).term).toBe(undefined)
  })

  it('keeps fields before a node without a name, on which they count as met', () => {
    const { matchFields } = term
    expect(widenTerm(readNodeTerm({ matchFields }, []), {})).toEqual({
      changes: [],
      term: { matchFields },
    })
  })
})
