import type { Command } from '../frame/command.js'

type Load = () => Promise<Command>

/** The verbs, by name, in the order of the help. The code behind one is loaded when it is asked for. */
export const COMMANDS: Readonly<Record<string, Load>> = {
  status: async () => (await import('./overview/statusCommand.js')).statusCommand,
  plan: async () => (await import('./planCommand.js')).planCommand,
  explain: async () => (await import('./explainCommand.js')).explainCommand,
  node: async () => (await import('./overview/nodeCommand.js')).nodeCommand,
  capacity: async () => (await import('./overview/capacityCommand.js')).capacityCommand,
  ready: async () => (await import('./overview/readyCommand.js')).readyCommand,
  matrix: async () => (await import('./overview/matrixCommand.js')).matrixCommand,
  diff: async () => (await import('./diffCommand.js')).diffCommand,
  rollout: async () => (await import('./rollout/rolloutCommand.js')).rolloutCommand,
  'what-if': async () => (await import('./whatIfCommand.js')).whatIfCommand,
  taint: async () => (await import('./taint/taintCommand.js')).taintCommand,
  history: async () => (await import('./historyCommand.js')).historyCommand,
  undo: async () => (await import('./undoCommand.js')).undoCommand,
  convert: async () => (await import('./convertCommand.js')).convertCommand,
  audit: async () => (await import('./auditCommand.js')).auditCommand,
  lint: async () => (await import('./lint/lintCommand.js')).lintCommand,
  simplify: async () => (await import('./lint/simplifyCommand.js')).simplifyCommand,
  test: async () => (await import('./testCommand.js')).testCommand,
  suggest: async () => (await import('./suggestCommand.js')).suggestCommand,
  snapshot: async () => (await import('./snapshotCommand.js')).snapshotCommand,
  redact: async () => (await import('./redactCommand.js')).redactCommand,
  versions: async () => (await import('./versionsCommand.js')).versionsCommand,
  completion: async () => {
    const { completionCommand } = await import('./completionCommand.js')
    return completionCommand(async () => {
      const others = Object.entries(COMMANDS).filter(([name]) => name !== 'completion')
      return await Promise.all(others.map(async ([, load]) => await load()))
    })
  },
}
