import { describe, expect, it } from 'vitest'
import { templateChanges } from '../../../src/impact/diff.js'
import type { Policy } from '../../../src/placement/policy.js'
import { plainStyle } from '../../../src/report/text/style.js'
import { templateChangeLines } from '../../../src/report/text/impactText.js'
import { templateDecisionText } from '../../../src/report/text/verdictText.js'
import { aNode } from '../../../src/testing/builders.js'
import { aPolicy } from '../../support/policy.js'

const policyOf = (spec: object) => aPolicy({ kind: 'DaemonSet', spec: { template: { spec } } })
const any = policyOf({})
const picky = policyOf({ nodeSelector: { zone: 'a' } })
const pool = {
  node: aNode('pool', { taints: ['gpu:NoSchedule'] }),
  unknownLabels: [{ key: 'zone' }],
}

const lines = (before: Policy | undefined, after: Policy | undefined): readonly string[] =>
  templateChangeLines(templateChanges('a/b', before, after, [pool]), plainStyle)

describe('templateChangeLines', () => {
  it('say what becomes of the pool and why', () => {
    expect(lines(any, picky)).toEqual([
      '? node pool pool: stay → stay or leave, depending on zone: untolerated taint gpu:NoSchedule',
    ])
    expect(lines(any, policyOf({ tolerations: [{ operator: 'Exists' }] }))).toEqual([
      '+ node pool pool: stay → run',
    ])
    expect(lines(undefined, any)).toEqual([
      '- node pool pool: absent → stay: untolerated taint gpu:NoSchedule',
    ])
    expect(lines(any, undefined)).toEqual(['- node pool pool: stay → absent'])
  })
})

describe('templateDecisionText', () => {
  it('is the decision when that is certain', () => {
    expect(templateDecisionText({ code: 'Certain', decision: 'run' }, plainStyle)).toBe('run')
  })
})
