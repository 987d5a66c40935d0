import { own } from '../data/own.js'
import { EXIT, InputError, OutputError, UsageError, type ExitCode } from './exitCode.js'
import { ClosedPipe, linesText, tell, writeOutput } from './frame/write.js'
import { VERSION } from './version.js'
import type { World } from './world.js'

/** How podfit was called. */
export interface RunOptions {
  /** Whether verbs that are given no input look at the cluster that kubectl reaches; false unless given. */
  readonly looksAtCluster?: boolean
}

/** Carries out a command line and answers with its exit code. */
export const run = async (
  args: readonly string[],
  world: World,
  options: RunOptions = {},
): Promise<ExitCode> => {
  try {
    return await carryOut(args, world, options)
  } catch (error) {
    return await failed(error, args, world)
  }
}

const carryOut = async (
  args: readonly string[],
  world: World,
  { looksAtCluster = false }: RunOptions,
): Promise<ExitCode> => {
  const [name, ...rest] = args
  if (name === 'version' || name === '--version') {
    await writeOutput(`${VERSION}\n`, world)
    return EXIT.done
  }
  const { COMMANDS } = await import('./commands/commands.js')
  const helpAsked = name === undefined || ['help', '-h', '--help'].includes(name)
  const verb = helpAsked ? rest[0] : name
  const { commandHelp, podfitHelp } = await import('./frame/helpText.js')
  if (verb === undefined) {
    const commands = await Promise.all(Object.values(COMMANDS).map((load) => load()))
    await writeOutput(linesText(podfitHelp(commands)), world)
    return EXIT.done
  }
  const { parseCommandLine, unknownVerb } = await import('./frame/parseCommandLine.js')
  const command = await own(COMMANDS, verb)?.()
  if (command === undefined) throw unknownVerb(verb, [...Object.keys(COMMANDS), 'help', 'version'])
  const line = helpAsked ? 'help' : parseCommandLine(command, rest)
  if (line === 'help') {
    await writeOutput(linesText(commandHelp(command)), world)
    return EXIT.done
  }
  const { lacksInput, ofTheCluster } = await import('./options/inputsOption.js')
  const asked =
    looksAtCluster && lacksInput(command.flags, line.given)
      ? { ...line, given: ofTheCluster(line.given) }
      : line
  const { output, notes, problems, code } = await command.carryOut(asked, world)
  await writeOutput(output, world)
  for (const note of notes) tell(world, note)
  if (problems.length > 0) {
    const { problemText } = await import('./input/problem.js')
    for (const problem of problems) tell(world, problemText(problem))
  }
  return code
}

/** Says why nothing, or not everything, could be answered. */
const failed = async (error: unknown, args: readonly string[], world: World): Promise<ExitCode> => {
  if (error instanceof ClosedPipe) return EXIT.done
  if (error instanceof UsageError) {
    const { COMMANDS } = await import('./commands/commands.js')
    const [verb = ''] = args
    const help = own(COMMANDS, verb) === undefined ? 'podfit --help' : `podfit ${verb} --help`
    tell(world, error.message, [...error.details, `Run ${help} for arguments and options.`])
    return EXIT.usage
  }
  if (error instanceof InputError || error instanceof OutputError) {
    tell(world, error.message, error.details)
    return error instanceof InputError ? EXIT.input : EXIT.output
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
  tell(
    world,
    'this is a fault of podfit, not of its input. Please report it with the following lines,',
    [
      'and with the input if you can share it (podfit redact takes the names out of a snapshot):',
      `podfit ${VERSION}, Node.js ${process.versions.node}: podfit ${args.join(' ')}`,
      ...stack.split('\n'),
    ],
  )
  return EXIT.fault
}
