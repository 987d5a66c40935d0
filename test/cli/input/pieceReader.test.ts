import * as E from 'fp-ts/Either'
import { describe, expect, it } from 'vitest'
import { pieceReader } from '../../../src/cli/input/pieceReader.js'

const pod = (name: string) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, uid: name, managedFields: [1], annotations: { a: 'b' } },
  spec: { nodeName: 'n1', volumes: [1], containers: [{ name: 'c', env: [] }] },
})

const SLICE = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'a', uid: 'a' },
  spec: { nodeName: 'n1', containers: [{ name: 'c' }] },
}

const objectsOf = (read: ReturnType<ReturnType<typeof pieceReader>>) =>
  read.items.map(({ result }) =>
    E.isRight(result) && 'object' in result.right ? result.right.object : result,
  )

const read = (value: unknown, whole = false) =>
  pieceReader({ whole, placement: true })({
    value,
    exact: () => value,
    path: ['items', 3],
    written: () => ({ tree: value, repeated: [] }),
  })

describe('pieceReader', () => {
  it('keeps of nodes and pods what is read', () => {
    expect(objectsOf(read([pod('a')]))).toEqual([SLICE])
    expect(
      objectsOf(read({ apiVersion: 'v1', kind: 'Node', status: { images: [1], conditions: [] } })),
    ).toEqual([{ apiVersion: 'v1', kind: 'Node', status: { conditions: [] } }])
  })

  it('keeps them whole if they are wanted whole', () => {
    expect(objectsOf(read([pod('a')], true))).toEqual([pod('a')])
  })

  it('keeps whole what holds a template', () => {
    const spec = { template: { spec: { volumes: [1] } } }
    const daemonSet = {
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: { managedFields: [1] },
      spec,
    }
    const revision = { apiVersion: 'apps/v1', kind: 'ControllerRevision', data: { spec } }
    expect(objectsOf(read([daemonSet, revision]))).toEqual([daemonSet, revision])
  })

  it('keeps once what similar objects have in common, and every object for itself', () => {
    const [a, b] = objectsOf(read([pod('a'), pod('a')])) as (typeof SLICE)[]
    expect(a).toEqual(b)
    expect(a).not.toBe(b)
    expect(a?.spec).toBe(b?.spec)
  })

  it('says where each object stands', () => {
    const { items, listed } = read({ kind: 'NodeList', items: [{}, 5] })
    expect(items.map(({ path: at }) => at)).toEqual([
      ['items', 3, 'items', 0],
      ['items', 3, 'items', 1],
    ])
    expect(listed).toEqual([{ kind: 'Node' }])
  })

  it('gives its kind to what has none', () => {
    const reader = pieceReader({ whole: false, placement: true })
    const { items } = reader(
      { value: {}, exact: () => ({}), path: [], written: () => ({ tree: {}, repeated: [] }) },
      { kind: 'Pod' },
    )
    expect(items).toEqual([{ path: [], result: E.right({ kind: 'Pod', object: {} }) }])
  })

  it('looks at digits again in templates and where something is wrong, and nowhere else', () => {
    const looked = (value: unknown): boolean => {
      let again = false
      const exact = () => {
        again = true
        return value
      }
      pieceReader({ whole: false, placement: true })({
        value,
        exact,
        path: [],
        written: () => ({ tree: value, repeated: [] }),
      })
      return again
    }
    expect(looked(pod('a'))).toBe(false)
    expect(looked({ apiVersion: 'v1', kind: 'Secret' })).toBe(false)
    expect(looked({ apiVersion: 'apps/v1', kind: 'DaemonSet' })).toBe(true)
    expect(looked({ apiVersion: 'apps/v1', kind: 'ControllerRevision' })).toBe(true)
    expect(looked({ apiVersion: 'v1', kind: 'Node', metadata: { generation: 2 ** 60 } })).toBe(true)
    expect(looked([pod('a'), { apiVersion: 'v1', kind: 'Node', metadata: 5 }])).toBe(true)
  })
})
