import type { OptionName, Options } from './options.js'
import type { World } from './world.js'

/** A verb of the command line. The code behind it is loaded when it is asked for. */
export interface Command {
  /** The options it takes; any other is an error, not ignored. */
  readonly takes: readonly OptionName[]
  /** Whether it takes arguments besides options. */
  readonly positionals: boolean
  readonly load: () => Promise<(options: Options, world: World) => Promise<number>>
}

const SNAPSHOT = ['filename', 'namespace', 'output', 'no-color'] as const

/** The verbs, by name. */
export const COMMANDS: Readonly<Record<string, Command>> = {
  plan: {
    takes: [...SNAPSHOT, 'selector', 'now', 'observed', 'detailed-exitcode'],
    positionals: false,
    load: async () => (await import('./planCommand.js')).planCommand,
  },
  diff: {
    takes: ['nodes', 'namespace', 'selector', 'now', 'detailed-exitcode', 'output', 'no-color'],
    positionals: true,
    load: async () => (await import('./diffCommand.js')).diffCommand,
  },
  explain: {
    takes: SNAPSHOT,
    positionals: true,
    load: async () => (await import('./explainCommand.js')).explainCommand,
  },
  history: {
    takes: SNAPSHOT,
    positionals: true,
    load: async () => (await import('./historyCommand.js')).historyCommand,
  },
  undo: {
    takes: [...SNAPSHOT, 'now', 'to-revision'],
    positionals: true,
    load: async () => (await import('./undoCommand.js')).undoCommand,
  },
  'what-if': {
    takes: [...SNAPSHOT, 'selector', 'now', 'detailed-exitcode'],
    positionals: true,
    load: async () => (await import('./whatIfCommand.js')).whatIfCommand,
  },
  taint: {
    takes: ['filename', 'output', 'no-color', 'selector', 'now', 'all', 'overwrite'],
    positionals: true,
    load: async () => (await import('./taintCommand.js')).taintCommand,
  },
  convert: {
    takes: ['filename'],
    positionals: false,
    load: async () => (await import('./convertCommand.js')).convertCommand,
  },
  redact: {
    takes: ['filename', 'collapse', 'keep', 'names'],
    positionals: false,
    load: async () => (await import('./redactCommand.js')).redactCommand,
  },
}
