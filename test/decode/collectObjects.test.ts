import * as E from 'fp-ts/Either'
import { describe, expect, it } from 'vitest'
import { collectObjects } from '../../src/decode/collectObjects.js'

const add = (...values: readonly unknown[]) => {
  const collector = collectObjects()
  values.forEach((value, i) => collector.add({ value, path: [i] }))
  return collector.collected()
}

describe('collectObjects', () => {
  it('knows nothing at first: every kind is absent', () => {
    expect(collectObjects().collected()).toStrictEqual({ others: {}, broken: [] })
  })

  it('gathers objects by kind, in order', () => {
    const pod = { kind: 'Pod', metadata: { name: 'p' } }
    const daemonSet = { kind: 'DaemonSet', metadata: { name: 'd' } }
    const revision = { kind: 'ControllerRevision', revision: 2n ** 60n }
    const namespace = { kind: 'Namespace', metadata: { name: 'x' } }
    const event = { kind: 'Event', reason: 'FailedDaemonPod' }
    const a = { kind: 'Node', metadata: { name: 'a' } }
    const b = { kind: 'Node', metadata: { name: 'b' } }
    expect(add(b, pod, daemonSet, namespace, event, revision, a)).toStrictEqual({
      nodes: [b, a],
      pods: [pod],
      daemonSets: [daemonSet],
      revisions: [revision],
      events: [event],
      namespaces: [namespace],
      others: {},
      broken: [],
    })
  })

  it('counts what it does not keep', () => {
    const secret = { kind: 'Secret' }
    const kruise = { apiVersion: 'apps.kruise.io/v1alpha1', kind: 'DaemonSet' }
    expect(add(secret, kruise, secret)).toStrictEqual({
      others: { Secret: 2, DaemonSet: 1 },
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

  it('counts a kind __proto__ like any other', () => {
    expect(Object.entries(add({ kind: '__proto__' }).others)).toEqual([['__proto__', 1]])
  })

  it.each([
    ['Node', 'nodes'],
    ['Pod', 'pods'],
    ['DaemonSet', 'daemonSets'],
    ['ControllerRevision', 'revisions'],
    ['Namespace', 'namespaces'],
  ])('takes a listed %s for known, even if there is none', (kind, key) => {
    const collector = collectObjects()
    collector.list({ kind })
    expect(collector.collected()).toStrictEqual({ [key]: [], others: {}, broken: [] })
  })

  it('does not forget what it has when its kind is listed', () => {
    const collector = collectObjects()
    collector.add({ value: { kind: 'Node' }, path: [] })
    collector.list({ kind: 'Node' })
    expect(collector.collected().nodes).toEqual([{ kind: 'Node' }])
  })

  it.each([['Secret'], ['constructor'], ['']])('notes no list of %j', (kind) => {
    const collector = collectObjects()
    collector.list({ kind })
    expect(collector.collected()).toStrictEqual({ others: {}, broken: [] })
  })

  it('keeps what has been read elsewhere', () => {
    const collector = collectObjects()
    collector.keep(E.right({ kind: 'Other', name: 'Pod' }))
    expect(collector.collected()).toStrictEqual({ others: { Pod: 1 }, broken: [] })
  })

  it('answers what it has read', () => {
    const value = { metadata: { name: 'a' } }
    expect(collectObjects().add({ value, path: [], implied: { kind: 'Node' } })).toEqual(
      E.right({ kind: 'Node', object: value }),
    )
  })

  it('says which object is broken, where it stands and why', () => {
    const collector = collectObjects()
    const metadata = { namespace: 'a', name: 'p', labels: { app: 1 } }
    const broken = {
      path: ['items', 3],
      kind: 'Pod',
      namespace: 'a',
      name: 'p',
      issues: [
        {
          code: 'WrongType',
          path: ['metadata', 'labels', 'app'],
          expected: 'string',
          found: 'the number 1',
        },
      ],
    }
    expect(collector.add({ value: { kind: 'Pod', metadata }, path: ['items', 3] })).toEqual(
      E.left(broken),
    )
    expect(collector.collected()).toStrictEqual({ others: {}, broken: [broken] })
  })

  it('names the kind that a broken item of a typed list has', () => {
    const collector = collectObjects()
    collector.add({ value: { spec: 5 }, path: ['items', 0], implied: { kind: 'Node' } })
    expect(collector.collected().broken).toMatchObject([{ kind: 'Node' }])
  })

  it.each<[string, unknown]>([
    ['is no object', 5],
    ['has no metadata', {}],
    ['has metadata that is no object', { metadata: 'p' }],
    ['has names that are no text', { kind: 5, metadata: { namespace: null, name: [] } }],
  ])('leaves out the names of a broken object that %s', (_case, value) => {
    const [broken] = add(value).broken
    expect(Object.keys(broken ?? {})).toEqual(['path', 'issues'])
  })

  it('keeps the others when one is broken', () => {
    const { nodes, broken } = add({ kind: 'Node' }, { kind: 'Node', spec: 1 }, { kind: 'Node' })
    expect(nodes).toHaveLength(2)
    expect(broken).toMatchObject([{ path: [1] }])
  })
})
