import * as E from 'fp-ts/Either'
import { describe, expect, it } from 'vitest'
import { namespacedName } from '../../src/kube/objectFacts.js'
import type { DesiresTooFew } from '../../src/expect/finding.js'
import { separated, resolve, runningOn } from '../../src/expect/testSubject.js'
import { subjectOfSplit, poolOf } from '../support/split.js'

const asked = subjectOfSplit(poolOf('pool', '2'))

describe('resolve', () => {
  it('takes every DaemonSet where none is listed, and the nodes and templates that are meant', () => {
    const resolved = resolve({ nodes: { selector: 'cpus=2' } }, asked)
    if (E.isLeft(resolved)) throw new Error('there are such nodes')
    const { daemonSets, names, templates } = resolved.right
    expect(daemonSets.map(({ subject }) => namespacedName(subject))).toEqual([
      'default/large',
      'default/small',
    ])
    expect([...names]).toEqual(['n1'])
    expect(templates.map(({ template }) => template.node.metadata?.name)).toEqual(['pool'])
    expect(daemonSets.map((surveyed) => runningOn(surveyed, names))).toEqual([[], ['n1']])
  })
})

describe('separated', () => {
  it('makes one finding of nodes and one of templates', () => {
    const findingOf = (names: readonly string[], template: boolean): DesiresTooFew => ({
      code: 'DesiresTooFew',
      severity: template ? 'note' : 'error',
      subject: { kind: 'Node', name: names.join(' ') },
      path: [],
      expected: 0,
      desired: 0,
    })
    const said = (nodes: readonly string[], templates: readonly string[]) =>
      separated(nodes, templates, findingOf).map(({ severity, subject }) => [
        severity,
        subject.name,
      ])
    expect(said(['a', 'b'], ['c'])).toEqual([
      ['error', 'a b'],
      ['note', 'c'],
    ])
    expect(said([], ['c'])).toEqual([['note', 'c']])
    expect(said([], [])).toEqual([])
  })
})
