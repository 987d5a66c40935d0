import { nameOf } from '../../cluster/cluster.js'
import * as E from 'fp-ts/Either'
import { type Surveyed } from '../survey.js'
import type { ExpectationFinding, NotExactlyOne } from './finding.js'
import type { DesiredAtLeast, OnNodes, RunsOnNo } from './suite.js'
import { daemonSetsNamed, nodesAsked, noNodes, subjectName, type Asked } from './world.js'

/** The nodes of some on which a DaemonSet runs. */
const runningOn = ({ runs }: Surveyed, names: ReadonlySet<string>): readonly string[] =>
  runs.map(nameOf).filter((name) => names.has(name))

interface Resolved {
  readonly daemonSets: readonly Surveyed[]
  readonly names: ReadonlySet<string>
}

const resolve = (
  expected: OnNodes | RunsOnNo,
  asked: Asked,
): E.Either<readonly ExpectationFinding[], Resolved> => {
  const daemonSets = daemonSetsNamed(asked, expected.daemonSets ?? [])
  if (E.isLeft(daemonSets)) return daemonSets
  const nodes = nodesAsked(asked, expected)
  if (E.isLeft(nodes)) return nodes
  return E.right({
    daemonSets: expected.daemonSets ? daemonSets.right : asked.survey.daemonSets,
    names: new Set(nodes.right.nodes.map(nameOf)),
  })
}

/** The findings of `runsOnNo`. A set of nodes that is empty is what is wished for. */
export const runsOnNo = (expected: RunsOnNo, asked: Asked): readonly ExpectationFinding[] => {
  const resolved = resolve(expected, asked)
  if (E.isLeft(resolved)) return resolved.left
  const { daemonSets, names } = resolved.right
  return daemonSets.flatMap((surveyed): readonly ExpectationFinding[] => {
    const nodes = runningOn(surveyed, names)
    const { subject } = surveyed
    return nodes.length === 0
      ? []
      : [{ code: 'RunsWhereForbidden', severity: 'error', subject, at: asked.at, nodes }]
  })
}

/** The findings of `neverShare`: one for each pair that does. */
export const neverShare = (expected: OnNodes, asked: Asked): readonly ExpectationFinding[] => {
  const resolved = resolve(expected, asked)
  if (E.isLeft(resolved)) return resolved.left
  const { daemonSets, names } = resolved.right
  if (names.size === 0) return noNodes(asked, expected.nodes)
  return daemonSets.flatMap((one, i) => {
    const taken = new Set(runningOn(one, names))
    return daemonSets.slice(i + 1).flatMap((other): readonly ExpectationFinding[] => {
      const nodes = runningOn(other, taken)
      if (nodes.length === 0) return []
      const [subject, second] = [one.subject, subjectName(other.subject)]
      return [
        { code: 'SharesNodes', severity: 'error', subject, at: asked.at, other: second, nodes },
      ]
    })
  })
}

/** The findings of `exactlyOne`: nodes on which the same of them run, together. */
export const exactlyOne = (expected: OnNodes, asked: Asked): readonly ExpectationFinding[] => {
  const resolved = resolve(expected, asked)
  if (E.isLeft(resolved)) return resolved.left
  const { daemonSets, names } = resolved.right
  if (names.size === 0) return noNodes(asked, expected.nodes)
  const running = daemonSets.map((surveyed) => ({
    name: subjectName(surveyed.subject),
    on: new Set(runningOn(surveyed, names)),
  }))
  const groups = new Map<string, NotExactlyOne & { readonly nodes: string[] }>()
  for (const node of names) {
    const run = running.filter(({ on }) => on.has(node)).map(({ name }) => name)
    if (run.length === 1) continue
    const key = JSON.stringify(run)
    const group = groups.get(key) ?? {
      code: 'NotExactlyOne',
      severity: 'error',
      subject: { kind: 'Node', name: node },
      at: asked.at,
      of: running.map(({ name }) => name),
      run,
      nodes: [],
    }
    group.nodes.push(node)
    groups.set(key, group)
  }
  return [...groups.values()]
}

/** The findings of `desiredAtLeast`. */
export const desiredAtLeast = (
  { daemonSets: patterns, count }: DesiredAtLeast,
  asked: Asked,
): readonly ExpectationFinding[] => {
  const daemonSets = daemonSetsNamed(asked, patterns)
  if (E.isLeft(daemonSets)) return daemonSets.left
  return daemonSets.right
    .filter(({ runs }) => runs.length < count)
    .map(({ subject, runs }) => ({
      code: 'DesiresTooFew',
      severity: 'error',
      subject,
      at: asked.at,
      expected: count,
      desired: runs.length,
    }))
}
