import * as E from 'fp-ts/Either'
import { nameOf, namespacedName } from '../kube/objectFacts.js'
import { matchesPattern } from '../data/matchesPattern.js'
import type { FieldPath } from '../data/fieldPath.js'
import type { Maybe } from '../data/maybe.js'
import type { Node } from '../kube/node.js'
import type { NodeTemplate } from '../pools/nodeTemplate.js'
import type { NodeReadinessRule } from '../readiness/nodeReadinessRule.js'
import type { Subject } from '../reason/finding.js'
import type { Survey, Surveyed } from '../cluster/survey.js'
import { testTemplates, type TestTemplate } from './testTemplates.js'
import type { ExpectationFinding } from './finding.js'
import { readNodes } from './nodeSet.js'
import type { NodeSet, OnNodes, RunsOnNo } from './suite.js'

/** What an assertion is asked of, by whom, and where it stands in its suite. */
export interface TestSubject {
  readonly survey: Survey
  readonly templates: readonly NodeTemplate[]
  readonly rules: readonly NodeReadinessRule[]
  readonly subject: Subject
  readonly path: FieldPath
}

type Found<A> = E.Either<readonly ExpectationFinding[], A>

const matches = (pattern: string, { subject }: Surveyed): boolean =>
  matchesSubject(pattern, subject)

/** Whether a pattern names a DaemonSet: by its name, or with its namespace. */
export const matchesSubject = (
  pattern: string,
  subject: { readonly namespace?: string; readonly name: string },
): boolean =>
  matchesPattern(pattern, pattern.includes('/') ? namespacedName(subject) : subject.name)

/** The DaemonSets that some pattern names, each once; a pattern that names none is a finding. */
export const daemonSetsNamed = (
  { survey, path: at }: TestSubject,
  patterns: readonly string[],
): Found<readonly Surveyed[]> => {
  const unknown = patterns.filter(
    (pattern) => !survey.daemonSets.some((surveyed) => matches(pattern, surveyed)),
  )
  if (unknown.length > 0) {
    return E.left(
      unknown.map((pattern) => ({
        code: 'NothingMatches',
        severity: 'error',
        subject: { kind: 'DaemonSet', name: pattern },
        path: [...at, 'daemonSets'],
        what: 'daemonSets',
        pattern,
      })),
    )
  }
  return E.right(
    survey.daemonSets.filter((surveyed) => patterns.some((pattern) => matches(pattern, surveyed))),
  )
}

/** The nodes and the templates of nodes that an assertion speaks of. */
export interface NodesOf {
  readonly nodes: readonly Node[]
  readonly templates: readonly TestTemplate[]
}

/** The nodes of a set without those of another. */
export const nodesOf = (
  { survey, templates, subject, path: at }: TestSubject,
  set: {
    readonly nodes?: Maybe<NodeSet>
    readonly except?: Maybe<NodeSet>
    readonly templates?: Maybe<boolean>
  },
): Found<NodesOf> => {
  const read = readNodes(set.nodes, set.except)
  if (E.isLeft(read)) {
    const selector = read.left
    return E.left([{ code: 'UnreadableSelector', severity: 'error', subject, path: at, selector }])
  }
  return E.right({
    nodes: survey.nodes.filter((node) => read.right.has(nameOf(node), node.metadata?.labels)),
    templates: set.templates === false ? [] : testTemplates(templates, read.right),
  })
}

/** An expectation about no node at all: it would hold whatever the cluster. */
export const noNodes = (
  { subject, path: at }: TestSubject,
  nodes: Maybe<NodeSet>,
): readonly ExpectationFinding[] => [
  {
    code: 'NothingMatches',
    severity: 'error',
    subject,
    path: [...at, 'nodes'],
    what: 'nodes',
    pattern: nodes?.selector ?? nodes?.names?.join(', ') ?? '',
  },
]

/** What an assertion about DaemonSets on nodes speaks of. */
interface Resolved {
  /** Those that it lists; without a list every one. */
  readonly daemonSets: readonly Surveyed[]
  /** The names of the nodes. */
  readonly names: ReadonlySet<string>
  readonly templates: readonly TestTemplate[]
}

/** Looks up what an assertion speaks of. */
export const resolve = (
  expected: OnNodes | RunsOnNo,
  of: TestSubject,
): E.Either<readonly ExpectationFinding[], Resolved> => {
  const daemonSets = daemonSetsNamed(of, expected.daemonSets ?? [])
  if (E.isLeft(daemonSets)) return daemonSets
  const nodes = nodesOf(of, expected)
  if (E.isLeft(nodes)) return nodes
  return E.right({
    daemonSets: expected.daemonSets ? daemonSets.right : of.survey.daemonSets,
    names: new Set(nodes.right.nodes.map(nameOf)),
    templates: nodes.right.templates,
  })
}

/** The nodes of some on which a DaemonSet runs. */
export const runningOn = ({ runs }: Surveyed, names: ReadonlySet<string>): readonly string[] =>
  runs.map(nameOf).filter((name) => names.has(name))

/** One finding about nodes and one about templates, as far as there are any. */
export const separated = <A extends ExpectationFinding>(
  nodes: readonly string[],
  templates: readonly string[],
  findingOf: (names: readonly string[], template: boolean) => A,
): readonly A[] => [
  ...(nodes.length === 0 ? [] : [findingOf(nodes, false)]),
  ...(templates.length === 0 ? [] : [findingOf(templates, true)]),
]
