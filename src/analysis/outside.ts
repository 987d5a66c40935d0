import { addAll } from '../data/appended.js'
import { partsOutside, type Box, type Budget, type Region } from './region.js'
import type { Universe } from './universe.js'

/** What a search ends with: nodes that were looked for, none, or the limit of steps. */
export type Found =
  | { readonly code: 'Found'; readonly box: Box }
  | { readonly code: 'None' }
  | { readonly code: 'GaveUp' }

const NONE: Found = { code: 'None' }

interface Open {
  readonly box: Box
  readonly outs: Region
}

/**
 * Nodes of one region that are in none of some others.
 *
 * - **Rules**
 *   1. A box that meets no other one is the answer.
 *   2. Of the boxes that it meets, the one with the fewest ways out is taken: a way out is a variable whose cells are
 *      not all allowed there. Without a way out there is no such node in this box.
 *   3. Each way out makes a smaller box, disjoint from those of the ways before it, and is followed in the same manner.
 *
 * - **Cost** Exponential in the number of other boxes at worst, which is in the nature of the question; `budget` counts
 *   the masks that are compared.
 */
export const outside = (
  universe: Universe,
  inside: Region,
  outs: Region,
  budget: Budget,
): Found => {
  for (const box of inside) {
    const found = outsideBox(universe, { box, outs }, budget)
    if (found.code !== 'None') return found
  }
  return NONE
}

const outsideBox = (universe: Universe, start: Open, budget: Budget): Found => {
  const open = [start]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { box } = next
    budget.left -= box.size
    if (budget.left < 0) return { code: 'GaveUp' }
    const outs: Box[] = []
    let fewest = Number.POSITIVE_INFINITY
    let nearest: Box | undefined
    for (const out of next.outs) {
      budget.left -= out.size
      const ways = waysOut(box, out)
      if (ways === undefined) continue
      outs.push(out)
      if (ways < fewest) {
        fewest = ways
        nearest = out
        if (ways === 0) break
      }
    }
    if (nearest === undefined) return { code: 'Found', box }
    // The first way is looked at first: the last that is pushed.
    const smaller = partsOutside(universe, box, nearest).map((part): Open => ({ box: part, outs }))
    addAll(open, smaller.toReversed())
  }
  return NONE
}

/** By how many variables a part of the box lies outside another; undefined when all of it does. */
const waysOut = (box: Box, out: Box): number | undefined => {
  let ways = 0
  for (const [at, allowed] of out) {
    const mask = box.get(at)
    if (mask === undefined) {
      ways++
      continue
    }
    const inside = mask & allowed
    if (inside === 0n) return undefined
    if (inside !== mask) ways++
  }
  return ways
}
