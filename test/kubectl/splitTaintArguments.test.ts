import * as E from 'fp-ts/Either'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { splitTaintArguments } from '../../src/kubectl/splitTaintArguments.js'
import { frozenly } from '../support/frozen.js'

const words = (text: string) => (text === '' ? [] : text.split(' '))

describe('splitTaintArguments', () => {
  it.each([
    ['a name and a taint', 'nodes n1 a:NoSchedule', ['n1'], ['a:NoSchedule']],
    ['several of both', 'node n1 n2 a=b:NoSchedule c-', ['n1', 'n2'], ['a=b:NoSchedule', 'c-']],
    ['the short type', 'no n1 a-', ['n1'], ['a-']],
    ['a type in capitals', 'Nodes n1 a-', ['n1'], ['a-']],
    ['what only looks like a taint', 'nodes n1 a=b', ['n1'], ['a=b']],
    ['a dash alone', 'nodes n1 -', ['n1'], ['-']],
    ['a name with a dash inside', 'nodes n-1 a-', ['n-1'], ['a-']],
  ])('tells apart %s', (_what, args, names, specs) => {
    expect(splitTaintArguments(words(args))).toEqual(E.right({ names, specs }))
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
    ['names among taints', 'a- n1 b- n2', { code: 'ResourceAfterTaint', argument: 'n1' }],
  ])('refuses %s', (_what, args, fault) => {
    expect(splitTaintArguments(words(args))).toEqual(E.left([fault]))
  })

  it.each([
    ['all', { all: true }],
    ['a selector', { selector: true }],
  ])('needs no name with %s', (_what, options) => {
    expect(splitTaintArguments(['nodes', 'a-'], options)).toEqual(
      E.right({ names: [], specs: ['a-'] }),
    )
  })

  it('refuses all with a selector, and says so before it misses a name', () => {
    const both = { all: true, selector: true }
    expect(splitTaintArguments(['nodes', 'a-'], both)).toEqual(
      E.left([{ code: 'AllWithSelector' }]),
    )
    expect(splitTaintArguments(['pods', 'a-'], both)).toEqual(
      E.left([{ code: 'NotNodes', type: 'pods' }]),
    )
  })

  it('puts together again what it takes apart', () => {
    const word = fc.constantFrom('nodes', 'n1', 'n-2', 'a-', 'b:NoSchedule', 'c=d', 'x\n')
    fc.assert(
      fc.property(frozenly(fc.array(word, { maxLength: 6 })), (args) => {
        const split = splitTaintArguments(args)
        if (E.isLeft(split)) return
        expect([args[0], ...split.right.names, ...split.right.specs]).toEqual(args)
      }),
    )
  })
})
