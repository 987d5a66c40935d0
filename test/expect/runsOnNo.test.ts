import { describe, expect, it } from 'vitest'
import { assertions } from '../../src/expect/assertions.js'
import { subjectOfSplit, daemonSets, poolOf } from '../support/split.js'

const asked = subjectOfSplit()

describe('runsOnNo', () => {
  it('finds those of some DaemonSets that run where they should not', () => {
    expect(assertions.runsOnNo({ daemonSets, nodes: { selector: 'cpus=2' } }, asked)).toMatchObject(
      [{ code: 'RunsWhereForbidden', subject: { name: 'small' }, nodes: ['n1'] }],
    )
  })

  it('means every DaemonSet without a list', () => {
    expect(assertions.runsOnNo({ nodes: { selector: 'cpus' } }, asked)).toHaveLength(2)
    expect(
      assertions.runsOnNo(
        { nodes: { selector: 'cpus' }, except: { names: ['n1', 'n2', 'n3'] } },
        asked,
      ),
    ).toMatchObject([{ subject: { name: 'large' }, nodes: ['n4'] }])
  })

  it('holds where there are no such nodes', () => {
    expect(assertions.runsOnNo({ nodes: { selector: 'fargate' } }, asked)).toEqual([])
  })

  it('finds templates on which it runs for certain, and those where that depends on a label', () => {
    const templates = [poolOf('sure', '2'), poolOf('open', ['2', '8']), poolOf('fine', ['8', '9'])]
    const about = { daemonSets: ['small'], nodes: { names: ['sure', 'open', 'fine'] } }
    expect(assertions.runsOnNo(about, subjectOfSplit(...templates))).toMatchObject([
      { code: 'RunsWhereForbidden', template: true, nodes: ['sure'] },
      { code: 'Undecided', others: [], nodes: ['open'], on: ['cpus'] },
    ])
    expect(
      assertions.runsOnNo({ ...about, templates: false }, subjectOfSplit(...templates)),
    ).toEqual([])
  })

  it('fails about nothing', () => {
    expect(assertions.runsOnNo({ daemonSets: ['none'], nodes: {} }, asked)).toMatchObject([
      { what: 'daemonSets' },
    ])
    expect(assertions.runsOnNo({ daemonSets, nodes: { selector: 'a in' } }, asked)).toMatchObject([
      { code: 'UnreadableSelector' },
    ])
  })
})
