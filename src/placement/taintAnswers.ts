import { isBlocking } from '../taint/taintParts.js'
import { appended, NOTHING } from '../data/appended.js'
import type { Maybe } from '../data/maybe.js'
import type { Taint } from '../kube/taint.js'
import { readTolerates } from '../taint/tolerates.js'
import { tolerationKey } from './placementKey.js'
import type { Policy } from './policy.js'

/** Numbers what policies make of the taints of a node, in ascending order. */
export type TaintAnswers = (taints: Maybe<readonly Taint[]>) => readonly number[]

/**
 * Shows many taints to the tolerations of the policies. Two `NoSchedule` or `NoExecute` taints get the
 * same number exactly if they have the same effect and the same tolerations tolerate them: the taint
 * itself does not count, nor does order or repetition. One that nothing tolerates has a number too.
 *
 * - **Cost** a taint is shown once to each different toleration
 */
export const taintAnswers = (policies: readonly Policy[]): TaintAnswers => {
  const asked = distinctTolerations(policies)
  const numbers = new Map<string, number>()
  const known = new Map<string, Map<string, Map<string, number>>>()

  const ask = (taint: Taint): number => {
    const said = asked.map(({ toleration, semantics }) =>
      readTolerates(toleration, taint, semantics) ? '1' : '0',
    )
    const text = `${taint.effect}${said.join('')}`
    const number = numbers.get(text) ?? numbers.size
    numbers.set(text, number)
    return number
  }

  const numberOf = (taint: Taint): number => {
    const values = within(within(known, taint.effect ?? ''), taint.key ?? '')
    const value = taint.value ?? ''
    const number = values.get(value)
    if (number !== undefined) return number
    const fresh = ask(taint)
    values.set(value, fresh)
    return fresh
  }

  return (taints) => {
    let found: readonly number[] = NOTHING
    for (const taint of taints ?? NOTHING) {
      if (!isBlocking(taint)) continue
      const number = numberOf(taint)
      if (!found.includes(number)) found = appended(found, number)
    }
    return found.length < 2 ? found : [...found].sort((a, b) => a - b)
  }
}

const within = <A>(maps: Map<string, Map<string, A>>, key: string): Map<string, A> => {
  const there = maps.get(key)
  if (there !== undefined) return there
  const fresh = new Map<string, A>()
  maps.set(key, fresh)
  return fresh
}

interface AskedToleration {
  readonly toleration: Policy['tolerations'][number]
  readonly semantics: Policy['semantics']
}

const distinctTolerations = (policies: readonly Policy[]): readonly AskedToleration[] => [
  ...new Map(
    policies.flatMap(({ tolerations, semantics }) =>
      tolerations.map((toleration) => {
        const key = [tolerationKey(toleration), semantics.tolerationComparison]
        return [JSON.stringify(key), { toleration, semantics }] as const
      }),
    ),
  ).values(),
]
