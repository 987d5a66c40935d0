import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { run } from '../../src/cli/run.js'
import { noProgram, type World } from '../../src/cli/world.js'
import { parseJson } from '../../src/decode/json.js'
import { parseYaml } from '../../src/decode/yaml.js'
import { sarifFaults, schemaFaults } from './schemas.js'

/** What a command line does: its exit code and everything it prints. */
export interface Ran {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** What a command finds around it; without `now` it is noon on 2 January 2026. */
export interface Surroundings {
  readonly files?: Readonly<Record<string, string>>
  readonly stdin?: string
  /** What stands on standard input where it is no text. */
  readonly bytes?: Uint8Array
  readonly env?: World['env']
  /** What other programs print; without it there are none. */
  readonly program?: World['program']
  readonly terminal?: boolean
  /** How wide that is. */
  readonly columns?: number
  readonly now?: string
}

/** A world that keeps what is printed and touches nothing. */
export const fakeWorld = ({
  stdin,
  bytes,
  env,
  program,
  terminal,
  columns,
  now,
}: Surroundings = {}) => {
  const printed = { stdout: '', stderr: '' }
  const world: World = {
    stdout: (text) => {
      printed.stdout += text
      return Promise.resolve()
    },
    stderr: (text) => void (printed.stderr += text),
    stdin: async function* () {
      const given = bytes ?? (stdin === undefined ? undefined : Buffer.from(stdin))
      if (given === undefined) throw await Promise.resolve(new Error('nobody types'))
      yield given
    },
    program: program ?? noProgram,
    env: env ?? {},
    now: () => new Date(now ?? '2026-01-02T12:00:00Z'),
    stdoutIsTerminal: terminal ?? false,
    stderrIsTerminal: terminal ?? false,
    columns,
  }
  return { world, printed }
}

/** Gives a test files of its own, and takes them away afterwards. */
export const withFiles = async <A>(
  files: Readonly<Record<string, string>>,
  use: (directory: string) => Promise<A>,
): Promise<A> => {
  const directory = await mkdtemp(join(tmpdir(), 'podfit-'))
  try {
    for (const [name, text] of Object.entries(files)) {
      const path = join(directory, name)
      await mkdir(dirname(path), { recursive: true })
      await writeFile(path, text)
    }
    return await use(directory)
  } finally {
    await rm(directory, { recursive: true })
  }
}

const isAsked = (args: readonly string[], format: string): boolean =>
  args.some(
    (arg, i) =>
      [`-o${format}`, `-o=${format}`, `--output=${format}`].includes(arg) ||
      (arg === format && ['-o', '--output'].includes(args[i - 1] ?? '')),
  )

/** What is printed as JSON or YAML has to be as the published schema of the verb says, whatever a test looks at. */
const keepToSchema = (args: readonly string[], stdout: string): void => {
  const [verb = ''] = args
  // suggest --patch prints the patch alone.
  if (
    stdout === '' ||
    verb === 'redact' ||
    verb === 'snapshot' ||
    (verb === 'suggest' && args.includes('--patch'))
  )
    return
  if (isAsked(args, 'sarif')) {
    const faults = sarifFaults(JSON.parse(stdout))
    if (faults.length > 0) throw new Error(`${args.join(' ')}: no SARIF\n${faults.join('\n')}`)
  }
  const read = isAsked(args, 'json')
    ? parseJson(stdout)
    : isAsked(args, 'yaml')
      ? parseYaml(stdout)[0]
      : undefined
  if (read === undefined || read._tag === 'Left') return
  const faults = schemaFaults(verb, read.right)
  if (faults.length > 0) {
    throw new Error(`${args.join(' ')}: not as schemas/${verb}.json says\n${faults.join('\n')}`)
  }
}

/** Runs a command line; `@name` stands for the file of that name, and is printed as that name. */
export const podfit = async (
  args: readonly string[],
  surroundings: Surroundings = {},
): Promise<Ran> =>
  await withFiles(surroundings.files ?? {}, async (directory) => {
    const { world, printed } = fakeWorld(surroundings)
    const given = args.map((arg) => (arg.startsWith('@') ? join(directory, arg.slice(1)) : arg))
    const code = await run(given, world)
    keepToSchema(args, printed.stdout)
    const shown = (text: string) => text.replaceAll(`${directory}/`, '').replaceAll(directory, '@')
    return { code, stdout: shown(printed.stdout), stderr: shown(printed.stderr) }
  })
