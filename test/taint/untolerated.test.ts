import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyTaint, anyToleration } from 'podfit/arbitraries'
import { newestSemantics } from '../../src/kube/semantics.js'
import { readToleration } from '../../src/taint/readToleration.js'
import { untoleratedTaints, usedToleration } from '../../src/taint/untolerated.js'
import { aTaint } from '../../src/testing/builders.js'
import { frozenly } from '../support/frozen.js'

const BLOCKING = { effects: ['NoSchedule', 'NoExecute'] } as const

const anyTaints = frozenly(fc.array(anyTaint, { maxLength: 5 }))
const anyTolerations = frozenly(fc.array(anyToleration, { maxLength: 4 }))

describe('untoleratedTaints', () => {
  it('trap 10: a taint without an effect blocks nothing', () => {
    const taints = [aTaint('k')]
    expect(untoleratedTaints([], taints, BLOCKING)).toEqual([])
    expect(untoleratedTaints([], taints)).toEqual(taints)
    expect(untoleratedTaints([{ key: 'k', operator: 'Exists' }], taints)).toEqual([])
  })

  it('trap 22: the first blocking taint is neither a preference nor tolerated', () => {
    const taints = ['p:PreferNoSchedule', 'a=1:NoSchedule', 'b:NoExecute'].map(aTaint)
    const tolerations = [{ key: 'a', operator: 'Exists' }]
    expect(untoleratedTaints(tolerations, taints, BLOCKING)).toEqual([aTaint('b:NoExecute')])
    expect(untoleratedTaints(tolerations, taints)).toEqual(
      ['p:PreferNoSchedule', 'b:NoExecute'].map(aTaint),
    )
  })

  it.each([
    ['no taints', [], []],
    ['null for taints', null, []],
    ['no taints given', undefined, []],
  ])('tolerates %s', (_case, taints, expected) => {
    expect(untoleratedTaints(null, taints)).toEqual(expected)
  })

  it('counts no taint where no effect counts', () => {
    expect(untoleratedTaints([], [aTaint('a:NoSchedule'), aTaint('b')], { effects: [] })).toEqual(
      [],
    )
  })

  it('counts a taint without an effect where the empty effect counts', () => {
    const taint = { key: 'a', effect: null }
    expect(untoleratedTaints(undefined, [taint], { effects: [''] })).toEqual([taint])
  })

  it('hands back every one of equal taints', () => {
    const taints = [aTaint('a:NoSchedule'), aTaint('a:NoSchedule')]
    expect(untoleratedTaints([{ key: 'b', operator: 'Exists' }], taints)).toHaveLength(2)
  })

  it('compares numbers where the cluster does', () => {
    const tolerations = [{ key: 'cores', operator: 'Gt', value: '8' }]
    const taints = [aTaint('cores=16:NoSchedule')]
    expect(untoleratedTaints(tolerations, taints)).toEqual(taints)
    expect(
      untoleratedTaints(tolerations, taints, {
        semantics: { ...newestSemantics, tolerationComparison: true },
      }),
    ).toEqual([])
  })

  it('finds no more when a toleration is added', () => {
    fc.assert(
      fc.property(
        anyTolerations,
        frozenly(anyToleration),
        anyTaints,
        (tolerations, added, taints) => {
          const before = untoleratedTaints(tolerations, taints)
          expect(before).toEqual(
            expect.arrayContaining([...untoleratedTaints([...tolerations, added], taints)]),
          )
        },
      ),
    )
  })

  it('does not depend on the order of the tolerations', () => {
    fc.assert(
      fc.property(anyTolerations, anyTaints, (tolerations, taints) => {
        const reversed = [...tolerations].reverse()
        expect(untoleratedTaints(reversed, taints)).toEqual(untoleratedTaints(tolerations, taints))
      }),
    )
  })

  it('keeps the order of the taints, whichever that is', () => {
    fc.assert(
      fc.property(anyTolerations, anyTaints, (tolerations, taints) => {
        expect([...untoleratedTaints(tolerations, [...taints].reverse())].reverse()).toEqual(
          untoleratedTaints(tolerations, taints),
        )
      }),
    )
  })

  it('asks of each taint alone: two lists together leave what each of them leaves', () => {
    fc.assert(
      fc.property(anyTolerations, anyTaints, anyTaints, (tolerations, a, b) => {
        expect(untoleratedTaints(tolerations, [...a, ...b])).toEqual([
          ...untoleratedTaints(tolerations, a),
          ...untoleratedTaints(tolerations, b),
        ])
      }),
    )
  })

  it('with effects, leaves the taints of those effects among all that it leaves', () => {
    const anyEffects = frozenly(
      fc.subarray(['NoSchedule', 'PreferNoSchedule', 'NoExecute', ''] as const),
    )
    fc.assert(
      fc.property(anyTolerations, anyTaints, anyEffects, (tolerations, taints, effects) => {
        expect(untoleratedTaints(tolerations, taints, { effects })).toEqual(
          untoleratedTaints(tolerations, taints).filter((taint) =>
            new Set<string>(effects).has(taint.effect ?? ''),
          ),
        )
      }),
    )
  })
})

describe('usedToleration', () => {
  const read = (keys: readonly string[]) =>
    keys.map((key, i) => readToleration({ key, operator: 'Exists' }, ['tolerations', i]))

  it('is the first that tolerates, not the closest', () => {
    const used = usedToleration(read(['b', '', 'a']), aTaint('a:NoSchedule'), newestSemantics)
    expect(used?.source).toEqual(['tolerations', 1])
  })

  it('is none when nothing tolerates', () => {
    expect(usedToleration(read(['b']), aTaint('a:NoSchedule'), newestSemantics)).toBeUndefined()
    expect(usedToleration([], aTaint('a:NoSchedule'), newestSemantics)).toBeUndefined()
  })
})
