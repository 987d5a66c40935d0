import * as E from 'fp-ts/Either'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyTaint } from 'podfit/arbitraries'
import type { Faults } from '../../src/data/orThrow.js'
import { editTaints, type EditedTaints } from '../../src/kubectl/editTaints.js'
import { parseTaints } from '../../src/kubectl/parseTaints.js'
import type { Taint } from '../../src/kube/taint.js'
import type { TaintFault } from '../../src/reason/kubectlFault.js'
import { aTaint } from '../../src/testing/builders.js'
import { frozenly } from '../support/frozen.js'

/** `kubectl taint` from its arguments to the end; `--overwrite` is an argument too. */
const taint = (
  taints: readonly Taint[] | null | undefined,
  ...args: readonly string[]
): E.Either<Faults<TaintFault>, EditedTaints> => {
  const parsed = parseTaints(args.filter((arg) => arg !== '--overwrite'))
  return E.isLeft(parsed)
    ? parsed
    : editTaints(taints, parsed.right, { overwrite: args.includes('--overwrite') })
}

const done = (operation: EditedTaints['operation'], ...taints: readonly string[]) =>
  E.right({ operation, taints: taints.map(aTaint) })

describe('editTaints', () => {
  const three = ['a=1:NoSchedule', 'b=2:NoExecute', 'a=3:NoExecute'].map(aTaint)

  it.each<[string, readonly Taint[], readonly string[], ReturnType<typeof taint>]>([
    [
      '105: a removal that is left with nothing',
      [aTaint('foo:NoSchedule')],
      ['foo-', 'foo-'],
      E.left([{ code: 'TaintNotFound', taints: [{ key: 'foo', effect: '' }] }]),
    ],
    [
      '107: a taint that is there already',
      [aTaint('foo=bar:NoSchedule')],
      ['foo=bar:NoSchedule'],
      E.left([{ code: 'AlreadyTainted', keys: ['foo'] }]),
    ],
    [
      '108: with --overwrite, new ones in front',
      three,
      ['b=9:NoExecute', 'q:NoSchedule', '--overwrite'],
      done('modified', 'b=9:NoExecute', 'q:NoSchedule', 'a=1:NoSchedule', 'a=3:NoExecute'),
    ],
    ['109: a key with all its effects', three, ['a-'], done('untainted', 'b=2:NoExecute')],
    [
      '110: one removal of nothing stops the other',
      three,
      ['zz-', 'a-'],
      E.left([{ code: 'TaintNotFound', taints: [{ key: 'zz', effect: '' }] }]),
    ],
    [
      '111: duplicates collapse, and the word is odd',
      [aTaint('a=1:NoSchedule'), aTaint('a=2:NoSchedule')],
      ['b:NoSchedule'],
      done('untainted', 'b:NoSchedule', 'a=1:NoSchedule'),
    ],
  ])('trap %s', (_trap, taints, args, expected) => {
    expect(taint(taints, ...args)).toEqual(expected)
  })

  it.each<[string, readonly string[], readonly string[], ReturnType<typeof taint>]>([
    [
      'an addition',
      ['a:NoSchedule'],
      ['b=x:NoExecute'],
      done('tainted', 'b=x:NoExecute', 'a:NoSchedule'),
    ],
    [
      'another effect of a key',
      ['a:NoSchedule'],
      ['a:NoExecute'],
      done('tainted', 'a:NoExecute', 'a:NoSchedule'),
    ],
    [
      'an addition and a removal',
      ['a:NoSchedule'],
      ['b:NoSchedule', 'a-'],
      done('modified', 'b:NoSchedule'),
    ],
    [
      'a removal by effect',
      ['a:NoSchedule', 'a:NoExecute'],
      ['a:NoExecute-'],
      done('untainted', 'a:NoSchedule'),
    ],
    ['a removal with another value', ['a=x:NoSchedule'], ['a=y:NoSchedule-'], done('untainted')],
    ['a removal with --overwrite', ['a:NoSchedule'], ['a-', '--overwrite'], done('modified')],
    [
      'duplicates that collapse beside a removal',
      ['a:NoSchedule', 'a:NoSchedule', 'b:NoSchedule'],
      ['b-'],
      done('modified', 'a:NoSchedule'),
    ],
    ['nothing', ['a:NoSchedule'], [], done('untainted', 'a:NoSchedule')],
    [
      'several that are there already, in the order of the arguments',
      ['a:NoSchedule', 'b:NoSchedule', 'a:NoSchedule'],
      ['b:NoSchedule', 'c:NoSchedule', 'a:NoSchedule'],
      E.left([{ code: 'AlreadyTainted', keys: ['b', 'a', 'a'] }]),
    ],
    [
      'several removals of nothing',
      ['a:NoSchedule'],
      ['a:NoExecute-', 'a-', 'b-'],
      E.left([
        {
          code: 'TaintNotFound',
          taints: [
            { key: 'a', effect: 'NoExecute' },
            { key: 'b', effect: '' },
          ],
        },
      ]),
    ],
  ])('%s', (_what, taints, args, expected) => {
    expect(taint(taints.map(aTaint), ...args)).toEqual(expected)
  })

  it.each([
    ['no list', undefined],
    ['null', null],
    ['an empty list', []],
  ])('takes %s for no taints', (_what, taints) => {
    expect(taint(taints, 'a:NoSchedule')).toEqual(done('tainted', 'a:NoSchedule'))
  })

  it('keeps when a taint was added, unless it is overwritten', () => {
    const timed = { ...aTaint('a=x:NoExecute'), timeAdded: '2026-01-01T00:00:00Z' }
    expect(taint([timed], 'b:NoSchedule')).toEqual(
      E.right({ operation: 'tainted', taints: [aTaint('b:NoSchedule'), timed] }),
    )
    expect(taint([timed], 'a=x:NoExecute', '--overwrite')).toEqual(
      done('modified', 'a=x:NoExecute'),
    )
  })

  it('takes key and effect of null for empty text', () => {
    const nothing = { key: null, effect: null }
    expect(taint([nothing, { key: '', effect: '' }], 'a:NoSchedule')).toEqual(
      E.right({ operation: 'untainted', taints: [aTaint('a:NoSchedule'), nothing] }),
    )
    expect(editTaints([nothing], { add: [], remove: [{ key: '', effect: '' }] })).toEqual(
      done('untainted'),
    )
  })

  const anyIdentity = ({ key, effect }: Taint) => JSON.stringify([key ?? '', effect ?? ''])
  const anyTaints = fc.uniqueArray(anyTaint, { selector: anyIdentity, maxLength: 4 })
  const anyAddition = fc.record({
    key: fc.constantFrom('a', 'zone', 'num'),
    value: fc.constantFrom('', 'x'),
    effect: fc.constantFrom('NoSchedule', 'NoExecute', 'PreferNoSchedule'),
  })
  const anyAdditions = fc.uniqueArray(anyAddition, { selector: anyIdentity, maxLength: 3 })

  it('gives the old list back when what was added is removed', () => {
    fc.assert(
      fc.property(frozenly(anyTaints), frozenly(anyAdditions), (taints, add) => {
        const added = editTaints(taints, { add, remove: [] })
        fc.pre(E.isRight(added))
        expect(editTaints(added.right.taints, { add: [], remove: add })).toEqual(
          E.right({ operation: 'untainted', taints }),
        )
      }),
    )
  })

  it('with overwrite, has every addition afterwards, and no two taints of one key and effect', () => {
    fc.assert(
      fc.property(
        frozenly(fc.array(anyTaint, { maxLength: 5 })),
        frozenly(anyAdditions),
        (taints, add) => {
          const edited = editTaints(taints, { add, remove: [] }, { overwrite: true })
          const after = E.isRight(edited) ? edited.right.taints : []
          const identities = after.map(anyIdentity)
          expect(identities.slice(0, add.length)).toEqual(add.map(anyIdentity))
          expect(new Set(identities).size).toBe(identities.length)
          expect(new Set(identities)).toEqual(new Set([...add, ...taints].map(anyIdentity)))
        },
      ),
    )
  })

  it('keeps the values of the caller', () => {
    const mine = { ...aTaint('a:NoExecute'), timeAdded: new Date(0), mine: 1 }
    const edited = editTaints([mine], { add: [], remove: [] }, { overwrite: undefined })
    expect(E.isRight(edited) && edited.right.taints[0]).toBe(mine)
  })
})
