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
        return await onSnapshot(command, rest, world)
      default:
        throw new UsageError(`no command ${command}`)
    }
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    world.stderr(`podfit: ${error.message}\nRun podfit --help for the options.\n`)
    return EXIT.usage
  }
}

const onSnapshot = async (
  command: 'plan' | 'explain',
  args: readonly string[],
  world: World,
): Promise<number> => {
  const { parseOptions } = await import('./options.js')
  const takes = ['filename', 'namespace', 'output', 'no-color'] as const
  const options =
    command === 'plan'
      ? parseOptions(args, [...takes, 'selector', 'now', 'observed', 'detailed-exitcode'])
      : parseOptions(args, takes)
  if (options.help) {
    world.stdout(HELP)
    return EXIT.done
  }
  if (command === 'explain')
    return (await import('./explainCommand.js')).explainCommand(options, world)
  if (options.positionals.length > 0) {
    throw new UsageError(
      `plan takes no argument ${options.positionals.join(' ')}; give files with -f`,
    )
  }
  return (await import('./planCommand.js')).planCommand(options, world)
}
