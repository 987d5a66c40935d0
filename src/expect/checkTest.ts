import type { ClusterObjects } from '../cluster/cluster.js'
import type { FieldPath } from '../data/fieldPath.js'
import type { Maybe } from '../data/maybe.js'
import { newestSemantics, type Semantics } from '../kube/semantics.js'
import type { NodeTemplate } from '../pools/nodeTemplate.js'
import { survey } from '../impact/survey.js'
import type { ExpectationFinding } from './finding.js'
import { desiredAtLeast } from './desiredAtLeast.js'
import { exactlyOne } from './exactlyOne.js'
import { neverShare } from './neverShare.js'
import { runsOnEvery } from './runsOnEvery.js'
import { runsOnNo } from './runsOnNo.js'
import type { Assertion, SuiteCase, SuiteTest } from './suite.js'
import type { Asked } from './world.js'

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
export interface TestObjects extends ClusterObjects {
  readonly templates?: Maybe<readonly NodeTemplate[]>
}

/** @since 0.1.0 */
export interface CheckOptions {
  /** Which cases are run; all of them without it. */
  readonly wanted?: (test: string, suiteCase: string) => boolean
  /** Where the test stands in its suite, for the paths of findings. */
  readonly path?: FieldPath
  readonly semantics?: Semantics
}

/**
 * Checks the cases of a test against a cluster.
 *
 * - **Rules**
 *   1. A case passes when all of its assertions hold; one with `expect: fail` when one of them does not. It is
 *      undecided when that depends on labels of node templates that are not known.
 *   2. An assertion that speaks of no DaemonSet or no node fails: nothing could make it fail otherwise.
 *   3. Asked is the policy, not the pods: a DaemonSet runs on a node where its controller wants a pod.
 *
 * - **Shapes** Paths of findings point into the suite; nodes with the same reasons are together.
 * - **Errors** Never throws.
 *
 * @example
 * import { checkTest } from 'podfit/expect'
 *
 * const nodes = [{ metadata: { name: 'n1' }, spec: { taints: [{ key: 'gpu', effect: 'NoSchedule' }] } }]
 * const daemonSets = [{ metadata: { name: 'agent' }, spec: { template: {} } }]
 * const cases = [{ name: 'agents everywhere', assertions: [{ runsOnEvery: { daemonSets: ['agent'] } }] }]
 * const [result] = checkTest({ name: 'cluster', cases }, { nodes, daemonSets })
 * result?.outcome // => 'failed'
 * result?.findings[0]?.code // => 'DoesNotRun'
 *
 * @since 0.1.0
 */
export const checkTest = (
  test: SuiteTest,
  { templates, ...objects }: TestObjects,
  { wanted = () => true, path: at = [], semantics = newestSemantics }: CheckOptions = {},
): readonly CaseResult[] => {
  const surveyed = survey(objects, semantics)
  return test.cases.flatMap((suiteCase, i): readonly CaseResult[] => {
    if (!wanted(test.name, suiteCase.name)) return []
    const names = { test: test.name, case: suiteCase.name }
    if (test.skip === true || suiteCase.skip === true) {
      return [{ ...names, outcome: 'skipped', findings: [] }]
    }
    const findings = caseFindings(suiteCase, {
      survey: surveyed,
      templates: templates ?? [],
      subject: { kind: 'Case', name: suiteCase.name },
      path: [...at, 'cases', i],
    })
    return [{ ...names, outcome: outcomeOf(findings), findings }]
  })
}

const outcomeOf = (findings: readonly ExpectationFinding[]): CaseResult['outcome'] => {
  if (findings.length === 0) return 'passed'
  return findings.every(isUndecided) ? 'undecided' : 'failed'
}

const isUndecided = ({ code }: ExpectationFinding): boolean => code === 'Undecided'

/** Rule 1. */
const caseFindings = (
  { assertions, expect }: SuiteCase,
  asked: Asked,
): readonly ExpectationFinding[] => {
  const findings = assertions.flatMap((assertion, i) =>
    assertionFindings(assertion, { ...asked, path: [...asked.path, 'assertions', i] }),
  )
  if (expect !== 'fail') return findings
  if (findings.length > 0) return findings.every(isUndecided) ? findings : []
  const { subject, path: at } = asked
  return [{ code: 'PassesUnexpectedly', severity: 'error', subject, path: [...at, 'expect'] }]
}

const assertionFindings = (assertion: Assertion, asked: Asked): readonly ExpectationFinding[] => {
  const under = (name: keyof Assertion): Asked => ({ ...asked, path: [...asked.path, name] })
  return [
    ...(assertion.runsOnEvery ? runsOnEvery(assertion.runsOnEvery, under('runsOnEvery')) : []),
    ...(assertion.runsOnNo ? runsOnNo(assertion.runsOnNo, under('runsOnNo')) : []),
    ...(assertion.neverShare ? neverShare(assertion.neverShare, under('neverShare')) : []),
    ...(assertion.exactlyOne ? exactlyOne(assertion.exactlyOne, under('exactlyOne')) : []),
    ...(assertion.desiredAtLeast
      ? desiredAtLeast(assertion.desiredAtLeast, under('desiredAtLeast'))
      : []),
  ]
}
