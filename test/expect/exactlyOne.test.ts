import { describe, expect, it } from 'vitest'
import { assertions } from '../../src/expect/assertions.js'
import { subjectOfSplit, daemonSets, poolOf } from '../support/split.js'

const asked = subjectOfSplit()

describe('exactlyOne', () => {
  it('finds nodes with none of them, and with more than one', () => {
    expect(assertions.exactlyOne({ daemonSets }, asked)).toMatchObject([
      {
        code: 'NotExactlyOne',
        subject: { kind: 'Node', name: 'n2' },
        of: ['default/large', 'default/small'],
        run: ['default/large', 'default/small'],
        nodes: ['n2', 'n3'],
      },
      { subject: { kind: 'Node', name: 'n5' }, run: [], nodes: ['n5'] },
    ])
  })

  it('holds where one of them runs', () => {
    expect(assertions.exactlyOne({ daemonSets, nodes: { names: ['n1', 'n4'] } }, asked)).toEqual([])
  })

  it('finds templates with none or more for certain, and those where that depends on a label', () => {
    const templates = [
      poolOf('both', '4'),
      poolOf('open', ['2', '4']),
      poolOf('fine', ['2', '8']),
      poolOf('never', ['4', 'many']),
    ]
    const about = { daemonSets, nodes: { names: ['both', 'open', 'fine', 'never'] } }
    const run = ['default/large', 'default/small']
    expect(assertions.exactlyOne(about, subjectOfSplit(...templates))).toMatchObject([
      {
        subject: { kind: 'NodeTemplate', name: 'both' },
        template: true,
        run,
        nodes: ['both', 'never'],
      },
      {
        subject: { kind: 'NodeTemplate', name: 'never' },
        template: true,
        run: [],
        nodes: ['never'],
      },
      { code: 'Undecided', subject: { kind: 'Case' }, others: run, nodes: ['open'], on: ['cpus'] },
    ])
  })

  it('fails about nothing', () => {
    expect(assertions.exactlyOne({ daemonSets: ['none'], nodes: {} }, asked)).toMatchObject([
      { what: 'daemonSets' },
    ])
    expect(assertions.exactlyOne({ daemonSets, nodes: { selector: 'a in' } }, asked)).toMatchObject(
      [{ code: 'UnreadableSelector' }],
    )
    expect(assertions.exactlyOne({ daemonSets, nodes: { names: [] } }, asked)).toMatchObject([
      { what: 'nodes' },
    ])
  })
})
