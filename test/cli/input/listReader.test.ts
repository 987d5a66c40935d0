import { describe, expect, it } from 'vitest'
import { listReader } from '../../../src/cli/input/listReader.js'
import type { Piece } from '../../../src/cli/input/pieceReader.js'
import { readWhole } from '../../support/reading.js'

const piece = (value: unknown, i: number): Piece => ({
  value,
  exact: () => value,
  path: ['items', i],
  written: () => ({ tree: value, repeated: [] }),
})

const NAMED = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'a' } }
const NAMELESS = { metadata: { name: 'b' } }

const reading = (values: readonly unknown[], kind: Parameters<typeof listReader>[1]) => {
  const seen: unknown[] = []
  const list = listReader((given, implied) => {
    seen.push(given.value)
    return readWhole(given, implied)
  }, kind)
  values.forEach((value, i) => list.add(piece(value, i)))
  return { list, seen }
}

const kinds = (items: ReturnType<typeof readWhole>['items']) =>
  items.map(({ result }) => ('right' in result ? result.right.kind : result.left.issues[0]?.code))

describe('listReader', () => {
  it('reads items as they come where the kind is known', () => {
    const { list, seen } = reading([NAMED, NAMELESS], { known: true, implied: { kind: 'Pod' } })
    expect(seen).toEqual([NAMED, NAMELESS])
    const { items, listed } = list.close({ kind: 'Pod' })
    expect(kinds(items)).toEqual(['Node', 'Pod'])
    expect(listed).toEqual([{ kind: 'Pod' }])
  })

  it('lets items wait for the kind from the first on that needs it, and keeps their order', () => {
    const { list, seen } = reading([NAMED, NAMELESS, NAMED], { known: false })
    expect(seen).toEqual([NAMED, NAMELESS])
    const { items, listed } = list.close({ kind: 'Pod' })
    expect(kinds(items)).toEqual(['Node', 'Pod', 'Node'])
    expect(items.map(({ path: at }) => at[1])).toEqual([0, 1, 2])
    expect(listed).toEqual([{ kind: 'Pod' }])
  })

  it('says of items that have no kind in the end that they have none', () => {
    const { list } = reading([NAMELESS], { known: false })
    expect(kinds(list.close(undefined).items)).toEqual(['MissingKind'])
    expect(reading([], { known: true }).list.close(undefined)).toEqual({
      items: [],
      pods: [],
      listed: [],
    })
  })

  it('names the kinds of lists within, after its own', () => {
    const inner = { kind: 'NodeList', items: [] }
    const { list } = reading([inner], { known: true, implied: { kind: 'Pod' } })
    expect(list.close({ kind: 'Pod' }).listed).toEqual([{ kind: 'Pod' }, { kind: 'Node' }])
  })
})
