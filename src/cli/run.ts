import { EXIT, UsageError } from './exitCode.js'
import { HELP } from './help.js'
import { VERSION } from './version.js'
import type { World } from './world.js'

/** Carries out a command line and answers with its exit code. */
export const run = async (args: readonly string[], world: World): Promise<number> => {
  const [command, ...rest] = args
  try {
    switch (command) {
      case undefined:
      case 'help':
      case '-h':
      case '--help':
        world.stdout(HELP)
        return EXIT.done
      case 'version':
      case '--version':
        world.stdout(`${VERSION}\n`)
        return EXIT.done
      case 'plan':
      case 'explain':
      case 'convert':
      case 'taint':
        return await carryOut(command, rest, world)
      default:
        throw new UsageError(`no command ${command}`)
    }
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    world.stderr(`podfit: ${error.message}\nRun podfit --help for the options.\n`)
    return EXIT.usage
  }
}

type Command = 'plan' | 'explain' | 'convert' | 'taint'

/** The options that each command takes; the code behind a command is loaded when it is asked for. */
const carryOut = async (
  command: Command,
  args: readonly string[],
  world: World,
): Promise<number> => {
  const { parseOptions } = await import('./options.js')
  const options = parseOptions(args, TAKES[command])
  if (options.help) {
    world.stdout(HELP)
    return EXIT.done
  }
  if (command === 'explain') {
    return await (await import('./explainCommand.js')).explainCommand(options, world)
  }
  if (command === 'taint') {
    return await (await import('./taintCommand.js')).taintCommand(options, world)
  }
  const [unexpected] = options.positionals
  if (unexpected !== undefined) {
    throw new UsageError(`${command} takes no argument ${unexpected}; give files with -f`)
  }
  return command === 'plan'
    ? await (await import('./planCommand.js')).planCommand(options, world)
    : await (await import('./convertCommand.js')).convertCommand(options, world)
}

const SNAPSHOT = ['filename', 'namespace', 'output', 'no-color'] as const

const TAKES = {
  plan: [...SNAPSHOT, 'selector', 'now', 'observed', 'detailed-exitcode'],
  explain: SNAPSHOT,
  convert: ['filename'],
  taint: ['filename', 'output', 'no-color', 'selector', 'now', 'all', 'overwrite'],
} as const
