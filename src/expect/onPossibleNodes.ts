import * as E from 'fp-ts/Either'
import { nodeFacts, type NodeFacts } from '../analysis/nodeFacts.js'
import { covers, disjoint, partition, type Proof } from '../analysis/proofs.js'
import { satisfiable } from '../analysis/satisfiable.js'
import type { Surveyed } from '../cluster/survey.js'
import type { NodeSelector, NodeSelectorTerm } from '../kube/affinity.js'
import { nameOf, namespacedName } from '../kube/objectFacts.js'
import { FIELD_NODE_NAME } from '../kube/wellKnown.js'
import { explain } from '../placement/explain.js'
import type { Policy } from '../placement/policy.js'
import type { ExpectationFinding, ProvenAssertion } from './finding.js'
import { readNodes, type ReadNodeSet } from './nodeSet.js'
import type { OnNodes, PossibleNodes, RunsOnNo } from './suite.js'
import { asExpressions } from '../requirement/requirement.js'
import { daemonSetsNamed, noNodes, type TestSubject } from './testSubject.js'

/**
 * What is found wrong with an assertion about every node that could exist, one node as the witness of each finding.
 *
 * - **Rules**
 *   1. The nodes are those that fit `nodes` and not `except`, have the taints that they can have, and whatever labels else.
 *   2. Where no such node can exist, the assertion speaks of none, and fails unless it is `runsOnNo`.
 *   3. A name is that of a node. That of a pool is refused: it would be of a node that the pool does not make.
 */
export const onPossibleNodes = (
  assertion: ProvenAssertion,
  expected: OnNodes | RunsOnNo,
  possible: PossibleNodes,
  of: TestSubject,
): readonly ExpectationFinding[] => {
  const named = daemonSetsNamed(of, expected.daemonSets ?? [])
  if (E.isLeft(named)) return named.left
  const daemonSets = expected.daemonSets ? named.right : of.survey.daemonSets
  const pools = poolsNamed(expected, of)
  if (pools.length > 0) return pools
  const facts = factsOf(expected, possible)
  if (E.isLeft(facts)) {
    const { subject, path } = of
    return [{ code: 'UnreadableSelector', severity: 'error', subject, path, selector: facts.left }]
  }
  const nodes = facts.right
  if (assertion !== 'runsOnNo' && covers([], { nodes }).code === 'Proved') {
    return noNodes(of, expected.nodes)
  }
  return asked(assertion, daemonSets, nodes).flatMap(({ about, proof }) =>
    findingOf(assertion, about, proof, of),
  )
}

/** Rule 3. */
const poolsNamed = (
  { nodes, except }: OnNodes | RunsOnNo,
  { survey, templates, subject, path }: TestSubject,
): readonly ExpectationFinding[] => {
  const there = new Set(survey.nodes.map(nameOf))
  const pools = new Set(
    templates.map(({ node }) => nameOf(node)).filter((name) => !there.has(name)),
  )
  const named = (set: OnNodes['nodes'], member: string): readonly ExpectationFinding[] =>
    (set?.names ?? []).flatMap((pool) =>
      pools.has(pool)
        ? [
            {
              code: 'PoolNamed',
              severity: 'error',
              subject,
              path: [...path, member, 'names'],
              pool,
            },
          ]
        : [],
    )
  return [...named(nodes, 'nodes'), ...named(except, 'except')]
}

/** One thing to prove, and the DaemonSets that it is about. */
interface Asked {
  readonly about: readonly Surveyed[]
  readonly proof: Proof
}

const asked = (
  assertion: ProvenAssertion,
  daemonSets: readonly Surveyed[],
  nodes: NodeFacts,
): readonly Asked[] => {
  switch (assertion) {
    case 'runsOnEvery':
      return daemonSets.map((one) => ({ about: [one], proof: covers([one.policy], { nodes }) }))
    case 'runsOnNo':
      return daemonSets.map((one) => ({ about: [one], proof: nowhere(one.policy, nodes) }))
    case 'neverShare':
      return daemonSets.flatMap((one, i) =>
        daemonSets.slice(i + 1).map((other) => ({
          about: [one, other],
          proof: disjoint(one.policy, other.policy, { nodes }),
        })),
      )
    case 'exactlyOne': {
      const policies = daemonSets.map(({ policy }) => policy)
      return [{ about: daemonSets, proof: partition(policies, { nodes }) }]
    }
  }
}

const nowhere = (policy: Policy, nodes: NodeFacts): Proof => {
  const answer = satisfiable(policy, { nodes })
  return answer.code === 'Unsatisfiable'
    ? { code: 'Proved' }
    : { code: 'Refuted', node: answer.node, runs: [true] }
}

const findingOf = (
  assertion: ProvenAssertion,
  about: readonly Surveyed[],
  proof: Proof,
  { subject: test, path }: TestSubject,
): readonly ExpectationFinding[] => {
  if (proof.code === 'Proved') return []
  const subject = assertion === 'exactlyOne' ? test : (about[0]?.subject ?? test)
  const all = about.map((each) => namespacedName(each.subject))
  const common = { severity: 'error', subject, path, expected: assertion, of: all } as const
  if (proof.code === 'Unknown') return [{ code: 'NotProved', ...common, steps: proof.steps }]
  const { node, runs } = proof
  const run = all.filter((_, i) => runs[i] === true)
  const missing = assertion === 'runsOnEvery' ? about : []
  const reasons = missing.flatMap(({ policy }) => explain(policy, node).reasons)
  return [{ code: 'NotOnPossibleNode', ...common, run, node, reasons }]
}

/** What is known of the nodes; on the left the selector that cannot be read. */
const factsOf = (
  { nodes, except }: OnNodes | RunsOnNo,
  { taints, hostnameIsName }: PossibleNodes,
): E.Either<string, NodeFacts> => {
  const read = readNodes(nodes, except)
  if (E.isLeft(read)) return read
  const { wanted, except: unwanted } = read.right
  const facts = nodeFacts({
    selector: selectorOf(wanted),
    except: unwanted && (selectorOf(unwanted) ?? EVERY_NODE),
    hostnameIsName: hostnameIsName ?? false,
    taints,
  })
  return E.isLeft(facts) ? E.left(nodes?.selector ?? except?.selector ?? '') : facts
}

/** A node selector that matches each node. */
const EVERY_NODE: NodeSelector = {
  nodeSelectorTerms: [{ matchFields: [{ key: FIELD_NODE_NAME, operator: 'NotIn', values: [''] }] }],
}

/** A set of nodes as a node selector; undefined for every node. */
const selectorOf = ({ names, requirements }: ReadNodeSet): NodeSelector | undefined => {
  const matchExpressions = asExpressions(requirements)
  if (names === undefined) {
    return matchExpressions.length === 0 ? undefined : { nodeSelectorTerms: [{ matchExpressions }] }
  }
  return {
    nodeSelectorTerms: [...names].map((name): NodeSelectorTerm => ({
      matchExpressions,
      matchFields: [{ key: FIELD_NODE_NAME, operator: 'In', values: [name] }],
    })),
  }
}
