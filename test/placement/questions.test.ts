import { describe, expect, it } from 'vitest'
import { compile } from '../../src/placement/compile.js'
import { labelQuestions, nameQuestions } from '../../src/placement/questions.js'

const policy = compile({
  spec: {
    nodeName: 'n1',
    nodeSelector: { disk: 'ssd' },
    affinity: {
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [
            { matchExpressions: [{ key: 'zone', operator: 'NotIn', values: ['a', 'b'] }] },
            {
              matchFields: [
                { key: 'metadata.name', operator: 'In', values: ['n2'] },
                { key: 'metadata.namespace', operator: 'In', values: ['x'] },
              ],
            },
          ],
        },
      },
    },
  },
})
const empty = compile({ spec: {} })

describe('the questions of a policy', () => {
  it('about labels are its node selector and its expressions', () => {
    expect(
      labelQuestions(policy).map(({ key, question }) => [
        key,
        question.operator,
        ...question.listed,
      ]),
    ).toEqual([
      ['disk', 'In', 'ssd'],
      ['zone', 'NotIn', 'a', 'b'],
    ])
    expect(labelQuestions(empty)).toEqual([])
  })

  it('about the name are nodeName, whether there is one, and the fields that ask for it', () => {
    expect(nameQuestions(policy).map(({ operator, listed }) => [operator, ...listed])).toEqual([
      ['In', 'n1'],
      ['In', ''],
      ['In', 'n2'],
    ])
    expect(nameQuestions(empty)).toEqual([])
  })
})
