import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyTaint, anyToleration } from 'podfit/arbitraries'
import type { Toleration } from '../../src/kube/toleration.js'
import { newestSemantics } from '../../src/kube/semantics.js'
import { taintAnswers } from '../../src/placement/taintAnswers.js'
import { tolerates } from '../../src/taint/tolerates.js'
import { aTaint } from '../../src/testing/builders.js'
import { frozenly } from '../support/frozen.js'
import { aPolicy } from '../support/policy.js'

const numbersWith = (...tolerations: readonly Toleration[]) => {
  const numbers = taintAnswers([aPolicy({ spec: { tolerations } })])
  return (...taints: readonly string[]) => numbers(taints.map(aTaint))
}

describe('taintAnswers', () => {
  const numbers = numbersWith({ key: 'gpu', operator: 'Exists' }, { key: 'team', value: 'a' })

  it('tells taints apart by effect and by who tolerates them', () => {
    const gpu = numbers('gpu=x:NoSchedule')
    expect(gpu).toHaveLength(1)
    expect(numbers('gpu=y:NoSchedule')).toEqual(gpu)
    expect(numbers('gpu=x:NoExecute')).not.toEqual(gpu)
    expect(numbers('team=a:NoSchedule')).not.toEqual(gpu)
    expect(numbers('team=b:NoSchedule')).not.toEqual(numbers('team=a:NoSchedule'))
  })

  it('gives all taints that nobody tolerates one number, an effect', () => {
    const nobody = numbers('a:NoSchedule')
    expect(nobody).toHaveLength(1)
    expect(numbers('b=1:NoSchedule')).toEqual(nobody)
    expect(numbers('b:NoExecute')).not.toEqual(nobody)
  })

  it('leaves out taints that block nobody, order and repetition', () => {
    expect(numbers()).toEqual([])
    expect(numbers('a:PreferNoSchedule', 'a', 'a:Other')).toEqual([])
    const both = numbers('gpu:NoSchedule', 'team=a:NoSchedule')
    expect(both).toHaveLength(2)
    expect(numbers('team=a:NoSchedule', 'gpu:NoSchedule', 'gpu=2:NoSchedule')).toEqual(both)
  })

  it.each([null, undefined])('takes %s for no taints', (taints) => {
    expect(taintAnswers([])(taints)).toEqual([])
  })

  it('asks by the rules of each policy', () => {
    const spec = { tolerations: [{ key: 'n', operator: 'Gt', value: '5' }] }
    const older = taintAnswers([aPolicy({ spec })])
    const newer = taintAnswers([
      aPolicy({ spec }),
      aPolicy({ spec }, { ...newestSemantics, tolerationComparison: true }),
    ])
    const [small, large] = [[aTaint('n=1:NoSchedule')], [aTaint('n=9:NoSchedule')]]
    expect(older(small)).toEqual(older(large))
    expect(newer(small)).not.toEqual(newer(large))
  })

  it('are the same for two taints exactly if effect and every toleration are', () => {
    const blocking = fc
      .tuple(anyTaint, fc.constantFrom('NoSchedule', 'NoExecute'))
      .map(([taint, effect]) => ({ ...taint, effect }))
    const tolerations = fc.array(anyToleration, { maxLength: 5 })
    fc.assert(
      fc.property(frozenly(tolerations), frozenly(blocking), frozenly(blocking), (all, a, b) => {
        const numbersOf = taintAnswers([aPolicy({ spec: { tolerations: all } })])
        const said = [a, b].map((taint) =>
          [taint.effect, ...all.map((toleration) => tolerates(toleration, taint))].join(),
        )
        expect(numbersOf([a]).join() === numbersOf([b]).join()).toBe(said[0] === said[1])
      }),
    )
  })
})
