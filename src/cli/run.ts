import { own } from '../data/own.js'
import { EXIT, InputError, UsageError } from './exitCode.js'
import { HELP } from './commands/help.js'
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
      default:
        return await carryOut(command, rest, world)
    }
  } catch (error) {
    if (error instanceof InputError) {
      world.stderr(`podfit: ${error.message}\n`)
      return EXIT.input
    }
    if (!(error instanceof UsageError)) throw error
    world.stderr(`podfit: ${error.message}\nRun podfit --help for the options.\n`)
    return EXIT.usage
  }
}

const carryOut = async (name: string, args: readonly string[], world: World): Promise<number> => {
  const [{ COMMANDS }, { parseOptions }, { standInText }] = await Promise.all([
    import('./commands/commands.js'),
    import('./options/options.js'),
    import('./options/kubernetesOption.js'),
  ])
  const command = own(COMMANDS, name)
  if (command === undefined) throw new UsageError(`no command ${name}`)
  const options = parseOptions(args, command.takes, command.outputs)
  if (options.help) {
    world.stdout(HELP)
    return EXIT.done
  }
  const [unexpected] = options.positionals
  if (unexpected !== undefined && !command.positionals) {
    const hint = command.takes.includes('filename') ? '; give files with -f' : ''
    throw new UsageError(`${name} takes no argument ${unexpected}${hint}`)
  }
  for (const version of [options.kubernetes, options.against]) {
    const note = version && standInText(version)
    if (note !== undefined) world.stderr(`podfit: ${note}\n`)
  }
  return await (
    await command.load()
  )(options, world)
}
