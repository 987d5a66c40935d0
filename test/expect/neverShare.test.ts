import { describe, expect, it } from 'vitest'
import { assertions } from '../../src/expect/assertions.js'
import { subjectOfSplit, daemonSets, poolOf } from '../support/split.js'

const asked = subjectOfSplit()

describe('neverShare', () => {
  it('finds the nodes on which two run', () => {
    expect(assertions.neverShare({ daemonSets }, asked)).toEqual([
      {
        code: 'SharesNodes',
        severity: 'error',
        subject: { kind: 'DaemonSet', namespace: 'default', name: 'large' },
        path: ['here'],
        template: false,
        other: 'default/small',
        nodes: ['n2', 'n3'],
      },
    ])
  })

  it('holds on nodes where they do not', () => {
    expect(assertions.neverShare({ daemonSets, except: { selector: 'cpus=4' } }, asked)).toEqual([])
  })

  it('finds templates on which two run for certain, and those where that depends on a label', () => {
    const templates = [poolOf('both', '4'), poolOf('open', ['2', '4']), poolOf('one', ['1', '2'])]
    const found = assertions.neverShare(
      { daemonSets, nodes: { selector: 'size' } },
      subjectOfSplit(),
    )
    expect(found).toMatchObject([{ what: 'nodes' }])
    const about = { daemonSets, nodes: { names: ['both', 'open', 'one'] } }
    expect(assertions.neverShare(about, subjectOfSplit(...templates))).toEqual([
      {
        code: 'SharesNodes',
        severity: 'error',
        subject: { kind: 'DaemonSet', namespace: 'default', name: 'large' },
        path: ['here'],
        template: true,
        other: 'default/small',
        nodes: ['both'],
      },
      {
        code: 'Undecided',
        severity: 'error',
        subject: { kind: 'DaemonSet', namespace: 'default', name: 'large' },
        path: ['here'],
        others: ['default/small'],
        nodes: ['open'],
        on: ['cpus'],
      },
    ])
    expect(
      assertions.neverShare({ ...about, templates: false }, subjectOfSplit(...templates)),
    ).toMatchObject([{ what: 'nodes' }])
  })

  it('fails about nothing', () => {
    expect(assertions.neverShare({ daemonSets: ['none'], nodes: {} }, asked)).toMatchObject([
      { what: 'daemonSets' },
    ])
    expect(assertions.neverShare({ daemonSets, nodes: { selector: 'a in' } }, asked)).toMatchObject(
      [{ code: 'UnreadableSelector' }],
    )
    expect(assertions.neverShare({ daemonSets, nodes: { names: [] } }, asked)).toMatchObject([
      { what: 'nodes' },
    ])
  })
})
