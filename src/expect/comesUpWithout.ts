import * as E from 'fp-ts/Either'
import { namespacedName } from '../kube/objectFacts.js'
import type { ReadinessWait } from '../readiness/comingUp.js'
import { readiness, type PlaceReadiness } from '../readiness/readiness.js'
import type { ExpectationFinding } from './finding.js'
import type { ComesUpWithout } from './suite.js'
import { daemonSetsNamed, noNodes, nodesOf, type TestSubject } from './testSubject.js'

/**
 * Whether DaemonSets come up on new nodes like these, without waiting for others.
 *
 * - **Rules**
 *   1. One that never starts does not come up.
 *   2. It waits for another where each of those that could end its waiting is that one, or waits for it. What others than
 *      DaemonSets end is not waited for.
 */
export const comesUpWithout = (
  expected: ComesUpWithout,
  of: TestSubject,
): readonly ExpectationFinding[] => {
  const daemonSets = daemonSetsNamed(of, expected.daemonSets)
  if (E.isLeft(daemonSets)) return daemonSets.left
  const others = daemonSetsNamed(of, expected.others)
  if (E.isLeft(others)) return others.left
  const asked = nodesOf(of, expected)
  if (E.isLeft(asked)) return asked.left
  const { nodes, templates } = asked.right
  const { places } = readiness(
    {
      daemonSets: of.survey.daemonSets.map(({ daemonSet }) => daemonSet),
      nodes,
      templates: templates.map(({ template }) => template),
      rules: of.rules,
    },
    { semantics: of.survey.semantics },
  )
  const unwanted = new Set(others.right.map(({ subject }) => namespacedName(subject)))
  const found = daemonSets.right.map(({ subject }) => {
    const key = namespacedName(subject)
    const about = { severity: 'error', subject, path: of.path } as const
    const its = places.filter(
      ({ order, stuck }) =>
        order.some((names) => names.includes(key)) ||
        stuck.some(({ daemonSet }) => daemonSet === key),
    )
    return {
      isAsked: its.length > 0,
      findings: its.flatMap((place): readonly ExpectationFinding[] => {
        const where = { template: place.kind === 'NodePool', nodes: place.names }
        const stuck = place.stuck.find(({ daemonSet }) => daemonSet === key)
        if (stuck !== undefined)
          return [{ code: 'NeverComesUp', ...about, ...where, for: stuck.for }]
        const names = [...unwanted].filter((other) => other !== key && waitsFor(place, key, other))
        if (names.length === 0) return []
        const blocks = waitOf(place, key)?.for ?? []
        return [{ code: 'WaitsForOthers', ...about, ...where, others: names, for: blocks }]
      }),
    }
  })
  return found.every(({ isAsked }) => !isAsked)
    ? noNodes(of, expected.nodes)
    : found.flatMap(({ findings }) => findings)
}

const waitOf = ({ waits }: PlaceReadiness, key: string): ReadinessWait | undefined =>
  waits.find(({ daemonSet }) => daemonSet === key)

/** Rule 2. */
const waitsFor = (
  place: PlaceReadiness,
  key: string,
  other: string,
  seen: ReadonlySet<string> = new Set(),
): boolean =>
  (waitOf(place, key)?.for ?? []).some(
    (block) =>
      block.code !== 'LastingTaint' &&
      block.daemonSets.length > 0 &&
      block.daemonSets.every(
        (name) =>
          name === other ||
          (!seen.has(name) && waitsFor(place, name, other, new Set([...seen, key]))),
      ),
  )
