import { nameOf, namespacedName } from '../kube/objectFacts.js'
import * as E from 'fp-ts/Either'
import { matchesPattern } from '../data/matchesPattern.js'
import type { FieldPath } from '../data/fieldPath.js'
import type { Maybe } from '../data/maybe.js'
import type { Node } from '../kube/node.js'
import type { NodeTemplate } from '../pools/nodeTemplate.js'
import type { Subject } from '../reason/finding.js'
import { type Survey, type Surveyed } from '../impact/survey.js'
import { askedTemplates, type AskedTemplate } from './askedTemplates.js'
import type { ExpectationFinding } from './finding.js'
import { readNodes } from './nodeSet.js'
import type { NodeSet } from './suite.js'

/** What an assertion is asked of, by whom, and where it stands in its suite. */
export interface Asked {
  readonly survey: Survey
  readonly templates: readonly NodeTemplate[]
  readonly subject: Subject
  readonly path: FieldPath
}

type Found<A> = E.Either<readonly ExpectationFinding[], A>

const matches = (pattern: string, { subject }: Surveyed): boolean =>
  matchesPattern(pattern, pattern.includes('/') ? namespacedName(subject) : subject.name)

/** The DaemonSets that some pattern names, each once; a pattern that names none is a finding. */
export const daemonSetsNamed = (
  { survey, path: at }: Asked,
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
export interface NodesAsked {
  readonly nodes: readonly Node[]
  readonly templates: readonly AskedTemplate[]
}

/** The nodes of a set without those of another. */
export const nodesAsked = (
  { survey, templates, subject, path: at }: Asked,
  set: {
    readonly nodes?: Maybe<NodeSet>
    readonly except?: Maybe<NodeSet>
    readonly templates?: Maybe<boolean>
  },
): Found<NodesAsked> => {
  const read = readNodes(set.nodes, set.except)
  if (E.isLeft(read)) {
    const selector = read.left
    return E.left([{ code: 'UnreadableSelector', severity: 'error', subject, path: at, selector }])
  }
  return E.right({
    nodes: survey.nodes.filter((node) => read.right.has(nameOf(node), node.metadata?.labels)),
    templates: set.templates === false ? [] : askedTemplates(templates, read.right),
  })
}

/** An expectation about no node at all: it would hold whatever the cluster. */
export const noNodes = (
  { subject, path: at }: Asked,
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
