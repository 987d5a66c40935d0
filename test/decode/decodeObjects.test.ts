import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyNode, anyScene } from 'podfit/arbitraries'
import { decodeObjects } from '../../src/decode/decodeObjects.js'
import { frozenly } from '../support/frozen.js'

const named = (name: string) => ({ metadata: { name } })

describe('decodeObjects', () => {
  it('reads a single object', () => {
    const node = { kind: 'Node', ...named('a') }
    expect(decodeObjects(node)).toStrictEqual({ nodes: [node], others: {}, broken: [] })
  })

  it.each<[string, unknown]>([
    ['an array', [{ kind: 'Node', ...named('a') }]],
    ['a List', { kind: 'List', items: [{ kind: 'Node', ...named('a') }] }],
    ['a NodeList', { kind: 'NodeList', items: [{ kind: 'Node', ...named('a') }] }],
    ['lists in an array', [{ kind: 'List', items: [[{ kind: 'Node', ...named('a') }]] }]],
  ])('reads %s', (_case, document) => {
    expect(decodeObjects(document)).toStrictEqual({
      nodes: [{ kind: 'Node', ...named('a') }],
      others: {},
      broken: [],
    })
  })

  it('reads items of a typed list that leave out their kind', () => {
    const document = { apiVersion: 'v1', kind: 'NodeList', items: [named('a'), named('b')] }
    expect(decodeObjects(document).nodes).toEqual([named('a'), named('b')])
  })

  it('takes an empty typed list for known and empty, and every other kind for unknown', () => {
    expect(decodeObjects({ kind: 'PodList', items: [] })).toStrictEqual({
      pods: [],
      others: {},
      broken: [],
    })
  })

  it('takes an empty List for nothing', () => {
    expect(decodeObjects({ kind: 'List', items: [] })).toStrictEqual({ others: {}, broken: [] })
  })

  it('counts objects of other kinds and of other groups', () => {
    const document = [
      { kind: 'Secret' },
      { apiVersion: 'apps.kruise.io/v1alpha1', kind: 'DaemonSet', spec: 5 },
      { kind: 'SecretList', items: [{}, {}] },
    ]
    expect(decodeObjects(document)).toStrictEqual({
      others: { Secret: 3, DaemonSet: 1 },
      foreign: [
        {
          apiVersion: 'apps.kruise.io/v1alpha1',
          kind: 'DaemonSet',
          stored: false,
          fault: { code: 'OtherGroup' },
        },
      ],
      broken: [],
    })
  })

  it('says of each broken object where it stands', () => {
    const document = {
      kind: 'NodeList',
      items: [named('a'), { metadata: { name: 5 } }, [named('b'), 'c']],
    }
    expect(decodeObjects(document)).toStrictEqual({
      nodes: [named('a'), named('b')],
      others: {},
      broken: [
        {
          path: ['items', 1],
          kind: 'Node',
          issues: [
            {
              code: 'WrongType',
              path: ['metadata', 'name'],
              expected: 'string',
              found: 'the number 5',
            },
          ],
        },
        {
          path: ['items', 2, 1],
          kind: 'Node',
          issues: [{ code: 'WrongType', path: [], expected: 'object', found: 'the string "c"' }],
        },
      ],
    })
  })

  it('keeps keys called __proto__ where they are', () => {
    const document: unknown = JSON.parse(
      '{"kind": "Node", "__proto__": {"spec": 5}, "metadata": {"labels": {"__proto__": "x"}}}',
    )
    const [node] = decodeObjects(document).nodes ?? []
    expect(JSON.stringify(node)).toBe(JSON.stringify(document))
    expect(node?.spec).toBeUndefined()
  })

  it('loses no other object to one that is wrong', () => {
    const anyWrong = fc.constantFrom<unknown>(5, 'x', [[5]], {}, { kind: 'Node', spec: [] })
    fc.assert(
      fc.property(
        frozenly(fc.array(anyNode.map((node) => ({ ...node, kind: 'Node' })))),
        frozenly(anyWrong),
        fc.nat(),
        (nodes, wrong, place) => {
          const at = place % (nodes.length + 1)
          const decoded = decodeObjects([...nodes.slice(0, at), wrong, ...nodes.slice(at)])
          expect(decoded.nodes ?? []).toHaveLength(nodes.length)
          expect(decoded.broken.map((broken) => broken.path[0])).toEqual([at])
        },
      ),
    )
  })

  it('finds every object of a scene again', () => {
    fc.assert(
      fc.property(frozenly(anyScene), ({ daemonSet, nodes, pods, revisions }) => {
        const decoded = decodeObjects([
          { kind: 'DaemonSetList', items: [daemonSet] },
          { kind: 'NodeList', items: nodes },
          { kind: 'PodList', items: pods },
          { kind: 'ControllerRevisionList', items: revisions },
        ])
        expect(decoded).toStrictEqual({
          daemonSets: [daemonSet],
          nodes,
          pods,
          revisions,
          others: {},
          broken: [],
        })
      }),
    )
  })

  it('never throws', () => {
    fc.assert(
      fc.property(frozenly(fc.anything({ withBigInt: true, withNullPrototype: true })), (value) => {
        expect(decodeObjects(value).nodes).toBeUndefined()
      }),
    )
  })
})
