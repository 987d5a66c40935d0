import { describe, expect, it } from 'vitest'
import { sameNode } from '../../src/cluster/sameNode.js'
import type { Node } from '../../src/kube/node.js'
import { newestSemantics } from '../../src/kube/semantics.js'
import { aNode } from '../../src/testing/builders.js'
import { frozen } from '../support/frozen.js'

const upTo129 = { ...newestSemantics, otherNodeChangesIgnored: false }
const plain = frozen(aNode('n1'))

const nodeWith = (...taints: readonly string[]): Node => aNode('n1', { taints })
const tainted = (timeAdded: Date | string): Node => ({
  metadata: { name: 'n1' },
  spec: { taints: [{ key: 'k', effect: 'X', timeAdded }] },
})
const odd = Object.fromEntries([['__proto__', 'x']])
const reporting = (...conditions: readonly (readonly [string, string, string?])[]): Node => ({
  ...plain,
  status: {
    conditions: conditions.map(([type, status, message]) => ({
      type,
      status,
      message: message ?? '',
    })),
  },
})

describe('sameNode', () => {
  it.each<[string, Node, Node, boolean]>([
    ['the order of taints', nodeWith('a:X', 'b:X'), nodeWith('b:X', 'a:X'), false],
    ['a taint of no consequence', nodeWith(), nodeWith('a:PreferNoSchedule'), false],
    [
      'the time of a taint',
      tainted('2026-01-01T00:00:00Z'),
      tainted('2026-01-01T00:00:01Z'),
      false,
    ],
    [
      'a time written otherwise',
      tainted('2026-01-01T00:00:00Z'),
      tainted(new Date('2026-01-01')),
      true,
    ],
    [
      'a taint that says nothing',
      { ...plain, spec: { taints: [{}] } },
      { ...plain, spec: { taints: [{ key: null, value: '', effect: null }] } },
      true,
    ],
    ['null for no taints', plain, { ...plain, spec: { taints: null } }, true],
    ['null for no spec', plain, { ...plain, spec: null }, true],
    ['null for no labels', plain, { ...plain, metadata: { name: 'n1', labels: null } }, true],
    ['a label __proto__', plain, { ...plain, metadata: { name: 'n1', labels: odd } }, false],
  ])('14.2: tells a change from none in every release: %s', (_what, before, node, same) => {
    expect(sameNode(frozen(before), frozen(node), newestSemantics)).toBe(same)
    expect(sameNode(frozen(before), frozen(node), upTo129)).toBe(same)
  })

  it.each<[string, Node, Node, boolean]>([
    [
      'a heartbeat',
      reporting(['Ready', 'True', 'since one']),
      reporting(['Ready', 'True', 'since two'], ['MemoryPressure', 'False']),
      true,
    ],
    ['a condition that is no longer true', reporting(['Ready', 'True']), reporting(), false],
    ['a condition that becomes true', reporting(), reporting(['Ready', 'True']), false],
    [
      'another order of conditions',
      reporting(['A', 'True'], ['B', 'True']),
      reporting(['B', 'True'], ['A', 'True']),
      true,
    ],
    [
      'a condition without a type',
      { ...plain, status: { conditions: [{ status: 'True' }] } },
      plain,
      false,
    ],
    [
      'an annotation',
      plain,
      { ...plain, metadata: { ...plain.metadata, annotations: { a: 'x' } } },
      false,
    ],
    ['allocatable resources', plain, { ...plain, status: { allocatable: { cpu: '2' } } }, false],
    ['a cordon', plain, { ...plain, spec: { ...plain.spec, unschedulable: true } }, false],
    [
      'no cordon, written out',
      plain,
      { ...plain, spec: { ...plain.spec, unschedulable: false } },
      true,
    ],
    [
      'no annotations, written out',
      plain,
      { ...plain, metadata: { ...plain.metadata, annotations: {} } },
      true,
    ],
    [
      'its creation, written otherwise',
      { metadata: { creationTimestamp: '2026-01-01T00:00:00Z' } },
      { metadata: { creationTimestamp: new Date('2026-01-01') } },
      true,
    ],
    ['its deletion', { metadata: {} }, { metadata: { deletionTimestamp: new Date(0) } }, false],
  ])('14.2: up to 1.29 also looks at %s', (_what, before, node, same) => {
    expect(sameNode(frozen(before), frozen(node), upTo129)).toBe(same)
    expect(sameNode(frozen(before), frozen(node), newestSemantics)).toBe(true)
  })

  it('14.2: does not look at the resource version', () => {
    const version = (resourceVersion: string): Node =>
      frozen({ metadata: { name: 'n1', resourceVersion } as Node['metadata'] })
    expect(sameNode(version('1'), version('2'), upTo129)).toBe(true)
  })
})
