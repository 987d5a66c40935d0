import * as E from 'fp-ts/Either'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { testTemplates } from '../../src/expect/testTemplates.js'
import { readNodes } from '../../src/expect/nodeSet.js'
import type { NodeSet } from '../../src/expect/suite.js'
import { decideTemplate } from '../../src/pools/decideTemplate.js'
import type { NodeTemplate } from '../../src/pools/nodeTemplate.js'
import { aDaemonSet, aNode } from '../../src/testing/builders.js'
import { frozenly } from '../support/frozen.js'
import { aPolicy } from '../support/policy.js'

const subjectOf = (template: NodeTemplate, nodes: NodeSet, except?: NodeSet) => {
  const read = readNodes(nodes, except)
  if (E.isLeft(read)) throw new Error('a selector that can be read')
  return testTemplates([template], read.right)
}

const known = { node: aNode('pool', { labels: { os: 'linux' }, taints: ['a:NoExecute'] }) }
const open = { node: aNode('pool'), unknownLabels: [{ key: 'zone' }, { key: 'nvidia.com/' }] }

describe('the templates that are asked about', () => {
  it.each<[string, NodeTemplate, NodeSet, NodeSet | undefined]>([
    ['everything is', known, {}, undefined],
    ['its name is', known, { names: ['pool'] }, undefined],
    ['its labels are, whatever its taints', known, { selector: 'os=linux' }, undefined],
    ['what is excepted is something else', known, {}, { selector: 'os=windows' }],
    ['an unknown label does not matter', open, {}, { names: ['other'], selector: 'zone=a' }],
  ])('are asked about for certain where %s', (_what, template, nodes, except) => {
    expect(subjectOf(template, nodes, except)).toEqual([{ template, on: [] }])
  })

  it.each<[string, NodeTemplate, NodeSet, NodeSet | undefined]>([
    ['another name', known, { names: ['other'] }, undefined],
    ['other labels', known, { selector: 'os=windows' }, undefined],
    ['a label that is certainly absent', open, { selector: 'os' }, undefined],
    ['what is excepted', known, {}, { selector: 'os=linux' }],
    [
      'what is excepted with the value asked',
      open,
      { selector: 'zone=a' },
      { selector: 'zone in (a,b)' },
    ],
  ])('are left out by %s', (_what, template, nodes, except) => {
    expect(subjectOf(template, nodes, except)).toEqual([])
  })

  it('are narrowed to what is asked, where that depends on a label', () => {
    const unknownLabels = [
      ...open.unknownLabels,
      { key: 'zone', requirements: [{ operator: 'In', values: ['a'] }] },
    ]
    expect(subjectOf(open, { selector: 'zone=a' })).toEqual([
      { template: { ...open, unknownLabels }, on: ['zone'] },
    ])
    expect(subjectOf(open, {}, { selector: 'zone!=a' })).toEqual([
      { template: { ...open, unknownLabels }, on: ['zone'] },
    ])
  })

  it('are not narrowed by what is no single requirement', () => {
    const on = ['zone', 'nvidia.com/gpu']
    expect(subjectOf(open, {}, { selector: 'zone=a,nvidia.com/gpu' })).toEqual([
      { template: open, on: expect.arrayContaining(on) as string[] },
    ])
    expect(subjectOf(open, {}, { selector: 'zone>3' })).toEqual([{ template: open, on: ['zone'] }])
  })

  const ITEMS = ['a', '!a', 'a=x', 'a!=x', 'a in (x,y)', 'b', 'b=x', 'b notin (x)', 'a>3', 'c']
  const anySelector = fc.subarray(ITEMS, { maxLength: 2 }).map((items) => items.join(','))
  const anyCase = frozenly(fc.record({ nodes: anySelector, except: fc.option(anySelector) }))
  const VALUES = [undefined, 'x', 'y', '5'] as const

  it('stand for every node that belongs, and no others where that is certain', () => {
    fc.assert(
      fc.property(anyCase, ({ nodes, except }) => {
        const template = { node: aNode('pool'), unknownLabels: [{ key: 'a' }, { key: 'b' }] }
        const set = {
          nodes: { selector: nodes },
          except: except === null ? null : { selector: except },
        }
        const read = readNodes(set.nodes, set.except)
        if (E.isLeft(read)) throw new Error('a selector that can be read')
        const [asked] = testTemplates([template], read.right)
        const belongs = VALUES.flatMap((a) =>
          VALUES.map((b) => ({ ...(a !== undefined && { a }), ...(b !== undefined && { b }) })),
        ).filter((labels) => read.right.has('pool', labels))
        if (asked === undefined) {
          expect(belongs).toEqual([])
          return
        }
        if (asked.on.length === 0) expect(belongs).toHaveLength(16)
        for (const nodeSelector of belongs) {
          const policy = aPolicy(aDaemonSet({ podSpec: { nodeSelector } }))
          const decision = decideTemplate(policy, asked.template)
          expect(decision.code === 'Depends' || decision.decision === 'run').toBe(true)
        }
      }),
    )
  })
})
