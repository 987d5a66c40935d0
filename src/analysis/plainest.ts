import type { Box, Region } from './region.js'
import type { Universe, Variable } from './universe.js'

/**
 * A node of a box, as plain as it can be: a label, a taint or a cordon that can be left out is, and a name that does not matter is
 * none that is mentioned.
 *
 * - **Rules**
 *   1. It stays within the same of some regions.
 *   2. One thing after the other is tried, until nothing of what is left can go by itself.
 */
export const plainest = (universe: Universe, box: Box, regions: readonly Region[]): Box => {
  const { variables } = universe
  let point: Box = new Map([...box].map(([at, mask]) => [at, mask & -mask]))
  const within = regions.map((region) => isWithin(point, region))
  const isAlike = (other: Box): boolean =>
    regions.every((region, i) => isWithin(other, region) === within[i])
  const asked = [...new Set([universe.name, ...box.keys()])]
  for (let isDone = false; !isDone;) {
    isDone = true
    for (const at of asked) {
      const plain = plainOf(variables[at] as Variable)
      if (cellOf(point, at) === plain) continue
      const plainer = new Map(point).set(at, plain)
      if (!isAlike(plainer)) continue
      point = plainer
      isDone = false
    }
  }
  return point
}

/** Of labels, taints and the cordon the absent one, of the name the one that nobody mentions. */
const plainOf = ({ kind, cells }: Variable): bigint =>
  kind === 'name' ? 1n << BigInt(cells.length - 1) : 1n

/** A node has the first cell of what nothing is said of. */
const cellOf = (point: Box, at: number): bigint => point.get(at) ?? 1n

const isWithin = (point: Box, region: Region): boolean =>
  region.some((box) => [...box].every(([at, mask]) => (cellOf(point, at) & mask) !== 0n))
