import type { OptionName, Options, Output } from '../options/options.js'
import type { World } from '../world.js'

/** A verb of the command line. The code behind it is loaded when it is asked for. */
export interface Command {
  /** The options it takes; any other is an error, not ignored. */
  readonly takes: readonly OptionName[]
  /** Whether it takes arguments besides options. */
  readonly positionals: boolean
  /** How it may answer; text and JSON unless said otherwise. */
  readonly outputs?: readonly Output[]
  readonly load: () => Promise<(options: Options, world: World) => Promise<number>>
}

const VERSION = ['kubernetes', 'feature-gates'] as const
const LISTED = ['filename', 'namespace', 'output', 'no-color'] as const
const SNAPSHOT = [...LISTED, ...VERSION] as const

const ROLLOUT = [
  'apply',
  'restart',
  'max-unavailable',
  'max-surge',
  'ready-after',
  'gone-after',
  'never-ready',
  'check',
  'stages',
  'by',
  'canary',
  'min-available',
  'max-restarts',
  'soak',
] as const

/** Reports for people, programs and CI. */
const REPORTS = ['text', 'json', 'markdown', 'junit', 'sarif', 'github'] as const

/** The verbs, by name. */
export const COMMANDS: Readonly<Record<string, Command>> = {
  plan: {
    takes: [...SNAPSHOT, 'selector', 'now', 'observed', 'detailed-exitcode', 'against'],
    positionals: false,
    load: async () => (await import('./planCommand.js')).planCommand,
  },
  diff: {
    takes: [
      'nodes',
      'namespace',
      'selector',
      'now',
      'detailed-exitcode',
      'output',
      'no-color',
      ...VERSION,
    ],
    positionals: true,
    outputs: ['text', 'json', 'markdown'],
    load: async () => (await import('./diffCommand.js')).diffCommand,
  },
  explain: {
    takes: SNAPSHOT,
    positionals: true,
    load: async () => (await import('./explainCommand.js')).explainCommand,
  },
  history: {
    takes: LISTED,
    positionals: true,
    load: async () => (await import('./historyCommand.js')).historyCommand,
  },
  undo: {
    takes: [...SNAPSHOT, 'now', 'to-revision'],
    positionals: true,
    load: async () => (await import('./undoCommand.js')).undoCommand,
  },
  rollout: {
    takes: [...SNAPSHOT, 'now', ...ROLLOUT],
    positionals: true,
    load: async () => (await import('./rolloutCommand.js')).rolloutCommand,
  },
  'what-if': {
    takes: [...SNAPSHOT, 'selector', 'now', 'detailed-exitcode'],
    positionals: true,
    outputs: ['text', 'json', 'markdown'],
    load: async () => (await import('./whatIfCommand.js')).whatIfCommand,
  },
  taint: {
    takes: ['filename', 'output', 'no-color', ...VERSION, 'selector', 'now', 'all', 'overwrite'],
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
  versions: {
    takes: ['output', 'no-color', ...VERSION],
    positionals: false,
    load: async () => (await import('./versionsCommand.js')).versionsCommand,
  },
  audit: {
    takes: [...LISTED, 'now', 'fail-on', 'remover'],
    positionals: false,
    outputs: REPORTS,
    load: async () => (await import('./auditCommand.js')).auditCommand,
  },
  test: {
    takes: ['filename', 'output', 'no-color', 'run', ...VERSION],
    positionals: true,
    outputs: REPORTS,
    load: async () => (await import('./testCommand.js')).testCommand,
  },
  suggest: {
    takes: [...SNAPSHOT, 'patch', 'way'],
    positionals: true,
    load: async () => (await import('./suggestCommand.js')).suggestCommand,
  },
}
