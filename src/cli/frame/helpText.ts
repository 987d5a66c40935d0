import { EXIT, EXIT_TEXT } from '../exitCode.js'
import type { Argument, Command } from './command.js'
import type { Flag } from './flag.js'

/** So wide a line of help may be. */
const WIDTH = 100

/** How a verb is called, in one line. */
export const usageLine = (command: Command): string => `Usage: ${callText(command)}`

const callText = ({ name, arguments: words, flags }: Command): string =>
  [
    `podfit ${name}`,
    ...words.map(argumentTerm),
    ...flags.filter(({ needed }) => needed === true).map(neededTerm),
    ...(flags.some(({ needed }) => needed !== true) ? ['[options]'] : []),
  ].join(' ')

const argumentTerm = ({ name, needed, repeats }: Argument<unknown>): string => {
  const term = `${name}${repeats ? '...' : ''}`
  return needed ? term : `[${term}]`
}

const neededTerm = ({ name, short, value = '', repeats }: Flag): string =>
  `${short === undefined ? `--${name}` : `-${short}`} ${value}${repeats === true ? '...' : ''}`

/** What there is to know about a verb. */
export const commandHelp = (command: Command): readonly string[] => [
  `podfit ${command.name}: ${command.summary}`,
  ...command.about,
  '',
  usageLine(command),
  ...section(
    'Arguments',
    command.arguments.map(({ name, text }) => [name, text]),
  ),
  ...section('Options', [...command.flags.map(flagRow), ['-h, --help', 'this text']]),
  ...exampleLines(command),
]

const exampleLines = ({ examples }: Command): readonly string[] =>
  examples.length === 0
    ? []
    : ['', 'Examples', ...examples.flatMap(({ line, text }) => [`  # ${text}`, `  ${line}`])]

const flagRow = ({
  name,
  short,
  value,
  text,
  repeats,
  choices,
}: Flag): readonly [string, string] => {
  const letter = short === undefined ? '    ' : `-${short}, `
  const listed = choices === undefined || text.includes(choices.join(', '))
  return [
    `${letter}--${name}${value === undefined ? '' : ` ${value}`}`,
    [
      text,
      ...(listed ? [] : [choices.join(', ')]),
      ...(repeats === true ? ['may be repeated'] : []),
    ].join('; '),
  ]
}

/** What podfit can do. */
export const podfitHelp = (commands: readonly Command[]): readonly string[] => [
  'podfit: which nodes a DaemonSet runs on, why or why not, and what its controller does next',
  '',
  'Usage: podfit VERB [options]',
  ...section('Verbs', [
    ...commands.map(({ name, summary }) => [name, summary] as const),
    ['help [VERB]', 'this text, or how to call a verb and what it takes'] as const,
    ['version', 'the version of podfit'] as const,
  ]),
  ...section(
    'Exit codes',
    Object.entries(EXIT_TEXT).map(([name, text]) => [
      String(EXIT[name as keyof typeof EXIT]),
      text,
    ]),
  ),
  '',
  'Input',
  '  kubectl get nodes,daemonsets,pods,controllerrevisions,events -A -o json > cluster.json',
  '  podfit plan -f cluster.json',
  '  podfit plan --cluster              the cluster that kubectl reaches',
]

/** Terms and what they mean, in two columns. */
const section = (
  title: string,
  rows: readonly (readonly [term: string, text: string])[],
): readonly string[] => {
  const width = Math.max(...rows.map(([term]) => term.length))
  return rows.length === 0
    ? []
    : [
        '',
        title,
        ...rows.flatMap(([term, text]) =>
          wrapped(text, WIDTH - width - 4).map(
            (line, i) => `  ${(i === 0 ? term : '').padEnd(width)}  ${line}`,
          ),
        ),
      ]
}

/** A text in lines of that many letters at most. */
const wrapped = (text: string, width: number): readonly string[] => {
  const lines: string[] = ['']
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? ''
    if (line !== '' && line.length + 1 + word.length > width) lines.push(word)
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`
  }
  return lines
}
