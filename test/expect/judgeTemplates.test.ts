import { describe, expect, it } from 'vitest'
import { judgeTemplates } from '../../src/expect/judgeTemplates.js'
import type { NodeTemplate } from '../../src/pools/nodeTemplate.js'
import { aDaemonSet, aNode } from '../../src/testing/builders.js'
import { subjectOf } from '../support/testSubject.js'
import { aPolicy } from '../support/policy.js'

const selecting = (nodeSelector: Readonly<Record<string, string>>) =>
  aPolicy(aDaemonSet({ podSpec: { nodeSelector } }))
const x = selecting({ zone: 'x' })
const y = selecting({ zone: 'y', disk: 'ssd' })

const openPool = (name: string, ...values: readonly string[]): NodeTemplate => ({
  node: aNode(name, { labels: { disk: 'ssd' } }),
  unknownLabels: [
    { key: 'zone', requirements: [{ operator: 'In', values }] },
    { key: 'other', requirements: [] },
  ],
})

const subject = { kind: 'Case', name: 'case' } as const
const judge = (
  template: NodeTemplate,
  isWrong: (runs: readonly boolean[]) => boolean,
  on: readonly string[] = [],
) => judgeTemplates([{ template, on }], [x, y], isWrong, { subject }, subjectOf({}))

describe('judgeTemplates', () => {
  it('finds nothing where nothing that may come about is wrong, though each alone is open', () => {
    const both = (runs: readonly boolean[]): boolean => runs.every(Boolean)
    expect(judge(openPool('pool', 'x', 'y'), both)).toEqual({ broken: [], undecided: [] })
  })

  it('is certain where all that may come about is wrong', () => {
    const one = (runs: readonly boolean[]): boolean => runs.some(Boolean)
    const template = openPool('pool', 'x', 'y')
    expect(judge(template, one)).toEqual({
      broken: [
        {
          name: 'pool',
          template,
          runs: [
            [true, false],
            [false, true],
          ],
        },
      ],
      undecided: [],
    })
  })

  it('is undecided where some of it is, or where it is open whether such nodes are meant', () => {
    const none = (runs: readonly boolean[]): boolean => !runs.some(Boolean)
    const found = { code: 'Undecided', subject, path: ['here'], others: [], nodes: ['pool'] }
    expect(judge(openPool('pool', 'x', 'z'), none)).toMatchObject({
      broken: [],
      undecided: [{ ...found, on: ['zone'] }],
    })
    expect(judge(openPool('pool', 'z'), none, ['size'])).toMatchObject({
      undecided: [{ ...found, on: ['size'] }],
    })
  })

  it('puts together what depends on the same labels', () => {
    const templates = ['p', 'q'].map((name) => ({ template: openPool(name, 'x', 'z'), on: [] }))
    const isWrong = ([first]: readonly boolean[]): boolean => first === true
    expect(
      judgeTemplates(templates, [x], isWrong, { subject }, subjectOf({})).undecided,
    ).toMatchObject([{ nodes: ['p', 'q'], on: ['zone'] }])
  })

  it('leaves open what depends on too many labels to go through their values', () => {
    const keys = Array.from({ length: 11 }, (_, i) => `k${10 + i}`)
    const policies = keys.map((key) => selecting({ [key]: 'x' }))
    const template = { node: aNode('pool'), unknownLabels: keys.map((key) => ({ key })) }
    const found = judgeTemplates(
      [{ template, on: [] }],
      policies,
      () => false,
      { subject },
      subjectOf({}),
    )
    expect(found).toMatchObject({ broken: [], undecided: [{ nodes: ['pool'], on: keys }] })
  })
})
