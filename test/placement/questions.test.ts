import { describe, expect, it } from 'vitest'
import { questions } from '../../src/placement/questions.js'
import { aPolicy } from '../support/policy.js'

const policy = aPolicy({
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
const empty = aPolicy({ spec: {} })

describe('the questions of a policy', () => {
  it('about labels are its node selector and its expressions', () => {
    expect(
      questions(policy).labels.map(({ key, question }) => [
        key,
        question.operator,
        ...question.listed,
      ]),
    ).toEqual([
      ['disk', 'In', 'ssd'],
      ['zone', 'NotIn', 'a', 'b'],
    ])
    expect(questions(empty).labels).toEqual([])
  })

  it('about the name are nodeName, whether there is one, and the fields that ask for it', () => {
    expect(questions(policy).name.map(({ operator, listed }) => [operator, ...listed])).toEqual([
      ['In', 'n1'],
      ['In', ''],
      ['In', 'n2'],
    ])
    expect(questions(empty).name).toEqual([])
  })

  it('whether the node is cordoned is asked by pods that the scheduler places', () => {
    const pod = (spec: object) => questions(aPolicy({ kind: 'Pod', spec })).cordon
    expect([pod({}), pod({ nodeName: 'n1' }), questions(policy).cordon]).toEqual([
      true,
      false,
      false,
    ])
  })
})
