import { describe, expect, it } from 'vitest'
import { runsOnNo } from '../../src/expect/runsOnNo.js'
import { askedOfSplit, daemonSets, poolOf } from '../support/split.js'

const asked = askedOfSplit()

describe('runsOnNo', () => {
  it('finds those of some DaemonSets that run where they should not', () => {
    expect(runsOnNo({ daemonSets, nodes: { selector: 'cpus=2' } }, asked)).toMatchObject([
      { code: 'RunsWhereForbidden', subject: { name: 'small' }, nodes: ['n1'] },
    ])
  })

  it('means every DaemonSet without a list', () => {
    expect(runsOnNo({ nodes: { selector: 'cpus' } }, asked)).toHaveLength(2)
    expect(
      runsOnNo({ nodes: { selector: 'cpus' }, except: { names: ['n1', 'n2', 'n3'] } }, asked),
    ).toMatchObject([{ subject: { name: 'large' }, nodes: ['n4'] }])
  })

  it('holds where there are no such nodes', () => {
    expect(runsOnNo({ nodes: { selector: 'fargate' } }, asked)).toEqual([])
  })

  it('finds templates on which it runs for certain, and those where that depends on a label', () => {
    const templates = [poolOf('sure', '2'), poolOf('open', ['2', '8']), poolOf('fine', ['8', '9'])]
    const about = { daemonSets: ['small'], nodes: { names: ['sure', 'open', 'fine'] } }
    expect(runsOnNo(about, askedOfSplit(...templates))).toMatchObject([
      { code: 'RunsWhereForbidden', template: true, nodes: ['sure'] },
      { code: 'Undecided', others: [], nodes: ['open'], on: ['cpus'] },
    ])
    expect(runsOnNo({ ...about, templates: false }, askedOfSplit(...templates))).toEqual([])
  })

  it('fails about nothing', () => {
    expect(runsOnNo({ daemonSets: ['none'], nodes: {} }, asked)).toMatchObject([
      { what: 'daemonSets' },
    ])
    expect(runsOnNo({ daemonSets, nodes: { selector: 'a in' } }, asked)).toMatchObject([
      { code: 'UnreadableSelector' },
    ])
  })
})
