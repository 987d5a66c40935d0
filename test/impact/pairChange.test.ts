import { describe, expect, it } from 'vitest'
import { composeChanges, pairChange, type PairChange } from '../../src/impact/pairChange.js'
import type { NodePlacement } from '../../src/impact/nodePlacement.js'

const run: NodePlacement = { decision: 'run', reasons: [] }
const stay: NodePlacement = { decision: 'stay', reasons: [] }
const leave: NodePlacement = { decision: 'leave', reasons: [] }

const change = (
  node: string,
  before?: NodePlacement,
  after?: NodePlacement,
  daemonSet = 'a/b',
): readonly PairChange[] => {
  const found = pairChange(daemonSet, node, before, after)
  return found === undefined ? [] : [found]
}

describe('pairChange', () => {
  it('is none between equal standings', () => {
    expect(pairChange('a/b', 'n', run, { ...run })).toBeUndefined()
    expect(pairChange('a/b', 'n', undefined, undefined)).toBeUndefined()
  })

  it('leaves out a side that is absent', () => {
    expect(pairChange('a/b', 'n', run, undefined)).toEqual({
      daemonSet: 'a/b',
      node: 'n',
      before: run,
    })
  })
})

describe('composeChanges', () => {
  it('keeps what either did, from the first to the last', () => {
    const first = [...change('n1', run, stay), ...change('n2', run, stay)]
    const second = [...change('n2', stay, leave), ...change('n3', undefined, run)]
    expect(composeChanges(first, second)).toEqual([
      ...change('n1', run, stay),
      ...change('n2', run, leave),
      ...change('n3', undefined, run),
    ])
  })

  it('drops what is undone', () => {
    expect(composeChanges(change('n', run, stay), change('n', stay, run))).toEqual([])
    expect(composeChanges(change('n', undefined, run), change('n', run, undefined))).toEqual([])
  })

  it('sorts by DaemonSet, then by node', () => {
    const b = change('n1', run, stay, 'b/b')
    const a = [...change('n2', run, stay), ...change('n1', run, stay)]
    expect(composeChanges(b, a).map(({ daemonSet, node }) => `${daemonSet} ${node}`)).toEqual([
      'a/b n1',
      'a/b n2',
      'b/b n1',
    ])
  })
})
