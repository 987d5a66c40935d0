/** What is put into a map, in place of what has its key or at the end; what is taken out is taken out first. */
export interface MapEdit<A> {
  readonly drop: Iterable<string>
  readonly put: Iterable<readonly [key: string, value: A]>
}

/** From how many entries on a map is not copied for an edit. */
const SHARED_FROM = 2048

/** So many edits of a map stand beside it before they are worked into a copy. */
const MOST_BESIDE = 512

/**
 * A map with changes, in the order that a `Map` has after the same edits; the given one stays as it is. The given one
 * itself where nothing changes.
 *
 * - **Cost** O(entries) for a small map; for a large one O(edits), and of 512 edits one is O(entries): the copies share
 *   what they have in common
 */
export const edited = <A extends object>(
  map: ReadonlyMap<string, A>,
  { drop, put }: MapEdit<A>,
  sharedFrom: number = SHARED_FROM,
): ReadonlyMap<string, A> => {
  const drops = [...drop].filter((key) => map.has(key))
  const puts = [...put]
  if (drops.length === 0 && puts.length === 0) return map
  if (map.size < sharedFrom) return carriedOut(new Map(map), drops, puts)
  const { base, layer } = map instanceof LayeredMap ? copied(map) : onto(map)
  for (const key of drops) {
    layer.late.delete(key)
    layer.changed.delete(key)
    if (base.has(key)) layer.gone.add(key)
  }
  for (const [key, value] of puts) {
    if (base.has(key) && !layer.gone.has(key)) layer.changed.set(key, value)
    else layer.late.set(key, value)
  }
  const beside = layer.changed.size + layer.gone.size + layer.late.size
  const result = new LayeredMap(base, layer)
  return beside > MOST_BESIDE ? new Map(result) : result
}

const carriedOut = <A>(
  map: Map<string, A>,
  drops: readonly string[],
  puts: readonly (readonly [string, A])[],
): Map<string, A> => {
  for (const key of drops) map.delete(key)
  for (const [key, value] of puts) map.set(key, value)
  return map
}

/** What is different from a map: in place, not there any more, and after everything else. */
interface Layer<A> {
  readonly changed: Map<string, A>
  readonly gone: Set<string>
  readonly late: Map<string, A>
}

const onto = <A>(base: ReadonlyMap<string, A>) => ({
  base,
  layer: { changed: new Map<string, A>(), gone: new Set<string>(), late: new Map<string, A>() },
})

const copied = <A>({ base, layer }: LayeredMap<A>) => ({
  base,
  layer: {
    changed: new Map(layer.changed),
    gone: new Set(layer.gone),
    late: new Map(layer.late),
  },
})

/** A map that was never written down whole: another one, and what is different. */
class LayeredMap<A> implements ReadonlyMap<string, A> {
  readonly size: number
  readonly base: ReadonlyMap<string, A>
  readonly layer: Layer<A>

  constructor(base: ReadonlyMap<string, A>, layer: Layer<A>) {
    this.base = base
    this.layer = layer
    this.size = base.size - layer.gone.size + layer.late.size
  }

  get(key: string): A | undefined {
    const { changed, gone, late } = this.layer
    return late.get(key) ?? (gone.has(key) ? undefined : (changed.get(key) ?? this.base.get(key)))
  }

  has(key: string): boolean {
    return this.get(key) !== undefined
  }

  *entries(): MapIterator<[string, A]> {
    const { changed, gone, late } = this.layer
    for (const [key, value] of this.base) {
      if (!gone.has(key)) yield [key, changed.get(key) ?? value]
    }
    yield* late
  }

  *keys(): MapIterator<string> {
    for (const [key] of this.entries()) yield key
  }

  *values(): MapIterator<A> {
    for (const [, value] of this.entries()) yield value
  }

  [Symbol.iterator](): MapIterator<[string, A]> {
    return this.entries()
  }

  forEach(tell: (value: A, key: string, map: ReadonlyMap<string, A>) => void): void {
    for (const [key, value] of this.entries()) tell(value, key, this)
  }
}
