/** What the command line answers with; a difference and an error never share a code. */
export const EXIT = {
  /** Done, and everything that was asked was looked at. */
  done: 0,
  /** A check failed: a finding, an assertion, a manifest that is refused. */
  failed: 1,
  /** There are changes; only with `--detailed-exitcode`. */
  changes: 2,
  /** The command line is wrong, or names what is not there. */
  usage: 3,
  /** Some input is unreadable or has nothing in it to look at; the rest is printed, marked incomplete. */
  input: 4,
  /** A fault of podfit's own. */
  fault: 5,
  /** The output could not be written. A pipe that is closed by its reader is no such case. */
  output: 6,
} as const

export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** The exit codes in words, for help and reference. */
export const EXIT_TEXT: Readonly<Record<keyof typeof EXIT, string>> = {
  done: 'done, and everything that was asked was looked at',
  failed: 'a check failed: a finding, an assertion, a manifest that is refused',
  changes: 'there are changes (only with --detailed-exitcode)',
  usage: 'the command line is wrong, or names what is not there',
  input: 'some input is unreadable or has nothing in it to look at; the rest is printed',
  fault: "a fault of podfit's own",
  output: 'the output could not be written',
}

const GRAVEST_FIRST: readonly ExitCode[] = [
  EXIT.output,
  EXIT.fault,
  EXIT.input,
  EXIT.usage,
  EXIT.failed,
  EXIT.changes,
]

/** Of several codes the one that counts. */
export const gravest = (...codes: readonly ExitCode[]): ExitCode =>
  GRAVEST_FIRST.find((code) => codes.includes(code)) ?? EXIT.done

/** An end before there is an answer: one line that says why, and lines that say more. */
export class Stop extends Error {
  readonly details: readonly string[]

  constructor(message: string, details: readonly string[] = []) {
    super(message)
    this.details = details
  }
}

/** A command line that cannot be carried out. */
export class UsageError extends Stop {}

/** Input in which what was asked for could not be found, perhaps because part of it could not be read. */
export class InputError extends Stop {}

/** All that was asked about is refused: the refusals are the answer. */
export class NothingLeft extends Error {}

/** Output that could not be written. */
export class OutputError extends Stop {}
