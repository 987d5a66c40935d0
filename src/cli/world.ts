/** Everything outside that a command may touch. Tests put their own in its place. */
export interface World {
  readonly stdout: (text: string) => void
  readonly stderr: (text: string) => void
  readonly stdin: () => AsyncIterable<Uint8Array>
  readonly env: Readonly<Record<string, string | undefined>>
  readonly now: () => Date
  readonly stdoutIsTerminal: boolean
  readonly stderrIsTerminal: boolean
}

/** The process that podfit runs in. */
export const processWorld = (): World => ({
  stdout: (chunk) => void process.stdout.write(chunk),
  stderr: (chunk) => void process.stderr.write(chunk),
  stdin: () => process.stdin,
  env: process.env,
  now: () => new Date(),
  stdoutIsTerminal: process.stdout.isTTY,
  stderrIsTerminal: process.stderr.isTTY,
})
