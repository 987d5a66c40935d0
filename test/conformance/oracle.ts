import { spawn, spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseJson } from '../../src/decode/json.js'
import { exactJson } from './exactJson.mjs'

/** A program that answers lines with lines, in order. */
export interface Answerer {
  readonly ask: (lines: readonly string[]) => Promise<readonly string[]>
  readonly stop: () => void
}

/** Starts a program that speaks the protocol. */
export const startAnswerer = (command: string, args: readonly string[] = []): Answerer => {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  let waiting:
    | {
        answers: string[]
        count: number
        done: (answers: string[]) => void
        failed: (why: Error) => void
      }
    | undefined
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
  child.on('close', (status) => waiting?.failed(new Error(`${command} ended with ${status}`)))
  return {
    ask: (lines) =>
      new Promise((done, failed) => {
        if (lines.length === 0) return done([])
        waiting = { answers: [], count: lines.length, done, failed }
        child.stdin.write(`${lines.join('\n')}\n`)
      }),
    stop: () => void child.kill(),
  }
}

const BUILD_TOOLS = fileURLToPath(new URL('./oracle/deploy/build.sh', import.meta.url))
const BUILD = fileURLToPath(new URL('./oracle/build.sh', import.meta.url))

/** A release that an oracle can be built of. */
export interface OracleRelease {
  /** As `1.28`. */
  readonly minor: string
  /** The very release whose code answers, as `1.28.15`. */
  readonly patch: string
}

const FOLDER = new URL('./oracle/', import.meta.url)

const releaseIn = (mod: string): OracleRelease => {
  const text = readFileSync(new URL(mod, FOLDER), 'utf8')
  const [, patch = ''] = /^\tk8s\.io\/kubernetes v(\S+)/m.exec(text) ?? []
  return { minor: patch.split('.').slice(0, 2).join('.'), patch }
}

/** The release of the oracle's own folder, which answers where none is named. */
export const newestRelease = (): OracleRelease => releaseIn('go.mod')

const minorOf = ({ minor }: OracleRelease): number => Number(minor.split('.')[1])

/** Every release that an oracle can be built of, oldest first. */
export const oracleReleases = (): readonly OracleRelease[] =>
  [
    ...readdirSync(new URL('versions/', FOLDER)).map((minor) =>
      releaseIn(`versions/${minor}/go.mod`),
    ),
    newestRelease(),
  ].sort((a, b) => minorOf(a) - minorOf(b))

/** Whether Go is there to build the oracle with. */
export const hasGo = (): boolean => spawnSync('go', ['version']).status === 0

/** Builds the oracle of a release, unless it is built already, and answers with its path. */
export const buildOracle = (release: OracleRelease = newestRelease()): string =>
  built(BUILD, ['--kubernetes', release.minor])

const built = (script: string, args: readonly string[] = []): string => {
  const { status, stdout } = spawnSync(script, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (status !== 0) throw new Error('the oracle could not be built')
  return stdout.trim()
}

/** How a line begins that `question` wrote; other lines are read whole. */
const USUAL = /^\{"id":-?\d+,"op":"(?!deployReady)[A-Za-z]+","(?:in":|kubernetes":"([^"\\]*)",)/

const ALL = oracleReleases()
const NEWEST = newestRelease()
const BY_NAME: ReadonlyMap<unknown, OracleRelease> = new Map(
  ALL.flatMap((release) => [[release.minor, release] as const, [release.patch, release] as const]),
)

/** The release that a text names, as `1.28` or `1.28.15`. */
export const findRelease = (text: string): OracleRelease | undefined => BY_NAME.get(text)

/** What a line holds beside its question; nothing where it cannot be read, which an oracle will say. */
const envelope = (
  line: string,
): { readonly id?: unknown; readonly op?: unknown; readonly kubernetes?: unknown } => {
  const read = parseJson(line)
  return read._tag === 'Right' ? ((read.right as object | null) ?? {}) : {}
}

/** What deploy tools are asked is answered by their own code, whatever the release of Kubernetes. */
const DEPLOY_TOOLS: OracleRelease = { minor: 'deploy', patch: 'deploy tools' }

/** Whether an operation is answered by deploy tools, and not by a release of Kubernetes. */
export const asksDeployTools = (operation: unknown): boolean => operation === 'deployReady'

/** The release that a line asks; undefined where there is no oracle of it. */
const releaseAsked = (line: string): OracleRelease | undefined => {
  const usual = USUAL.exec(line)
  const { op, kubernetes: name } =
    usual === null ? envelope(line) : { op: undefined, kubernetes: usual[1] }
  if ((name === undefined || name === null || BY_NAME.has(name)) && asksDeployTools(op)) {
    return DEPLOY_TOOLS
  }
  return name === undefined || name === null ? NEWEST : BY_NAME.get(name)
}

const refusal = (line: string): string => {
  const { id = null, kubernetes } = envelope(line)
  const known = ALL.map(({ patch }) => patch).join(', ')
  return exactJson({ id, bad: `unknown release ${exactJson(kubernetes)}; known are ${known}` })
}

/** Starts the oracle of a release. */
export type StartOracle = (release: OracleRelease) => Answerer

const startBuilt: StartOracle = (release) =>
  startAnswerer(release === DEPLOY_TOOLS ? built(BUILD_TOOLS) : buildOracle(release))

/**
 * Kubernetes, release by release: every line goes to the oracle of the release that it names, and the answers come
 * in the order of the lines. An oracle is built and started when the first line asks for it.
 */
export const startOracles = (start: StartOracle = startBuilt): Answerer => {
  const running = new Map<string, Answerer>()
  const oracleOf = (release: OracleRelease): Answerer => {
    const found = running.get(release.patch) ?? start(release)
    running.set(release.patch, found)
    return found
  }
  const ask: Answerer['ask'] = async (lines) => {
    const asked = lines.map(releaseAsked)
    const answers = lines.map((line, i) => (asked[i] === undefined ? refusal(line) : ''))
    const parts = [...new Set(asked)].map(async (release) => {
      if (release === undefined) return
      const places = [...lines.keys()].filter((i) => asked[i] === release)
      const part = await oracleOf(release).ask(places.map((i) => lines[i] ?? ''))
      for (const [j, i] of places.entries()) answers[i] = part[j] ?? ''
    })
    await Promise.all(parts)
    return answers
  }
  return { ask, stop: () => running.forEach((oracle) => oracle.stop()) }
}
