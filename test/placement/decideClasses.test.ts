import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyNode, anyPodSpec } from 'podfit/arbitraries'
import { decide } from '../../src/placement/decide.js'
import { decideClasses } from '../../src/placement/decideClasses.js'
import { aNode } from '../../src/testing/builders.js'
import { frozenly } from '../support/frozen.js'
import { aPolicy } from '../support/policy.js'

const selecting = (nodeSelector: Readonly<Record<string, string>>) =>
  aPolicy({ kind: 'DaemonSet', spec: { template: { spec: { nodeSelector } } } })

describe('decideClasses', () => {
  it('tells classes apart by what any policy asks, and decides each policy by what it asks', () => {
    const policies = [selecting({ zone: 'a' }), selecting({ disk: 'ssd' }), selecting({})]
    const nodes = ['a ssd', 'a hdd', 'b ssd', 'a ssd', 'b hdd'].map((words, i) => {
      const [zone = '', disk = ''] = words.split(' ')
      const taints = i === 4 ? ['x:NoExecute'] : []
      return aNode(`n${i}`, { labels: { zone, disk }, taints })
    })
    expect(
      decideClasses(policies, nodes).map((each) => [
        each.nodes.map((node) => node.metadata?.name).join(),
        ...each.decisions,
      ]),
    ).toEqual([
      ['n0,n3', 'run', 'run', 'run'],
      ['n1', 'run', 'leave', 'run'],
      ['n2', 'leave', 'run', 'run'],
      ['n4', 'leave', 'leave', 'leave'],
    ])
  })

  it('decides every policy about every class as the walk does', () => {
    const policies = fc.array(
      fc
        .tuple(fc.constantFrom('DaemonSet', 'Job'), frozenly(anyPodSpec))
        .map(([kind, spec]) => aPolicy({ kind, spec: { template: { spec } } })),
      { maxLength: 5 },
    )
    fc.assert(
      fc.property(policies, frozenly(fc.array(anyNode)), (asked, nodes) => {
        for (const each of decideClasses(asked, nodes)) {
          for (const node of each.nodes) {
            expect(each.decisions).toEqual(asked.map((policy) => decide(policy, node)))
          }
        }
      }),
    )
  })
})
