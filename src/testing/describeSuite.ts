import * as E from 'fp-ts/Either'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { reportedFinding } from '../report/formats/findingReport.js'
import { expectationText, testFaultText } from '../report/text/expectationText.js'
import { findingLines } from '../report/text/findingsText.js'
import { intakeText } from '../report/upstream/intakeText.js'
import { checkTest } from '../expect/checkTest.js'
import type { Suite, SuiteCase, SuiteTest } from '../expect/suite.js'
import { decodeSuite } from '../decode/decodeSuite.js'
import { firstFault, parseYaml } from '../decode/yaml.js'
import type { KubernetesSemantics } from '../kube/semanticsFor.js'
import { besideFile } from '../cli/input/suites.js'
import { issueText, problemText } from '../cli/input/problem.js'
import { takeIn, type Taken } from '../cli/input/takeIn.js'
import { noProgram, type World } from '../cli/world.js'
import { formatFieldPath } from '../data/fieldPath.js'

/** The two functions with which a test runner is told of tests; those of vitest, jest, mocha and node:test. @since 0.2.0 */
export interface TestRunner {
  readonly describe: (name: string, body: () => void) => unknown
  readonly it: {
    (name: string, body: () => Promise<void>): unknown
    readonly skip: (name: string, body: () => Promise<void>) => unknown
  }
}

/** Who runs the cases, and by the rules of which release. @since 0.2.0 */
export interface DescribeSuiteOptions {
  /** `describe` and `it` of the test runner. Absent: the global ones. */
  readonly runner?: TestRunner | undefined
  /** What `semanticsFor` has found. Absent: the newest verified release. */
  readonly kubernetes?: KubernetesSemantics | undefined
}

/**
 * Makes test cases of a suite, the YAML file that `podfit test` checks: a `describe` for each test, an `it` for each
 * case, with the same verdicts. Needs Node.js, for files.
 *
 * - **Shapes** A path from the working directory, or a `file:` URL; what the suite names lies beside it.
 * - **Errors** Throws at once, so that the test file fails, for a suite that cannot be read or has no case. A case
 *   fails, with its findings, where an assertion does not hold or depends on labels that are not known; where a file
 *   cannot be read; and where a manifest would be refused.
 *
 * @example
 * import { describeSuite } from 'podfit/testing'
 *
 * const told: string[] = []
 * const it = Object.assign((name: string) => void told.push(name), { skip: () => undefined })
 * describeSuite('examples/agents.yaml', {
 *   runner: { describe: (name, body) => (told.push(name), body()), it },
 * })
 * told.length > 1 // => true
 *
 * @since 0.2.0
 */
export const describeSuite = (
  file: string | { readonly href: string },
  { runner, kubernetes }: DescribeSuiteOptions = {},
): void => {
  const name = typeof file === 'string' ? file : file.href
  const path = name.startsWith('file:') ? fileURLToPath(name) : name
  const { describe, it } = runner ?? globalRunner()
  for (const [at, test] of suitesIn(path).flatMap(({ tests }) => [...tests.entries()])) {
    describe(test.name, () => {
      let taken: Promise<Taken> | undefined
      const read = (): Promise<Taken> => (taken ??= objectsOf(test, path, kubernetes))
      for (const each of test.cases) {
        const tell = test.skip === true || each.skip === true ? it.skip : it
        tell(each.name, async () => {
          const lines = failuresOf(test, each, at, await read(), kubernetes)
          if (lines.length > 0) throw new Error(lines.join('\n'))
        })
      }
    })
  }
}

const globalRunner = (): TestRunner => {
  const { describe, it } = globalThis as unknown as Partial<TestRunner>
  if (describe === undefined || it === undefined)
    throw new Error(
      'describeSuite: there is no global describe and it; import them from your test runner, and give them: describeSuite(file, { runner: { describe, it } })',
    )
  return { describe, it }
}

/** The suites that a file holds; one that is none, or without a case, throws. */
const suitesIn = (file: string): readonly Suite[] => {
  const suites = parseYaml(readFileSync(file, 'utf8')).flatMap((document) => {
    if (E.isLeft(document)) {
      const { message, line } = firstFault(document.left)
      throw new Error(`${line === undefined ? file : `${file}:${line}`}: ${message}`)
    }
    if (document.right === null) return []
    const decoded = decodeSuite(document.right)
    if (E.isRight(decoded)) return [decoded.right]
    throw new Error(
      decoded.left
        .map((issue) => `${file}: ${formatFieldPath(issue.path)}: ${issueText(issue)}`)
        .join('\n'),
    )
  })
  if (suites.every(({ tests }) => tests.every(({ cases }) => cases.length === 0)))
    throw new Error(`${file}: no case in it`)
  return suites
}

/** Nothing is asked of the surroundings but files; what is said beside the answer is not lost, see `failuresOf`. */
const world: World = {
  stdout: () => Promise.resolve(),
  stderr: () => undefined,
  stdin: () => ({
    [Symbol.asyncIterator]: () => ({
      next: () => Promise.reject(new Error('a suite in a test has no standard input')),
    }),
  }),
  program: noProgram,
  env: {},
  now: () => new Date(),
  stdoutIsTerminal: false,
  stderrIsTerminal: false,
}

const objectsOf = async (
  test: SuiteTest,
  file: string,
  kubernetes: KubernetesSemantics | undefined,
): Promise<Taken> => {
  const names = (test.objects ?? []).map((name) => besideFile(file, name))
  if (names.length === 0) throw new Error(`${file}: test ${test.name} has no objects`)
  return await takeIn(names, { ...world, took: () => undefined }, { kubernetes })
}

/** What makes a case fail, in words; nothing where it passes. */
const failuresOf = (
  test: SuiteTest,
  suiteCase: SuiteCase,
  at: number,
  { problems, intake, objects }: Taken,
  kubernetes: KubernetesSemantics | undefined,
): readonly string[] => {
  const unread = problems.map(problemText)
  const refused = intake.refused.flatMap(({ issues }) =>
    issues.map((issue) => `refused: ${intakeText(issue).message}`),
  )
  const checked = checkTest({ ...test, cases: [suiteCase] }, objects, {
    path: ['tests', at],
    semantics: kubernetes?.semantics,
  })
  if (E.isLeft(checked)) return [...unread, ...refused, ...checked.left.map(testFaultText)]
  const found = checked.right.flatMap(({ findings }) =>
    findings.flatMap((finding) => findingLines(reportedFinding(finding, expectationText(finding)))),
  )
  return [...unread, ...refused, ...found]
}
