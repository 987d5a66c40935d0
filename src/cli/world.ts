import { spawn } from 'node:child_process'
import { PassThrough } from 'node:stream'
import { formatInstant, SECOND, type InstantText } from '../data/instant.js'

/** Everything outside that a command may touch. Tests put their own in its place. */
export interface World {
  /** Prints; rejects when that is not possible. */
  readonly stdout: (text: string) => Promise<void>
  /** Prints what is no part of the answer. */
  readonly stderr: (text: string) => void
  readonly stdin: () => AsyncIterable<Uint8Array>
  /** Starts another program, and hands out what it prints; rejects with what it says on standard error where it fails. */
  readonly program: (name: string, args: readonly string[]) => AsyncIterable<Uint8Array>
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

/** For worlds in which there is no other program. */
export const noProgram: World['program'] = (name) => {
  throw Object.assign(new Error(`spawn ${name} ENOENT`), { code: 'ENOENT' })
}

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
    program,
    env: process.env,
    now: () => new Date(),
    stdoutIsTerminal: process.stdout.isTTY,
    stderrIsTerminal: process.stderr.isTTY,
    columns: process.stdout.isTTY ? process.stdout.columns : undefined,
  }
}

/** So much of what a program says on standard error is kept. */
const MOST_SAID = 4096

const program: World['program'] = (name, args) => {
  const child = spawn(name, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  // Node.js throws away what nobody has begun to read when a program ends.
  const output = child.stdout.pipe(new PassThrough())
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    if (said.length < MOST_SAID) said += text
  })
  const ended = new Promise<void>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => {
      const why = said.trim() === '' ? `${name} ended with ${code ?? signal ?? ''}` : said.trim()
      if (code === 0) resolve()
      else reject(new Error(why))
    })
  })
  // Whoever reads hears of it; nobody need have begun to read.
  ended.catch(() => undefined)
  return (async function* () {
    yield* output as AsyncIterable<Uint8Array>
    await ended
  })()
}
