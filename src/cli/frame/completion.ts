/** Completion for shells, from the definitions of the verbs. The scripts need no podfit to be running. */

import type { Command } from './command.js'
import type { Flag } from './flag.js'

/** The shells that can complete podfit's command lines. */
export const SHELLS = ['bash', 'zsh', 'fish'] as const

export type Shell = (typeof SHELLS)[number]

/** A script that teaches a shell to complete command lines. */
export const completion = (shell: Shell, commands: readonly Command[]): string =>
  `${SCRIPTS[shell](commands).join('\n')}\n`

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`

const flagWords = ({ name, short }: Flag): readonly string[] => [
  ...(short === undefined ? [] : [`-${short}`]),
  `--${name}`,
]

const argumentWords = (command: Command): readonly string[] =>
  command.arguments.flatMap(({ choices = [] }) => choices)

const takesFiles = (command: Command): boolean =>
  command.arguments.some(({ files }) => files === true)

/** In bash 3 too, which macOS has: neither `mapfile` nor `compopt` can be relied on. */
const bash = (commands: readonly Command[]): readonly string[] => [
  '# bash completion for podfit: source <(podfit completion bash)',
  '_podfit() {',
  "  local IFS=$'\\n' cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}",
  '  COMPREPLY=()',
  '  if [[ $cur == "=" ]]; then cur=; elif [[ $prev == "=" ]]; then prev=${COMP_WORDS[COMP_CWORD-2]}; fi',
  '  if [[ $COMP_CWORD -eq 1 ]]; then',
  `    _podfit_words ${commands.map(({ name }) => name).join(' ')} help version`,
  '    return',
  '  fi',
  '  case ${COMP_WORDS[1]} in',
  '    help)',
  `      _podfit_words ${commands.map(({ name }) => name).join(' ')} ;;`,
  ...commands.flatMap(bashCommand),
  '  esac',
  '}',
  '_podfit_words() {',
  '  COMPREPLY=($(compgen -W "$*" -- "$cur"))',
  '}',
  '_podfit_files() {',
  '  compopt -o filenames 2>/dev/null',
  '  COMPREPLY=($(compgen -f -- "$cur"))',
  '}',
  'complete -F _podfit podfit',
]

const bashCommand = (command: Command): readonly string[] => {
  const { name, flags } = command
  const withValue = flags.filter(({ value }) => value !== undefined)
  const words = [...argumentWords(command), ...flags.flatMap(flagWords), '-h', '--help']
  return [
    `    ${name})`,
    ...(withValue.length === 0
      ? []
      : [
          '      case $prev in',
          ...withValue.map(
            (flag) => `        ${flagWords(flag).join('|')}) ${bashValue(flag)}return ;;`,
          ),
          '      esac',
        ]),
    ...(takesFiles(command) ? ['      if [[ $cur != -* ]]; then _podfit_files; return; fi'] : []),
    `      _podfit_words ${words.join(' ')} ;;`,
  ]
}

const bashValue = ({ files, choices }: Flag): string => {
  if (files === true) return '_podfit_files; '
  return choices === undefined ? '' : `_podfit_words ${choices.join(' ')}; `
}

const zsh = (commands: readonly Command[]): readonly string[] => [
  '#compdef podfit',
  '# zsh completion for podfit: source <(podfit completion zsh)',
  'compdef _podfit podfit',
  '_podfit() {',
  '  local -a verbs',
  '  verbs=(',
  ...commands.map(({ name, summary }) => `    ${quoted(`${name}:${summary}`)}`),
  "    'help:how to call a verb'",
  "    'version:the version of podfit'",
  '  )',
  '  if (( CURRENT == 2 )); then',
  "    _describe 'verb' verbs",
  '    return',
  '  fi',
  '  shift words',
  '  (( CURRENT-- ))',
  '  case $words[1] in',
  '    help)',
  "      _describe 'verb' verbs ;;",
  ...commands.flatMap((command) => [
    `    ${command.name})`,
    '      _arguments -s \\',
    ...command.flags.map((flag) => `        ${zshFlag(flag)} \\`),
    "        '(-h --help)'{-h,--help}'[this text]' \\",
    `        ${quoted(`*:argument:${zshArgument(command)}`)} ;;`,
  ]),
  '  esac',
  '}',
  'if [ "$funcstack[1]" = "_podfit" ]; then _podfit; fi',
]

const zshArgument = (command: Command): string => {
  const words = argumentWords(command)
  return takesFiles(command) ? '_files' : words.length === 0 ? ' ' : `(${words.join(' ')})`
}

const zshFlag = (flag: Flag): string => {
  const { name, short, text, value, repeats, files, choices } = flag
  const ways = [
    ...(short === undefined ? [] : [`-${short}${value === undefined ? '' : '+'}`]),
    `--${name}${value === undefined ? '' : '='}`,
  ]
  const about = `[${text.replaceAll(/[[\]:\\]/g, '\\$&')}]`
  const action = files === true ? '_files' : choices === undefined ? ' ' : `(${choices.join(' ')})`
  const rest = quoted(value === undefined ? about : `${about}:${value}:${action}`)
  const once = repeats === true ? '*' : `(${flagWords(flag).join(' ')})`
  return ways.length === 1
    ? `${quoted(once)}${quoted(ways.join(''))}${rest}`
    : `${quoted(once)}{${ways.join(',')}}${rest}`
}

const fish = (commands: readonly Command[]): readonly string[] => [
  '# fish completion for podfit: podfit completion fish | source',
  'complete -c podfit -f',
  ...commands.map(
    ({ name, summary }) =>
      `complete -c podfit -n __fish_use_subcommand -a ${name} -d ${fishQuoted(summary)}`,
  ),
  "complete -c podfit -n __fish_use_subcommand -a help -d 'how to call a verb'",
  "complete -c podfit -n __fish_use_subcommand -a version -d 'the version of podfit'",
  `complete -c podfit -n '__fish_seen_subcommand_from help' -a ${quoted(commands.map(({ name }) => name).join(' '))}`,
  ...commands.flatMap((command) => {
    const here = `complete -c podfit -n '__fish_seen_subcommand_from ${command.name}'`
    const words = argumentWords(command)
    return [
      ...(takesFiles(command) ? [`${here} -F`] : []),
      ...(words.length === 0 ? [] : [`${here} -a ${quoted(words.join(' '))}`]),
      ...command.flags.map((flag) => `${here} ${fishFlag(flag)}`),
      `${here} -s h -l help -d 'this text'`,
    ]
  }),
]

const fishFlag = ({ name, short, text, value, files, choices }: Flag): string => {
  const letter = short === undefined ? '' : `-s ${short} `
  const words = choices === undefined ? '-x' : `-x -a ${quoted(choices.join(' '))}`
  const takes = value === undefined ? '' : ` ${files === true ? '-r -F' : words}`
  return `${letter}-l ${name}${takes} -d ${fishQuoted(text)}`
}

const fishQuoted = (text: string): string => `'${text.replaceAll(/['\\]/g, '\\$&')}'`

const SCRIPTS: Readonly<Record<Shell, (commands: readonly Command[]) => readonly string[]>> = {
  bash,
  zsh,
  fish,
}
