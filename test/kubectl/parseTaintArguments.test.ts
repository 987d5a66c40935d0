import * as E from 'fp-ts/Either'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseTaintArguments } from '../../src/kubectl/parseTaintArguments.js'
import { orThrow } from '../../src/data/orThrow.js'
import { parseTaints } from '../../src/kubectl/parseTaints.js'
import { frozenly } from '../support/frozen.js'

const invalid = (spec: string) => ({ code: 'InvalidTaintSpec', spec })
const twice = { code: 'DuplicateTaint', taint: { key: 'a', value: '', effect: 'NoExecute' } }
const notNodes = { code: 'NotNodes', type: 'pods' }
const addedAndRemoved = { code: 'AddedAndRemoved', taints: [{ key: 'a', effect: '' }] }

const words = (text: string) => (text === '' ? [] : text.split(' '))

describe('parseTaintArguments', () => {
  it.each([
    ['a name and a taint', 'nodes n1 a:NoSchedule', ['n1'], ['a:NoSchedule']],
    ['several of both', 'node n1 n2 a=b:NoSchedule c-', ['n1', 'n2'], ['a=b:NoSchedule', 'c-']],
    ['the short type', 'no n1 a-', ['n1'], ['a-']],
    ['a type in capitals', 'Nodes n1 a-', ['n1'], ['a-']],
    ['a name with a dash inside', 'nodes n-1 a-', ['n-1'], ['a-']],
  ])('tells apart %s', (_what, args, names, specs) => {
    const edit = orThrow(parseTaints(specs))
    expect(parseTaintArguments(words(args))).toEqual(E.right({ names, edit }))
  })

  it.each([
    ['nothing', '', { code: 'NoResource' }],
    ['taints alone', 'a:NoSchedule', { code: 'NoResource' }],
    ['trap 96: a key alone, which is a resource', 'nodes n1 foo', { code: 'NoTaint' }],
    ['a type alone', 'nodes', { code: 'NoTaint' }],
    ['a type and a taint', 'nodes a-', { code: 'NoName' }],
    ['another type', 'pods p1 a-', { code: 'NotNodes', type: 'pods' }],
    ['another type, in capitals', 'Pods p1 a-', { code: 'NotNodes', type: 'pods' }],
    ['no type', 'n1 a-', { code: 'NotNodes', type: 'n1' }],
    ['a name behind a taint', 'nodes a- n1', { code: 'ResourceAfterTaint', argument: 'n1' }],
    ['what only looks like a taint', 'nodes n1 a=b', invalid('a=b')],
    ['a dash alone', 'nodes n1 -', invalid('')],
    ['a broken taint before the type', 'pods p1 a:b:c', invalid('a:b:c')],
    ['a broken taint before a missing name', 'nodes a:b:c', invalid('a:b:c')],
    ['a taint that is given twice, before the type', 'pods a:NoExecute a:NoExecute', twice],
    ['the type before what is added and removed', 'pods a:NoExecute a-', notNodes],
    ['what is added and removed before a missing name', 'nodes a:NoExecute a-', addedAndRemoved],
    ['names among taints', 'a- n1 b- n2', { code: 'ResourceAfterTaint', argument: 'n1' }],
  ])('refuses %s', (_what, args, fault) => {
    expect(parseTaintArguments(words(args))).toMatchObject({ _tag: 'Left', left: [fault] })
  })

  it.each([
    ['all', { all: true }],
    ['a selector', { selector: true }],
  ])('needs no name with %s', (_what, options) => {
    expect(parseTaintArguments(['nodes', 'a-'], options)).toEqual(
      E.right({ names: [], edit: { add: [], remove: [{ key: 'a', effect: '' }] } }),
    )
  })

  it('refuses all with a selector, and says so before it misses a name', () => {
    const both = { all: true, selector: true }
    expect(parseTaintArguments(['nodes', 'a-'], both)).toEqual(
      E.left([{ code: 'AllWithSelector' }]),
    )
    expect(parseTaintArguments(['pods', 'a-'], both)).toEqual(
      E.left([{ code: 'NotNodes', type: 'pods' }]),
    )
  })

  it('takes apart names and taints, in their order', () => {
    const anyNames = fc.array(fc.constantFrom('n1', 'n2', 'nodes'), { minLength: 1, maxLength: 4 })
    const anySpecs = fc.shuffledSubarray(['a-', 'b:NoSchedule', 'c=d:NoExecute', 'e:NoExecute-'], {
      minLength: 1,
    })
    fc.assert(
      fc.property(frozenly(fc.tuple(anyNames, anySpecs)), ([names, specs]) => {
        expect(parseTaintArguments(['nodes', ...names, ...specs])).toEqual(
          E.map((edit) => ({ names, edit }))(parseTaints(specs)),
        )
      }),
    )
  })
})
