import { describe, expect, it } from 'vitest'
import {
  desiredAtLeast,
  exactlyOne,
  neverShare,
  runsOnNo,
} from '../../../src/impact/expect/sharing.js'
import { aDaemonSet, aNode } from '../../../src/testing/builders.js'
import { askedOf } from '../../support/asked.js'

/** kubernetes-sigs/karpenter#715: an agent that is split by the size of the nodes. */
const cpus = (operator: string, bound: string) => ({
  affinity: {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [{ matchExpressions: [{ key: 'cpus', operator, values: [bound] }] }],
      },
    },
  },
})
const small = aDaemonSet({ name: 'small', podSpec: cpus('Lt', '5') })
const large = aDaemonSet({ name: 'large', podSpec: cpus('Gt', '3') })
const nodes = ['2', '4', '4', '8', undefined].map((count, i) =>
  aNode(`n${i + 1}`, { labels: count === undefined ? {} : { cpus: count } }),
)
const asked = askedOf({ nodes, daemonSets: [small, large] })
const daemonSets = ['small', 'large']

describe('neverShare', () => {
  it('finds the nodes on which two run', () => {
    expect(neverShare({ daemonSets }, asked)).toEqual([
      {
        code: 'SharesNodes',
        severity: 'error',
        subject: { kind: 'DaemonSet', namespace: 'default', name: 'large' },
        at: ['here'],
        other: 'default/small',
        nodes: ['n2', 'n3'],
      },
    ])
  })

  it('holds on nodes where they do not', () => {
    expect(neverShare({ daemonSets, except: { selector: 'cpus=4' } }, asked)).toEqual([])
  })
})

describe('exactlyOne', () => {
  it('finds nodes with none of them, and with more than one', () => {
    expect(exactlyOne({ daemonSets }, asked)).toMatchObject([
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
    expect(exactlyOne({ daemonSets, nodes: { names: ['n1', 'n4'] } }, asked)).toEqual([])
  })
})

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
})

describe('desiredAtLeast', () => {
  it('compares the number of nodes that run it', () => {
    expect(desiredAtLeast({ daemonSets, count: 3 }, asked)).toEqual([])
    expect(desiredAtLeast({ daemonSets: ['small'], count: 4 }, asked)).toMatchObject([
      { code: 'DesiresTooFew', subject: { name: 'small' }, expected: 4, desired: 3 },
    ])
  })
})

describe('an assertion about nothing', () => {
  it.each([
    ['neverShare', neverShare],
    ['exactlyOne', exactlyOne],
    ['runsOnNo', runsOnNo],
  ])('%s fails', (_name, check) => {
    expect(check({ daemonSets: ['none'], nodes: {} }, asked)).toMatchObject([
      { what: 'daemonSets' },
    ])
    expect(check({ daemonSets, nodes: { selector: 'a in' } }, asked)).toMatchObject([
      { code: 'UnreadableSelector' },
    ])
  })

  it.each([
    ['neverShare', neverShare],
    ['exactlyOne', exactlyOne],
  ])('%s fails without nodes', (_name, check) => {
    expect(check({ daemonSets, nodes: { names: [] } }, asked)).toMatchObject([{ what: 'nodes' }])
  })

  it('desiredAtLeast fails without DaemonSets', () => {
    expect(desiredAtLeast({ daemonSets: ['none'], count: 0 }, asked)).toMatchObject([
      { what: 'daemonSets' },
    ])
  })
})
