import * as E from 'fp-ts/Either'
import { nameOf } from '../kube/objectFacts.js'
import { type Surveyed } from '../impact/survey.js'
import type { AskedTemplate } from './askedTemplates.js'
import type { ExpectationFinding } from './finding.js'
import type { OnNodes, RunsOnNo } from './suite.js'
import { daemonSetsNamed, nodesAsked, type Asked } from './world.js'

/** What an assertion about DaemonSets on nodes speaks of. */
export interface Resolved {
  /** Those that it lists; without a list every one. */
  readonly daemonSets: readonly Surveyed[]
  /** The names of the nodes. */
  readonly names: ReadonlySet<string>
  readonly templates: readonly AskedTemplate[]
}

/** Looks up what an assertion speaks of. */
export const resolve = (
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
    templates: nodes.right.templates,
  })
}

/** The nodes of some on which a DaemonSet runs. */
export const runningOn = ({ runs }: Surveyed, names: ReadonlySet<string>): readonly string[] =>
  runs.map(nameOf).filter((name) => names.has(name))

/** One finding about nodes and one about templates, as far as there are any. */
export const apart = <A extends ExpectationFinding>(
  nodes: readonly string[],
  templates: readonly string[],
  findingOf: (names: readonly string[], template: boolean) => A,
): readonly A[] => [
  ...(nodes.length === 0 ? [] : [findingOf(nodes, false)]),
  ...(templates.length === 0 ? [] : [findingOf(templates, true)]),
]
