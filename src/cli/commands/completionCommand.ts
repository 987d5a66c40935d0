import { command, type Command } from '../frame/command.js'
import { completion, SHELLS } from '../frame/completion.js'
import { choiceArgument } from '../options/option.js'

/** `podfit completion SHELL`: a script by which a shell completes podfit's command lines. */
export const completionCommand = (others: () => Promise<readonly Command[]>): Command => {
  const itself: Command = command({
    name: 'completion',
    summary: 'a script by which bash, zsh or fish complete verbs, flags and files',
    arguments: { shell: choiceArgument('SHELL', SHELLS) },
    options: {},
    examples: [
      {
        line: 'source <(podfit completion bash)',
        text: 'in ~/.bashrc; the same with zsh in ~/.zshrc',
      },
      {
        line: 'podfit completion fish > ~/.config/fish/completions/podfit.fish',
        text: 'once, for fish',
      },
    ],
    run: async ({ shell }) => ({
      answer: undefined,
      asIs: completion(shell, [...(await others()), itself]),
    }),
    formats: {},
  })
  return itself
}
