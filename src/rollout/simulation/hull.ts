import type { Instant } from '../../data/instant.js'
import type { Bounds } from './everyOrder.js'

/** What some orders come to at an instant. */
export interface Passing {
  readonly at: Instant
  readonly available: Bounds
  readonly updated: Bounds
}

/** What two courses come to between them, at every instant of either; each keeps what it had last. */
export const hull = (one: readonly Passing[], other: readonly Passing[]): readonly Passing[] => {
  const instants = [...new Set([...one, ...other].map(({ at }) => at))]
  let i = -1
  let j = -1
  return instants
    .sort((a, b) => (a < b ? -1 : 1))
    .flatMap((at) => {
      while (isDue(one[i + 1], at)) i++
      while (isDue(other[j + 1], at)) j++
      const [a = other[j], b = one[i]] = [one[i], other[j]]
      if (a === undefined || b === undefined) return []
      return [
        { at, available: around(a.available, b.available), updated: around(a.updated, b.updated) },
      ]
    })
}

const isDue = (next: Passing | undefined, at: Instant): boolean =>
  next !== undefined && next.at <= at

/** The bounds around two. */
export const around = (a: Bounds, b: Bounds): Bounds => ({
  least: Math.min(a.least, b.least),
  most: Math.max(a.most, b.most),
})
