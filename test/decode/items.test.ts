import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { itemsOf } from '../../src/decode/items.js'
import { frozen, frozenly } from '../support/frozen.js'

const node = (name: string) => ({ kind: 'Node', metadata: { name } })

/** A value within as many lists of one. */
const wrapped = (value: unknown, depth: number, wrap: (inner: unknown) => unknown): unknown => {
  let outer = value
  for (let i = 0; i < depth; i++) outer = wrap(outer)
  return outer
}

type Nested = string | readonly Nested[]

const anyNested = fc.letrec<{ tree: Nested }>((tie) => ({
  tree: fc.oneof({ maxDepth: 5 }, fc.string(), fc.array(tie('tree'), { maxLength: 4 })),
})).tree

describe('itemsOf', () => {
  it.each<[string, unknown]>([
    ['null', null],
    ['nothing', undefined],
    ['an empty array', []],
    ['an array of nulls', [null, null]],
    ['an empty List', { kind: 'List', items: [] }],
    ['a List of an empty List', { kind: 'List', items: [{ kind: 'List', items: [] }] }],
  ])('finds nothing in %s', (_case, document) => {
    expect(itemsOf(document)).toEqual({ items: [], listed: [] })
  })

  it.each<[string, unknown]>([
    ['an object', node('n1')],
    ['a kind that ends in List and has a spec', { kind: 'AllowList', spec: {}, items: [] }],
    ['a kind that ends in List and has no items', { kind: 'AllowList' }],
    ['items without a kind', { items: [] }],
    ['items of a kind that is no list', { kind: 'ConfigMap', items: [] }],
    ['a kind that is no text', { kind: 5, items: [] }],
    ['text', 'kind: Node'],
    ['a number', 0],
    ['a boolean', false],
  ])('takes %s for one object', (_case, document) => {
    expect(itemsOf(document)).toEqual({ items: [{ value: document, path: [] }], listed: [] })
  })

  it('finds the objects of an array by index', () => {
    expect(itemsOf([node('a'), null, node('b')]).items).toEqual([
      { value: node('a'), path: [0] },
      { value: node('b'), path: [2] },
    ])
  })

  it('finds the objects of a List below items', () => {
    expect(itemsOf({ kind: 'List', items: [node('a'), node('b')] })).toEqual({
      items: [
        { value: node('a'), path: ['items', 0] },
        { value: node('b'), path: ['items', 1] },
      ],
      listed: [],
    })
  })

  it('says which kind a typed list implies', () => {
    expect(itemsOf({ kind: 'NodeList', items: [{ metadata: {} }] })).toEqual({
      items: [{ value: { metadata: {} }, path: ['items', 0], implied: { kind: 'Node' } }],
      listed: [{ kind: 'Node' }],
    })
  })

  it('says of which version the items of a typed list are, where the list does', () => {
    const apiVersion = 'apps.kruise.io/v1alpha1'
    const implied = { apiVersion, kind: 'DaemonSet' }
    expect(itemsOf({ apiVersion, kind: 'DaemonSetList', items: [{}] })).toEqual({
      items: [{ value: {}, path: ['items', 0], implied }],
      listed: [implied],
    })
  })

  it('names an empty typed list', () => {
    expect(itemsOf({ kind: 'PodList', items: [] })).toEqual({
      items: [],
      listed: [{ kind: 'Pod' }],
    })
  })

  it('goes into lists within lists, in order', () => {
    const document = [
      node('a'),
      {
        kind: 'List',
        items: [{ kind: 'PodList', items: [{ p: 1 }] }, [node('b')], node('c')],
      },
      { kind: 'NodeList', items: [[{ n: 1 }], { kind: 'List', items: [{ m: 1 }] }] },
    ]
    expect(itemsOf(document)).toEqual({
      items: [
        { value: node('a'), path: [0] },
        { value: { p: 1 }, path: [1, 'items', 0, 'items', 0], implied: { kind: 'Pod' } },
        { value: node('b'), path: [1, 'items', 1, 0] },
        { value: node('c'), path: [1, 'items', 2] },
        { value: { n: 1 }, path: [2, 'items', 0, 0], implied: { kind: 'Node' } },
        { value: { m: 1 }, path: [2, 'items', 1, 'items', 0] },
      ],
      listed: [{ kind: 'Pod' }, { kind: 'Node' }],
    })
  })

  it('finds the leaves of nested arrays, each at its path', () => {
    fc.assert(
      fc.property(frozenly(anyNested), (tree) => {
        const { items } = itemsOf(tree)
        expect(items.map((item) => item.value)).toEqual(Array.isArray(tree) ? tree.flat(9) : [tree])
        for (const { value, path: at } of items) {
          let found: Nested | undefined = tree
          for (const index of at) found = found?.[Number(index)]
          expect(found).toBe(value)
        }
      }),
    )
  })

  it('goes as deep as a document does', () => {
    const arrays = wrapped(node('a'), 2_000, (inner) => [inner])
    const lists = wrapped(node('a'), 2_000, (inner) => ({ kind: 'List', items: [inner] }))
    expect(itemsOf(arrays).items[0]?.path).toHaveLength(2_000)
    expect(itemsOf(lists).items[0]?.path).toHaveLength(4_000)
  })

  it('takes lists of any length', () => {
    const items = Array.from({ length: 200_000 }, () => null)
    expect(itemsOf(frozen({ kind: 'PodList', items })).listed).toEqual([{ kind: 'Pod' }])
  })
})
