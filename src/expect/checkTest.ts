import * as E from 'fp-ts/Either'
import type { ClusterObjects } from '../cluster/cluster.js'
import type { FieldPath } from '../data/fieldPath.js'
import type { Maybe } from '../data/maybe.js'
import { survey } from '../cluster/survey.js'
import { newestSemantics, type SemanticsOptions } from '../kube/semantics.js'
import type { NodeTemplate } from '../pools/nodeTemplate.js'
import type { NodeReadinessRule } from '../readiness/nodeReadinessRule.js'
import { assertions } from './assertions.js'
import type { ExpectationFinding } from './finding.js'
import type { Assertion, Assertions, SuiteCase, SuiteTest } from './suite.js'
import type { TestSubject } from './testSubject.js'

/**
 * What came of a case: it passed, failed with findings, depends on labels that are not known, or was not run.
 *
 * @since 0.1.0
 */
export interface CaseResult {
  readonly test: string
  readonly case: string
  readonly outcome: 'passed' | 'failed' | 'undecided' | 'skipped'
  readonly findings: readonly ExpectationFinding[]
}

/** The objects that a test's cases are asked of. @since 0.1.0 */
export interface TestObjects<K extends string = string> extends ClusterObjects<K> {
  readonly templates?: Maybe<readonly NodeTemplate[]>
  /** Rules of the node readiness controller. */
  readonly readinessRules?: Maybe<readonly NodeReadinessRule[]>
}

/** Which cases are run, and where they stand. @since 0.1.0 */
export interface CheckOptions extends SemanticsOptions {
  /** Which cases are run; all of them without it. */
  readonly wanted?: ((test: string, suiteCase: string) => boolean) | undefined
  /** Where the test stands in its suite, for the paths of findings. */
  readonly path?: FieldPath | undefined
}

/**
 * Something in a test that would assert nothing, so that its case could not fail: a case without assertions, an
 * assertion that is none or several, one that podfit does not know.
 *
 * @since 0.2.0
 */
export interface TestFault {
  readonly code: 'NoAssertion' | 'SeveralAssertions' | 'UnknownAssertion'
  readonly path: FieldPath
  /** The names that stand there instead of one. */
  readonly found: readonly string[]
}

/**
 * Checks the cases of a test against a cluster.
 *
 * - **Rules**
 *   1. A case passes when all of its assertions hold; one with `expect: fail` when one of them does not. It is
 *      undecided when that depends on labels of node templates that are not known.
 *   2. An assertion that speaks of no DaemonSet or no node fails: nothing could make it fail otherwise.
 *   3. An assertion about `possible` nodes is proved of every node that could exist; what takes too long to prove is undecided.
 *   4. Asked is the policy, not the pods: a DaemonSet runs on a node where its controller wants a pod.
 *
 * - **Shapes** Paths of findings point into the suite; nodes with the same reasons are together.
 * - **Errors** `Left` with every assertion that asserts nothing, or not one thing, of the cases that are run.
 *   Never throws.
 *
 * @example
 * import { checkTest } from 'podfit/expect'
 *
 * const nodes = [{ metadata: { name: 'n1' }, spec: { taints: [{ key: 'gpu', effect: 'NoSchedule' }] } }]
 * const daemonSets = [{ metadata: { name: 'agent' }, spec: { template: {} } }]
 * const cases = [{ name: 'agents everywhere', assertions: [{ runsOnEvery: { daemonSets: ['agent'] } }] }]
 * const checked = checkTest({ name: 'cluster', cases }, { nodes, daemonSets })
 * const [result] = checked._tag === 'Right' ? checked.right : []
 * result?.outcome // => 'failed'
 * result?.findings[0]?.code // => 'DoesNotRun'
 *
 * @since 0.1.0
 */
export const checkTest = <const K extends string>(
  test: SuiteTest,
  { templates, readinessRules, ...objects }: TestObjects<K>,
  { wanted = () => true, path = [], semantics = newestSemantics }: CheckOptions = {},
): E.Either<readonly TestFault[], readonly CaseResult[]> => {
  const cases = test.cases
    .map((suiteCase, i) => ({
      suiteCase,
      path: [...path, 'cases', i],
      skip: test.skip === true || suiteCase.skip === true,
    }))
    .filter(({ suiteCase }) => wanted(test.name, suiteCase.name))
  const faults = cases.flatMap((each) => (each.skip ? [] : caseFaults(each.suiteCase, each.path)))
  if (faults.length > 0) return E.left(faults)
  const surveyed = survey(objects, semantics)
  return E.right(
    cases.map(({ suiteCase, path: at, skip }): CaseResult => {
      const names = { test: test.name, case: suiteCase.name }
      if (skip) return { ...names, outcome: 'skipped', findings: [] }
      const findings = caseFindings(suiteCase, {
        survey: surveyed,
        templates: templates ?? [],
        rules: readinessRules ?? [],
        subject: { kind: 'Case', name: suiteCase.name },
        path: at,
      })
      return { ...names, outcome: outcomeOf(findings), findings }
    }),
  )
}

const caseFaults = (suiteCase: SuiteCase, path: FieldPath): readonly TestFault[] => {
  const at = [...path, 'assertions']
  return suiteCase.assertions.length === 0
    ? [{ code: 'NoAssertion', path: at, found: [] }]
    : suiteCase.assertions.flatMap((assertion, i) => assertionFaults(assertion, [...at, i]))
}

const assertionFaults = (assertion: Assertion, path: FieldPath): readonly TestFault[] => {
  const found = Object.entries(assertion).flatMap(([name, expected]: readonly [string, unknown]) =>
    expected === null || expected === undefined ? [] : [name],
  )
  const unknown = found.filter((name) => !Object.hasOwn(assertions, name))
  if (unknown.length > 0) return [{ code: 'UnknownAssertion', path, found: unknown }]
  if (found.length === 1) return []
  return [{ code: found.length === 0 ? 'NoAssertion' : 'SeveralAssertions', path, found }]
}

const outcomeOf = (findings: readonly ExpectationFinding[]): CaseResult['outcome'] => {
  if (findings.length === 0) return 'passed'
  return findings.every(isUndecided) ? 'undecided' : 'failed'
}

const isUndecided = ({ code }: ExpectationFinding): boolean =>
  code === 'Undecided' || code === 'NotProved' || code === 'FitNotKnown'

/** Rule 1. */
const caseFindings = (suiteCase: SuiteCase, of: TestSubject): readonly ExpectationFinding[] => {
  const findings = suiteCase.assertions.flatMap((assertion, i) =>
    NAMES.flatMap((name) =>
      findingsOf(name, assertion, { ...of, path: [...of.path, 'assertions', i] }),
    ),
  )
  if (suiteCase.expect !== 'fail') return findings
  if (findings.length > 0) return findings.every(isUndecided) ? findings : []
  const { subject, path } = of
  return [{ code: 'PassesUnexpectedly', severity: 'error', subject, path: [...path, 'expect'] }]
}

const NAMES = Object.keys(assertions) as readonly (keyof Assertions)[]

/** What is found under one name of an assertion; nothing under those that it does not have. */
const findingsOf = <K extends keyof Assertions>(
  name: K,
  assertion: { readonly [P in K]?: Maybe<Assertions[P]> },
  of: TestSubject,
): readonly ExpectationFinding[] => {
  const expected: Maybe<Assertions[K]> = assertion[name]
  if (expected === null || expected === undefined) return []
  return assertions[name](expected, { ...of, path: [...of.path, name] })
}
