import { formatFieldPath, type FieldPath } from '../../data/fieldPath.js'
import type { InputIssue } from '../../reason/inputIssue.js'
import type { Style } from '../../report/text/style.js'
import { counted, firstOf } from '../../report/text/table.js'
import { InputError, UsageError } from '../exitCode.js'

/** Something that could not be read, and where. */
export interface Problem {
  readonly file: string
  readonly document?: number
  readonly line?: number
  readonly object?: string
  readonly path?: FieldPath
  readonly message: string
}

/** What is wrong with a value, in words. */
export const issueText = ({ expected, found }: InputIssue): string => {
  const unquoted = expected === 'string' && /^the (?:number|boolean) /.test(found)
  return `expected ${expected}, found ${found}${unquoted ? ' (quote it)' : ''}`
}

/** A problem in one line: file, document, object, path, message. */
export const problemText = (problem: Problem): string => {
  const place = [
    problem.line === undefined ? problem.file : `${problem.file}:${problem.line}`,
    ...(problem.document === undefined ? [] : [`document ${problem.document}`]),
    ...(problem.object === undefined ? [] : [problem.object]),
    ...(problem.path === undefined || problem.path.length === 0
      ? []
      : [formatFieldPath(problem.path)]),
  ]
  return `${place.join(': ')}: ${problem.message}`
}

/** What JSON output says of input that could not be read in full. */
export const incompleteJson = (
  problems: readonly Problem[],
): { readonly incomplete: boolean; readonly problems: readonly Problem[] } => ({
  incomplete: problems.length > 0,
  problems,
})

/** The same in text: how many problems there are, and each of a few. */
export const incompleteLines = (problems: readonly Problem[], style: Style): readonly string[] => {
  const [told, rest] = firstOf(problems, TOLD)
  return problems.length === 0
    ? []
    : [
        style.warn(`Incomplete: ${counted(problems.length, 'problem')} in the input.`),
        ...told.map((problem) => `  ${problemText(problem)}`),
        ...(rest.length === 0 ? [] : [`  and ${rest.length} more (standard error names all)`]),
      ]
}

const TOLD = 10

/** What to throw when an input has nothing in it of what a verb looks at. */
export const nothingOf = (message: string, problems: readonly Problem[]): InputError =>
  new InputError(
    problems.length === 0 ? message : `${message}, as far as it could be read:`,
    problems.map((problem) => `  ${problemText(problem)}`),
  )

/**
 * What to throw when something that the command line names is not in the input. If part of the input could
 * not be read it may have been there, and the problems are told; otherwise the name is wrong.
 */
export const notFound = (message: string, problems: readonly Problem[]): Error =>
  problems.length === 0
    ? new UsageError(message)
    : new InputError(
        `${message}, as far as it could be read:`,
        problems.map((problem) => `  ${problemText(problem)}`),
      )
