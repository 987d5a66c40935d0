import * as E from 'fp-ts/Either'
import type { FieldPath } from '../../data/fieldPath.js'
import { checkTest, type CaseResult } from '../../expect/checkTest.js'
import type { ExpectationFinding } from '../../expect/finding.js'
import type { SuiteTest } from '../../expect/suite.js'
import type { KubernetesSemantics } from '../../kube/semanticsFor.js'
import {
  reportedFinding,
  type FindingOrigin,
  type ReportedCase,
} from '../../report/formats/findingReport.js'
import { expectationText, testFaultText } from '../../report/text/expectationText.js'
import { casesText } from '../../report/text/findingsText.js'
import type { Input } from '../input/files.js'
import { inputsOption } from '../options/inputsOption.js'
import { UsageError } from '../exitCode.js'
import { command } from '../frame/command.js'
import { caseFormats, FORMAT_VERSION } from '../frame/formats.js'
import { locator } from '../input/located.js'
import { incompleteJson, type Problem } from '../input/problem.js'
import type { Snapshot } from '../input/snapshot.js'
import { besideFile, readSuites, type ReadSuite } from '../input/suites.js'
import { takeIn, type Desk } from '../input/takeIn.js'
import { KUBERNETES } from '../options/kubernetesOption.js'
import { restArguments, valueOption } from '../options/option.js'
import { patternOption } from '../options/optionValues.js'
import { addAll } from '../../data/appended.js'

interface LocatedResult extends Omit<CaseResult, 'findings'> {
  readonly suite: string
  readonly findings: readonly (ExpectationFinding & { readonly origin?: FindingOrigin })[]
}

const asCase = ({ suite, test, case: name, outcome, findings }: LocatedResult): ReportedCase => ({
  suite: `${suite}/${test}`,
  name,
  outcome,
  findings: findings.map(({ origin, ...finding }) =>
    reportedFinding(finding, expectationText(finding), origin),
  ),
})

/** `podfit test SUITE...`: checks what is expected of a cluster. */
export const testCommand = command({
  name: 'test',
  summary: 'check what is expected of a cluster, or of manifests',
  about: [
    'A suite is a YAML file of podfit/v1 and kind Suite: which objects, and what is expected of them.',
    'The page docs/how-to/check-coverage.md of podfit shows how one is written.',
  ],
  arguments: {
    names: {
      ...restArguments('SUITE', 'a file, or a directory with suites in it'),
      files: true,
    },
  },
  options: {
    files: inputsOption({ text: 'objects for every test, besides those that it names itself' }),
    run: valueOption(
      { name: 'run', value: 'REGEX', text: 'only cases whose suite/test/case matches' },
      patternOption,
    ),
    kubernetes: KUBERNETES,
  },
  examples: [
    { line: 'podfit test policies/', text: 'every suite below policies' },
    {
      line: 'podfit test policies/ -f cluster.json --run gpu -o github',
      text: 'for GitHub Actions: annotations at the lines of the suites',
    },
  ],
  run: async ({ names, files, run, kubernetes }, world) => {
    const { suites, problems } = await readSuites(names, world)
    const read = snapshots(files, world, kubernetes)
    const results: LocatedResult[] = []
    const unread: Problem[] = [...problems]
    for (const suite of suites) {
      for (const [i, test] of suite.suite.tests.entries()) {
        const snapshot = await read(test, suite)
        addAll(
          unread,
          snapshot.problems.filter((problem) => !unread.includes(problem)),
        )
        const checked = await resultsOf(test, ['tests', i], suite, snapshot, { run, kubernetes })
        if (E.isLeft(checked)) addAll(unread, checked.left)
        else addAll(results, checked.right)
      }
    }
    if (results.length === 0 && unread.length === 0) {
      throw new UsageError(run === undefined ? 'no case in it' : 'no case matches --run')
    }
    return {
      answer: results,
      problems: unread,
      failed: results.some(({ outcome }) => outcome === 'failed' || outcome === 'undecided'),
    }
  },
  formats: {
    text: (results, { style }) => casesText(results.map(asCase), style),
    json: (results, { problems }) => ({
      formatVersion: FORMAT_VERSION,
      ...incompleteJson(problems),
      cases: results,
    }),
    ...caseFormats((results: readonly LocatedResult[]) => results.map(asCase)),
  },
})

/** Reads the objects of tests; the same files are read once. */
const snapshots = (more: readonly Input[], desk: Desk, kubernetes: KubernetesSemantics) => {
  const known = new Map<string, Promise<Snapshot>>()
  return async (test: SuiteTest, { file }: ReadSuite): Promise<Snapshot> => {
    const names = [...(test.objects ?? []).map((name) => besideFile(file, name)), ...more]
    if (names.length === 0) {
      throw new UsageError(`${file}: test ${test.name} has no objects; name them there or with -f`)
    }
    const key = JSON.stringify(names)
    const snapshot = known.get(key) ?? takeIn(names, desk, { kubernetes })
    known.set(key, snapshot)
    return await snapshot
  }
}

interface Chosen {
  readonly run: RegExp | undefined
  readonly kubernetes: KubernetesSemantics
}

const resultsOf = async (
  test: SuiteTest,
  at: FieldPath,
  { file, document, suite }: ReadSuite,
  { objects }: Snapshot,
  { run, kubernetes }: Chosen,
): Promise<E.Either<readonly Problem[], readonly LocatedResult[]>> => {
  const suiteName = suite.metadata?.name ?? file
  const locate = locator()
  const checked = checkTest(test, objects, {
    path: at,
    semantics: kubernetes.semantics,
    wanted: (...names) => run?.test([suiteName, ...names].join('/')) ?? true,
  })
  if (E.isLeft(checked)) {
    return E.left(
      checked.left.map((fault) => ({
        file,
        document,
        path: fault.path,
        message: testFaultText(fault),
      })),
    )
  }
  const located = await Promise.all(
    checked.right.map(async ({ findings, ...result }) => ({
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
  return E.right(located)
}
