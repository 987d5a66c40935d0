import { describe, expect, it } from 'vitest'
import type { NodeSelectorTerm } from '../../src/kube/affinity.js'
import type { Node } from '../../src/kube/node.js'
import { termMismatch } from '../../src/placement/termMismatch.js'
import { readNodeTerm } from '../../src/selector/nodeTerm.js'
import { aNode } from '../../src/testing/builders.js'

const node = aNode('n1', { labels: { zone: 'b', serial: 'x' } })
const mismatch = (term: NodeSelectorTerm, on: Node = node) =>
  termMismatch(readNodeTerm(term, ['t']), on)

describe('termMismatch', () => {
  it('names a broken term and an empty one', () => {
    expect(mismatch({})).toEqual({ code: 'EmptyTerm', path: ['t'] })
    expect(mismatch({ matchExpressions: [{ key: 'zone', operator: 'Near' }] }).code).toBe(
      'UnreadableTerm',
    )
  })

  it('lists every unmet requirement, with the value met and what nearly met it', () => {
    const term = {
      matchExpressions: [
        { key: 'zone', operator: 'In', values: ['a'] },
        { key: 'zone', operator: 'Exists' },
        { key: 'serial', operator: 'Gt', values: ['5'] },
        { key: 'disk', operator: 'Exists' },
      ],
      matchFields: [
        { key: 'metadata.name', operator: 'In', values: ['n2'] },
        { key: 'metadata.name', operator: 'NotIn', values: ['n2'] },
      ],
    }
    expect(mismatch(term)).toEqual({
      code: 'RequirementsUnmet',
      path: ['t'],
      requirements: [
        {
          path: ['t', 'matchExpressions', 0],
          nodePath: ['metadata', 'labels', 'zone'],
          key: 'zone',
          operator: 'In',
          values: ['a'],
          actual: 'b',
        },
        {
          path: ['t', 'matchExpressions', 2],
          nodePath: ['metadata', 'labels', 'serial'],
          key: 'serial',
          operator: 'Gt',
          values: ['5'],
          actual: 'x',
          near: { code: 'NotAnInteger' },
        },
        {
          path: ['t', 'matchExpressions', 3],
          nodePath: ['metadata', 'labels', 'disk'],
          key: 'disk',
          operator: 'Exists',
          values: [],
        },
        {
          path: ['t', 'matchFields', 0],
          nodePath: ['metadata', 'name'],
          key: 'metadata.name',
          operator: 'In',
          values: ['n2'],
          actual: 'n1',
        },
      ],
    })
  })

  it('asks a node without a name for no field', () => {
    const term = {
      matchExpressions: [{ key: 'zone', operator: 'Exists' }],
      matchFields: [{ key: 'metadata.name', operator: 'In', values: ['n2'] }],
    }
    const { code, ...rest } = mismatch(term, { metadata: {} })
    expect(code).toBe('RequirementsUnmet')
    expect('requirements' in rest && rest.requirements.map(({ key }) => key)).toEqual(['zone'])
  })
})
