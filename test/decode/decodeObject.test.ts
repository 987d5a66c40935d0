import * as E from 'fp-ts/Either'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyScene } from 'podfit/arbitraries'
import { plan } from '../../src/cluster/plan.js'
import {
  decodeControllerRevision,
  decodeDaemonSet,
  decodeEvent,
  decodeNamespace,
  decodeNode,
  decodeObject,
  decodePod,
  sliceDecoded,
} from '../../src/decode/decodeObject.js'
import { aDaemonSet, aNode, aPodOf } from '../../src/testing/builders.js'
import { frozen } from '../support/frozen.js'

type Decode = (value: unknown) => E.Either<unknown, object>

describe.each<[string, Decode, object]>([
  ['decodeNode', decodeNode, aNode('n1', { labels: { a: 'b' }, taints: ['k=v:NoSchedule'] })],
  ['decodePod', decodePod, aPodOf(aDaemonSet(), { node: 'n1' })],
  ['decodeDaemonSet', decodeDaemonSet, aDaemonSet()],
  ['decodeEvent', decodeEvent, { reason: 'FailedCreate', lastTimestamp: '2026-01-01T00:00:00Z' }],
  ['decodeNamespace', decodeNamespace, { status: { phase: 'Terminating' } }],
  [
    'decodeControllerRevision',
    decodeControllerRevision,
    { metadata: { name: 'a-1' }, revision: 9_007_199_254_740_993n, data: { spec: null } },
  ],
])('%s', (name, decode, object) => {
  it('answers with the very same object', () => {
    const result = decode(frozen(object))
    expect(E.isRight(result) && result.right).toBe(object)
  })

  it('asks what kind it is where an object says one', () => {
    const kind = name.replace('decode', '')
    expect(decode({ kind, apiVersion: 'v9' })._tag).toBe('Right')
    expect(decode({ kind: '' })._tag).toBe('Right')
    expect(decode({ kind: 'Secret' })).toEqual(
      E.left([
        {
          code: 'WrongKind',
          path: ['kind'],
          expected: `the kind ${kind}`,
          found: 'the string "Secret"',
        },
      ]),
    )
  })

  it.each([[null], [undefined], [[]], ['x'], [5]])('refuses %j', (value) => {
    expect(decode(value)._tag).toBe('Left')
  })
})

describe('decodeObject', () => {
  it.each([
    ['v1', 'Node'],
    ['v1', 'Pod'],
    ['apps/v1', 'DaemonSet'],
    ['apps/v1', 'ControllerRevision'],
    ['v1', 'Namespace'],
  ])('reads %s %s', (apiVersion, kind) => {
    const object = { apiVersion, kind, metadata: { name: 'a' } }
    expect(decodeObject(object)).toEqual(E.right({ kind, object }))
  })

  it.each([['Node'], ['Pod'], ['DaemonSet'], ['ControllerRevision'], ['Namespace']])(
    'reads a %s that does not say its version, as in typed lists',
    (kind) => {
      const object = { metadata: { name: 'a' } }
      expect(decodeObject(object, { impliedKind: kind })).toEqual(E.right({ kind, object }))
      expect(
        decodeObject({ ...object, kind: null, apiVersion: null }, { impliedKind: kind }),
      ).toMatchObject({
        _tag: 'Right',
        right: { kind },
      })
    },
  )

  it('goes by the own kind rather than by the one that the list implies', () => {
    expect(decodeObject({ kind: 'Pod' }, { impliedKind: 'Node' })).toMatchObject({
      right: { kind: 'Pod' },
    })
  })

  it.each([
    ['another API group', 'apps.kruise.io/v1alpha1', 'DaemonSet'],
    ['a group that is gone', 'extensions/v1beta1', 'DaemonSet'],
    ['the group of another kind', 'apps/v1', 'Node'],
    ['a group where there is none', 'v1', 'DaemonSet'],
    ['another kind', 'v1', 'ConfigMap'],
    ['a kind that objects inherit', 'v1', 'constructor'],
  ])('does not read %s, only names it', (_case, apiVersion, kind) => {
    const object = { apiVersion, kind, spec: 'whatever' }
    expect(decodeObject(object)).toMatchObject(E.right({ kind: 'Other', name: kind }))
  })

  it.each([['toString'], ['__proto__'], ['Secret']])('knows no version of the kind %s', (kind) => {
    expect(decodeObject({ kind })).toEqual(E.right({ kind: 'Other', name: kind }))
  })

  it.each<[unknown, string]>([
    [{}, 'one without'],
    [{ kind: null }, 'one without'],
    [{ kind: 5 }, 'the number 5'],
    [{ kind: '' }, 'the string ""'],
    [Object.create({ kind: 'Node' }), 'one without'],
    ['Node', 'the string "Node"'],
    [7, 'the number 7'],
    [null, 'null'],
    [[], 'a list'],
  ])('refuses %j, which has no kind', (value, found) => {
    const issue = { code: 'MissingKind', path: ['kind'], expected: 'an object with a kind', found }
    expect(decodeObject(value)).toEqual(E.left([issue]))
  })

  it('tells what is wrong with an object of its kind', () => {
    expect(decodeObject({ spec: { taints: {} } }, { impliedKind: 'Node' })).toEqual(
      E.left([
        { code: 'WrongType', path: ['spec', 'taints'], expected: 'list', found: 'an object' },
      ]),
    )
  })
})

describe('sliceDecoded', () => {
  const sliced = (object: object, kind: 'Node' | 'Pod', like?: object): object | undefined => {
    const before = like && ({ kind, object: like } as const)
    const slice = sliceDecoded({ kind, object }, before)
    return 'object' in slice ? slice.object : undefined
  }

  it('does not change a plan', () => {
    fc.assert(
      fc.property(anyScene, ({ daemonSet, nodes, pods, revisions }) => {
        const given = { daemonSet, revisions, now: '2026-01-01T00:01:00Z' } as const
        const slices = {
          nodes: nodes.map((node, i) => sliced(node, 'Node', nodes[i - 1]) ?? {}),
          pods: pods.map((pod, i) => sliced(pod, 'Pod', pods[i - 1]) ?? {}),
        }
        expect(plan({ ...given, ...slices })).toStrictEqual(plan({ ...given, nodes, pods }))
      }),
    )
  })

  it('is an object of its own', () => {
    const object = { metadata: { name: 'a' } }
    const slice = sliced(object, 'Pod', object)
    expect(slice).toEqual(object)
    expect(slice).not.toBe(object)
  })

  it('leaves other kinds as they are', () => {
    const object = { metadata: { name: 'a' }, status: {} }
    const daemonSet = { kind: 'DaemonSet', object } as const
    expect(sliceDecoded(daemonSet)).toBe(daemonSet)
    expect(sliceDecoded({ kind: 'Other', name: 'x' }, daemonSet)).toEqual({
      kind: 'Other',
      name: 'x',
    })
  })
})

describe('an Event of events.k8s.io', () => {
  it('is read like one of the core group', () => {
    const event = {
      apiVersion: 'events.k8s.io/v1',
      kind: 'Event',
      metadata: { name: 'e', namespace: 'a' },
      regarding: { kind: 'DaemonSet', name: 'agent', namespace: 'a' },
      reason: 'FailedCreate',
      note: 'no',
      eventTime: '2026-01-01T00:00:00.000000Z',
      deprecatedLastTimestamp: '2026-01-01T00:00:00Z',
      deprecatedCount: 2,
    }
    const read = (more: object) => decodeObject({ ...event, ...more })
    expect(read({})).toMatchObject({
      right: {
        kind: 'Event',
        object: {
          apiVersion: 'v1',
          involvedObject: event.regarding,
          message: 'no',
          count: 2,
          lastTimestamp: '2026-01-01T00:00:00Z',
        },
      },
    })
    const series = { count: 9, lastObservedTime: '2026-01-01T01:00:00Z' }
    expect(read({ series })).toMatchObject({
      right: { object: { count: 9, lastTimestamp: '2026-01-01T01:00:00Z' } },
    })
    expect(E.isLeft(read({ note: 5 }))).toBe(true)
    expect(
      decodeObject(
        { metadata: { name: 'e' } },
        { impliedKind: 'Event', impliedApiVersion: 'events.k8s.io/v1' },
      ),
    ).toMatchObject({ right: { kind: 'Event' } })
  })
})

describe('a list whose items are no list', () => {
  it.each([['List'], ['NodeList'], ['DaemonSetList']])('is refused: %s', (kind) => {
    expect(decodeObject({ apiVersion: 'v1', kind, items: {} })).toMatchObject({
      left: [{ code: 'WrongType', path: ['items'], expected: 'list' }],
    })
    expect(E.isRight(decodeObject({ apiVersion: 'a.b/v1', kind: 'AllowList', items: {} }))).toBe(
      true,
    )
  })
})
