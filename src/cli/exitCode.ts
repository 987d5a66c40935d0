/** What the command line answers with; a difference and an error never share a code. */
export const EXIT = {
  /** Done, whether or not anything changes. */
  done: 0,
  /** A check failed. */
  failed: 1,
  /** The plan has changes; only with `--detailed-exitcode`. */
  changes: 2,
  /** The command line is wrong. */
  usage: 3,
  /** Some input could not be read; the rest was used and the output is marked incomplete. */
  input: 4,
} as const

export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** A command line that cannot be carried out, with what to say about it. */
export class UsageError extends Error {}

/** Input in which what was asked for could not be found, perhaps because part of it could not be read. */
export class InputError extends Error {}
