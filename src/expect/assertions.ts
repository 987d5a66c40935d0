import * as E from 'fp-ts/Either'
import { grouped } from '../data/grouped.js'
import type { Surveyed } from '../cluster/survey.js'
import { namespacedName, nameOf } from '../kube/objectFacts.js'
import { explain } from '../placement/explain.js'
import { explainTemplate } from '../pools/decideTemplate.js'
import type { Reason } from '../reason/reason.js'
import { reasonClass } from '../reason/reasonClass.js'
import type { DoesNotRun, ExpectationFinding, NotExactlyOne, ProvenAssertion } from './finding.js'
import { comesUpWithout } from './comesUpWithout.js'
import { fits, leavesAtLeast } from './room.js'
import { judgeTemplates } from './judgeTemplates.js'
import { onPossibleNodes } from './onPossibleNodes.js'
import type { Assertions, DesiredAtLeast, OnNodes, RunsOnNo } from './suite.js'
import {
  daemonSetsNamed,
  noNodes,
  nodesOf,
  resolve,
  runningOn,
  separated,
  type NodesOf,
  type TestSubject,
} from './testSubject.js'

/**
 * The assertions by name: what they find wrong with what they are asked of. A new one is a member of
 * `Assertions` and a line here; the suite's decoder then asks for it, too.
 */
export const assertions: {
  readonly [K in keyof Assertions]: (
    expected: Assertions[K],
    of: TestSubject,
  ) => readonly ExpectationFinding[]
} = {
  runsOnEvery: (expected, of) => provenOr('runsOnEvery', runsOnEvery)(expected, of),
  runsOnNo: (expected, of) => provenOr('runsOnNo', runsOnNo)(expected, of),
  neverShare: (expected, of) => provenOr('neverShare', neverShare)(expected, of),
  exactlyOne: (expected, of) => provenOr('exactlyOne', exactlyOne)(expected, of),
  desiredAtLeast: (expected, of) => desiredAtLeast(expected, of),
  fits,
  leavesAtLeast,
  comesUpWithout,
}

/** An assertion, asked of the nodes that are given, or of all that could exist. */
const provenOr =
  <A extends OnNodes | RunsOnNo>(
    name: ProvenAssertion,
    ofGiven: (expected: A, of: TestSubject) => readonly ExpectationFinding[],
  ) =>
  (expected: A, of: TestSubject): readonly ExpectationFinding[] =>
    expected.possible
      ? onPossibleNodes(name, expected, expected.possible, of)
      : ofGiven(expected, of)

/** For every DaemonSet, nodes with the same reasons together. */
const runsOnEvery = (expected: OnNodes, of: TestSubject): readonly ExpectationFinding[] => {
  const daemonSets = daemonSetsNamed(of, expected.daemonSets)
  if (E.isLeft(daemonSets)) return daemonSets.left
  const nodes = nodesOf(of, expected)
  if (E.isLeft(nodes)) return nodes.left
  if (nodes.right.nodes.length + nodes.right.templates.length === 0) {
    return noNodes(of, expected.nodes)
  }
  return daemonSets.right.flatMap((surveyed) => missingFrom(surveyed, nodes.right, of))
}

interface Missing {
  readonly name: string
  readonly template: boolean
  readonly reasons: readonly Reason[]
}

const missingFrom = (
  { subject, policy, runs }: Surveyed,
  { nodes, templates }: NodesOf,
  of: TestSubject,
): readonly ExpectationFinding[] => {
  const running = new Set(runs)
  const { broken, undecided } = judgeTemplates(
    templates,
    [policy],
    ([isRunning]) => isRunning !== true,
    { subject },
    of,
  )
  const missing: readonly Missing[] = [
    ...nodes
      .filter((node) => !running.has(node))
      .map((node) => ({
        name: nameOf(node),
        template: false,
        reasons: explain(policy, node).reasons,
      })),
    ...broken.map(({ name, template }) => ({
      name,
      template: true,
      reasons: explainTemplate(policy, template).reasons,
    })),
  ]
  const alike = grouped(missing, ({ template, reasons }) =>
    JSON.stringify([template, reasons.map(reasonClass)]),
  )
  return [
    ...[...alike.values()].map((same): DoesNotRun => ({
      code: 'DoesNotRun',
      severity: 'error',
      subject,
      path: of.path,
      template: same[0].template,
      nodes: same.map(({ name }) => name),
      reasons: same[0].reasons,
    })),
    ...undecided,
  ]
}

/** A set of nodes that is empty is what is wished for. */
const runsOnNo = (expected: RunsOnNo, of: TestSubject): readonly ExpectationFinding[] => {
  const resolved = resolve(expected, of)
  if (E.isLeft(resolved)) return resolved.left
  const { daemonSets, names, templates } = resolved.right
  return daemonSets.flatMap((surveyed): readonly ExpectationFinding[] => {
    const { subject, policy } = surveyed
    const { broken, undecided } = judgeTemplates(
      templates,
      [policy],
      ([isRunning]) => isRunning === true,
      { subject },
      of,
    )
    const here = runningOn(surveyed, names)
    const there = broken.map(({ name }) => name)
    return [
      ...separated(here, there, (nodes, template) => ({
        code: 'RunsWhereForbidden',
        severity: 'error',
        subject,
        path: of.path,
        template,
        nodes,
      })),
      ...undecided,
    ]
  })
}

/** The findings of each pair that shares nodes. */
const neverShare = (expected: OnNodes, of: TestSubject): readonly ExpectationFinding[] => {
  const resolved = resolve(expected, of)
  if (E.isLeft(resolved)) return resolved.left
  const { daemonSets, names, templates } = resolved.right
  if (names.size + templates.length === 0) return noNodes(of, expected.nodes)
  return daemonSets.flatMap((one, i) => {
    const { subject } = one
    const taken = new Set(runningOn(one, names))
    return daemonSets.slice(i + 1).flatMap((second): readonly ExpectationFinding[] => {
      const other = namespacedName(second.subject)
      const { broken, undecided } = judgeTemplates(
        templates,
        [one.policy, second.policy],
        (runs) => runs.every(Boolean),
        { subject, others: [other] },
        of,
      )
      const here = runningOn(second, taken)
      const there = broken.map(({ name }) => name)
      return [
        ...separated(here, there, (nodes, template) => ({
          code: 'SharesNodes',
          severity: 'error',
          subject,
          path: of.path,
          template,
          other,
          nodes,
        })),
        ...undecided,
      ]
    })
  })
}

/**
 * Nodes on which the same of them run, together. A template of which certainly none or several run, but not
 * always the same, is found under each.
 */
const exactlyOne = (expected: OnNodes, of: TestSubject): readonly ExpectationFinding[] => {
  const resolved = resolve(expected, of)
  if (E.isLeft(resolved)) return resolved.left
  const { daemonSets, names, templates } = resolved.right
  if (names.size + templates.length === 0) return noNodes(of, expected.nodes)
  const all = daemonSets.map(({ subject }) => namespacedName(subject))
  const isWrong = (runs: readonly boolean[]): boolean => runs.filter(Boolean).length !== 1
  const running = daemonSets.map((surveyed) => new Set(runningOn(surveyed, names)))
  const onNodes = [...names]
    .map((name) => ({ name, template: false, runs: running.map((on) => on.has(name)) }))
    .filter(({ runs }) => isWrong(runs))
  const about = { subject: of.subject, others: all }
  const policies = daemonSets.map(({ policy }) => policy)
  const { broken, undecided } = judgeTemplates(templates, policies, isWrong, about, of)
  const onTemplates = broken.flatMap(({ name, runs }) =>
    runs.map((each) => ({ name, template: true, runs: each })),
  )
  const alike = grouped([...onNodes, ...onTemplates], ({ template, runs }) =>
    JSON.stringify([template, runs]),
  )
  return [
    ...[...alike.values()].map((same): NotExactlyOne => ({
      code: 'NotExactlyOne',
      severity: 'error',
      subject: { kind: same[0].template ? 'NodeTemplate' : 'Node', name: same[0].name },
      path: of.path,
      template: same[0].template,
      of: all,
      run: all.filter((_name, i) => same[0].runs[i] === true),
      nodes: same.map(({ name }) => name),
    })),
    ...undecided,
  ]
}

/** Nodes that do not exist yet do not count. */
const desiredAtLeast = (
  { daemonSets: patterns, count }: DesiredAtLeast,
  of: TestSubject,
): readonly ExpectationFinding[] => {
  const daemonSets = daemonSetsNamed(of, patterns)
  if (E.isLeft(daemonSets)) return daemonSets.left
  return daemonSets.right
    .filter(({ runs }) => runs.length < count)
    .map(({ subject, runs }) => ({
      code: 'DesiresTooFew',
      severity: 'error',
      subject,
      path: of.path,
      expected: count,
      desired: runs.length,
    }))
}
