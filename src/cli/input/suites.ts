import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import { stat } from 'node:fs/promises'
import { dirname, isAbsolute, join } from 'node:path'
import { member } from '../../data/own.js'
import { decodeSuite } from '../../decode/decodeSuite.js'
import { parseJson } from '../../decode/json.js'
import type { Suite } from '../../expect/suite.js'
import { saysJson } from './documents.js'
import { UsageError } from '../exitCode.js'
import type { World } from '../world.js'
import { sources, textOf } from './files.js'
import { systemMessage } from '../systemMessage.js'
import type { Source } from './source.js'
import { issueText, type Problem } from './problem.js'
import { addAll } from '../../data/appended.js'

/** A suite and where it was read from. */
export interface ReadSuite {
  readonly file: string
  readonly document: number
  readonly suite: Suite
}

/** The suites of some files and directories, and what of them cannot be read. */
export interface ReadSuites {
  readonly suites: readonly ReadSuite[]
  readonly problems: readonly Problem[]
}

/**
 * Reads the suites that a command names. In a directory other documents are passed over; a file that is
 * named must hold a suite.
 */
export const readSuites = async (names: readonly string[], world: World): Promise<ReadSuites> => {
  const suites: ReadSuite[] = []
  const problems: Problem[] = []
  for (const name of names) {
    const before = suites.length + problems.length
    const isDirectory = name !== '-' && (await isDirectoryAt(name))
    for (const source of await sources([name], world)) {
      const read = await suitesOf(source, isDirectory)
      addAll(suites, read.suites)
      addAll(problems, read.problems)
    }
    if (suites.length + problems.length === before) throw new UsageError(`${name}: no suite in it`)
  }
  return { suites, problems }
}

/** A file that a suite names: beside the suite, unless its path is absolute. */
export const besideFile = (suite: string, name: string): string =>
  isAbsolute(name) ? name : join(dirname(suite), name)

const isDirectoryAt = async (name: string): Promise<boolean> =>
  await stat(name).then(
    (info) => info.isDirectory(),
    () => false,
  )

/** Whether a document says of itself that it is a suite. */
const isSuite = (value: unknown): boolean =>
  member(value, 'kind') === 'Suite' && member(value, 'apiVersion') === 'podfit/v1'

/** What is no suite at all is told in one line what one is. */
const NO_SUITE =
  'not a suite: apiVersion podfit/v1, kind Suite, and a list of tests, each with a name, what it looks at and what it expects (docs/how-to/check-coverage.md has one)'

const saysSuite = (value: unknown): boolean =>
  member(value, 'kind') === 'Suite' || member(value, 'apiVersion') === 'podfit/v1'

/** What a text has in it that holds a suite: the version, as it is, or with some of its letters escaped. */
const SUITE_TEXT =
  /podfit\\?\/v1|\\u00(?:70|6f|64|66|69|74|2f|76|31)|\\x(?:70|6f|64|66|69|74|2f|76|31)|\\U000000|\\\r?\n/i

/** No piece of it is longer. */
const LONGEST_PIECE = 16

/** Whether a suite may be in a text, without parsing it: most files of a directory are something else, some of them large. */
const mayHoldSuite = async (source: Source): Promise<boolean> => {
  let text = ''
  for await (const chunk of source.open()) {
    text = text.slice(-LONGEST_PIECE) + Buffer.from(chunk).toString('latin1')
    if (SUITE_TEXT.test(text)) return true
  }
  return false
}

const suitesOf = async (source: Source, amongOthers: boolean): Promise<ReadSuites> => {
  const file = source.name
  const suites: ReadSuite[] = []
  const problems: Problem[] = []
  try {
    if (amongOthers && !(await mayHoldSuite(source))) return { suites, problems }
    const documents = await parsedDocuments(file, await textOf(source))
    for (const [i, parsed] of documents.entries()) {
      const document = i + 1
      if (E.isLeft(parsed)) {
        const { message, line } = parsed.left
        if (!amongOthers)
          problems.push({ file, document, message, ...(line !== undefined && { line }) })
        continue
      }
      const value = parsed.right
      if (value === null || (amongOthers && !isSuite(value))) continue
      const decoded = decodeSuite(value)
      if (E.isRight(decoded)) suites.push({ file, document, suite: decoded.right })
      else if (!saysSuite(value)) {
        problems.push({ file, document, message: NO_SUITE })
      } else {
        for (const issue of decoded.left) {
          problems.push({ file, document, path: issue.path, message: issueText(issue) })
        }
      }
    }
  } catch (error) {
    problems.push({ file, message: systemMessage(error) })
  }
  return { suites, problems }
}

interface Unparsed {
  readonly message: string
  readonly line?: number
}

/** The documents of a text: JSON if the name or the first character says so, otherwise YAML. */
const parsedDocuments = async (
  name: string,
  text: string,
): Promise<readonly E.Either<Unparsed, unknown>[]> => {
  if (saysJson(name) ?? /^\s*[[{]/.test(text))
    return [
      pipe(
        parseJson(text),
        E.mapLeft(([fault]) => fault),
      ),
    ]
  const { firstFault, parseYaml } = await import('../../decode/yaml.js')
  return parseYaml(text).map(E.mapLeft(firstFault))
}
