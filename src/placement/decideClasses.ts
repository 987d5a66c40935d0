import type { ReadonlyNonEmptyArray } from 'fp-ts/ReadonlyNonEmptyArray'
import { grouped } from '../data/grouped.js'
import type { Node } from '../kube/node.js'
import type { Decision } from '../reason/verdict.js'
import { decide } from './decide.js'
import type { Policy } from './policy.js'
import { projection } from './projection.js'

/** Nodes that are the same to all policies, their common numbers, and the decisions, policy by policy. */
interface DecidedClass<N extends Node> {
  readonly nodes: ReadonlyNonEmptyArray<N>
  readonly numbers: readonly number[]
  readonly decisions: Decision[]
}

/**
 * Groups nodes into classes and decides each policy once for all classes that are the same to it: a policy
 * that asks for one label need not be asked again for every other label that sets classes apart.
 */
export const decideClasses = <N extends Node>(
  policies: readonly Policy[],
  nodes: readonly N[],
): readonly Pick<DecidedClass<N>, 'nodes' | 'decisions'>[] => {
  const { numbersOf, placesOf, width } = projection(policies)
  const classes = [...grouped(nodes, (node) => numbersText(numbersOf(node))).values()].map(
    (members): DecidedClass<N> => ({
      nodes: members,
      numbers: numbersOf(members[0]),
      decisions: policies.map(() => 'leave'),
    }),
  )

  const asking = policies.map((policy, at) => ({ policy, at, places: placesOf(policy) }))
  for (const alike of grouped(asking, ({ places }) => places.join()).values()) {
    const [{ places }] = alike
    const seen = ({ numbers }: DecidedClass<N>): string =>
      numbersText([...places.map((place) => numbers[place] ?? 0), ...numbers.slice(width)])
    for (const same of grouped(classes, seen).values()) {
      for (const { policy, at } of alike) {
        const decision = decide(policy, same[0].nodes[0])
        for (const each of same) each.decisions[at] = decision
      }
    }
  }
  return classes
}

const UNITS = 0xffff

/** A call takes only so many arguments. */
const MOST_ARGUMENTS = 10_000

/**
 * Whole numbers from 0 as text, for use as a key: short, quickly made, and different for different lists.
 */
export const numbersText = (numbers: readonly number[]): string => {
  for (const number of numbers) {
    if (number >= UNITS) return `${String.fromCharCode(UNITS)}${numbers.join()}`
  }
  return numbers.length > MOST_ARGUMENTS
    ? `${String.fromCharCode(UNITS)}${numbers.join()}`
    : String.fromCharCode(...numbers)
}
