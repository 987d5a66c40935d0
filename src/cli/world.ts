import { formatInstant, SECOND, type InstantText } from '../data/instant.js'

/** Everything outside that a command may touch. Tests put their own in its place. */
export interface World {
  /** Prints; rejects when that is not possible. */
  readonly stdout: (text: string) => Promise<void>
  /** Prints what is no part of the answer. */
  readonly stderr: (text: string) => void
  readonly stdin: () => AsyncIterable<Uint8Array>
  readonly env: Readonly<Record<string, string | undefined>>
  readonly now: () => Date
  readonly stdoutIsTerminal: boolean
  readonly stderrIsTerminal: boolean
  /** How wide the terminal is, where standard output is one. */
  readonly columns?: number | undefined
}

/** The current time as Kubernetes writes times: in UTC, whole seconds. */
export const currentTime = ({ now }: Pick<World, 'now'>): InstantText =>
  formatInstant(BigInt(Math.trunc(now().getTime() / 1000)) * SECOND)

/** The process that podfit runs in. */
export const processWorld = (): World => {
  // Without a listener the fault of a stream ends the process before anything can be said about it.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
  return {
    stdout: async (text) =>
      await new Promise((resolve, reject) => {
        process.stdout.write(text, (error) => (error ? reject(error) : resolve()))
      }),
    stderr: (text) => void process.stderr.write(text),
    stdin: () => process.stdin,
    env: process.env,
    now: () => new Date(),
    stdoutIsTerminal: process.stdout.isTTY,
    stderrIsTerminal: process.stderr.isTTY,
    columns: process.stdout.isTTY ? process.stdout.columns : undefined,
  }
}
