import { InputError, UsageError } from '../exitCode.js'
import { problemText, type Problem } from '../input/snapshot.js'

/**
 * What to throw when something that the command line names is not in the input. If part of the input could
 * not be read it may have been there, and the problems are told; otherwise the name is wrong.
 */
export const notFound = (message: string, problems: readonly Problem[]): Error => {
  if (problems.length === 0) return new UsageError(message)
  const told = problems.map((problem) => `\n  ${problemText(problem)}`).join('')
  return new InputError(`${message}, as far as it could be read:${told}`)
}
