import { spawn, spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** A program that answers lines with lines, in order. */
export interface Answerer {
  readonly ask: (lines: readonly string[]) => Promise<readonly string[]>
  readonly stop: () => void
}

/** Starts a program that speaks the protocol. */
export const startAnswerer = (command: string, args: readonly string[] = []): Answerer => {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  let waiting: { answers: string[]; count: number; done: (answers: string[]) => void } | undefined
  let rest = ''
  child.stdout.setEncoding('utf8')
  child.stdout.on('data', (chunk: string) => {
    const lines = `${rest}${chunk}`.split('\n')
    rest = lines.pop() ?? ''
    if (waiting === undefined) return
    waiting.answers.push(...lines)
    if (waiting.answers.length >= waiting.count) {
      const { done, answers } = waiting
      waiting = undefined
      done(answers)
    }
  })
  return {
    ask: (lines) =>
      new Promise((done) => {
        if (lines.length === 0) return done([])
        waiting = { answers: [], count: lines.length, done }
        child.stdin.write(`${lines.join('\n')}\n`)
      }),
    stop: () => void child.kill(),
  }
}

const BUILD = fileURLToPath(new URL('./oracle/build.sh', import.meta.url))

/** The older releases that an oracle can be built of, as `1.33`. */
export const olderReleases = (): readonly string[] =>
  readdirSync('test/conformance/oracle/versions').sort()

/** Whether Go is there to build the oracle with. */
export const hasGo = (): boolean => spawnSync('go', ['version']).status === 0

/** The release whose code an oracle was built from. */
export const versionOf = (oracle: string): string => {
  const { stdout } = spawnSync(oracle, ['version'], { encoding: 'utf8' })
  return (JSON.parse(stdout) as { kubernetes: string }).kubernetes
}

/** Builds the oracle of a Kubernetes release, unless it is built already, and answers with its path. */
export const buildOracle = (kubernetes?: string): string => {
  const args = kubernetes === undefined ? [] : ['--kubernetes', kubernetes]
  const { status, stdout } = spawnSync(BUILD, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (status !== 0) throw new Error('the oracle could not be built')
  return stdout.trim()
}
