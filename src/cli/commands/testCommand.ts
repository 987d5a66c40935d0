import { dirname, join } from 'node:path'
import type { FieldPath } from '../../data/fieldPath.js'
import { checkTest, type CaseResult } from '../../expect/checkTest.js'
import type { ExpectationFinding } from '../../expect/finding.js'
import type { SuiteTest } from '../../expect/suite.js'
import { expectationText } from '../../report/text/expectationText.js'
import {
  reportedFinding,
  type FindingOrigin,
  type ReportedCase,
} from '../../report/formats/findingReport.js'
import { casesText } from '../../report/text/findingsText.js'
import { EXIT, UsageError } from '../exitCode.js'
import { locator } from '../input/located.js'
import { incompleteJson } from './incomplete.js'
import type { Options } from '../options/options.js'
import { FORMAT_VERSION, jsonText, styleFor } from './output.js'
import { casesReport } from './reportCases.js'
import { readSnapshot, reportProblems, type Problem, type Snapshot } from '../input/snapshot.js'
import { readSuites, type ReadSuite } from '../input/suites.js'
import type { World } from '../world.js'

interface LocatedResult extends Omit<CaseResult, 'findings'> {
  readonly suite: string
  readonly findings: readonly (ExpectationFinding & { readonly origin?: FindingOrigin })[]
}

/** `podfit test SUITE...`: checks what is expected of a cluster. */
export const testCommand = async (options: Options, world: World): Promise<number> => {
  if (options.positionals.length === 0) {
    throw new UsageError(
      'test what? podfit test SUITE... (files, or directories with suites in them)',
    )
  }
  const { suites, problems } = await readSuites(options.positionals, world)
  const read = snapshots(options.files, world)
  const results: LocatedResult[] = []
  const unread: Problem[] = [...problems]
  for (const suite of suites) {
    for (const [i, test] of suite.suite.tests.entries()) {
      const snapshot = await read(test, suite)
      unread.push(...snapshot.problems.filter((problem) => !unread.includes(problem)))
      results.push(...(await resultsOf(test, ['tests', i], suite, snapshot, options)))
    }
  }
  if (results.length === 0 && unread.length === 0) {
    throw new UsageError(options.run === undefined ? 'no case in it' : 'no case matches --run')
  }
  world.stdout(outputOf(results, unread, options, world))
  const code = reportProblems(unread, world)
  const failed = results.some(({ outcome }) => outcome === 'failed' || outcome === 'undecided')
  return code === EXIT.done && failed ? EXIT.failed : code
}

/** Reads the objects of tests; the same files are read once. */
const snapshots = (more: readonly string[], world: World) => {
  const known = new Map<string, Promise<Snapshot>>()
  return async (test: SuiteTest, { file }: ReadSuite): Promise<Snapshot> => {
    const names = [...(test.objects ?? []).map((name) => join(dirname(file), name)), ...more]
    if (names.length === 0) {
      throw new UsageError(`${file}: test ${test.name} has no objects; name them there or with -f`)
    }
    const key = JSON.stringify(names)
    const snapshot = known.get(key) ?? readSnapshot(names, world)
    known.set(key, snapshot)
    return await snapshot
  }
}

const resultsOf = async (
  test: SuiteTest,
  at: FieldPath,
  { file, document, suite }: ReadSuite,
  { objects }: Snapshot,
  { run, kubernetes }: Options,
): Promise<readonly LocatedResult[]> => {
  const suiteName = suite.metadata?.name ?? file
  const locate = locator()
  const results = checkTest(test, objects, {
    path: at,
    semantics: kubernetes.semantics,
    wanted: (...names) => run?.test([suiteName, ...names].join('/')) ?? true,
  })
  return await Promise.all(
    results.map(async ({ findings, ...result }) => ({
      suite: suiteName,
      ...result,
      findings: await Promise.all(
        findings.map(async (finding) => {
          const origin = await locate({ file, document, path: [] }, finding.path)
          return { ...finding, ...(origin !== undefined && { origin }) }
        }),
      ),
    })),
  )
}

const outputOf = (
  results: readonly LocatedResult[],
  problems: readonly Problem[],
  options: Options,
  world: World,
): string => {
  switch (options.output) {
    case 'json':
      return jsonText({
        formatVersion: FORMAT_VERSION,
        ...incompleteJson(problems),
        cases: results,
      })
    case 'text':
      return `${casesText(results.map(asCase), styleFor(options, world)).join('\n')}\n`
    default:
      return casesReport(results.map(asCase), options.output)
  }
}

const asCase = ({ suite, test, case: name, outcome, findings }: LocatedResult): ReportedCase => ({
  suite: `${suite}/${test}`,
  name,
  outcome,
  findings: findings.map(({ origin, ...finding }) =>
    reportedFinding(finding, expectationText(finding), origin),
  ),
})
