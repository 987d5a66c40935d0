import { Command as Parser, CommanderError, Option as ParserOption } from 'commander'
import { own } from '../../data/own.js'
import { UsageError } from '../exitCode.js'
import type { Command, CommandLine } from './command.js'
import type { Flag } from './flag.js'
import { usageLine } from './helpText.js'

/** What a command line asks for: help, or that the verb is carried out. */
export type Parsed = 'help' | CommandLine

/**
 * Reads what follows a verb. Flags and words may stand in any order; after `--` everything is a word. Of a flag
 * that is given several times the verb decides what counts.
 */
export const parseCommandLine = (command: Command, args: readonly string[]): Parsed => {
  const given = new Map<string, string[]>()
  const parser = silent(new Parser(command.name))
    .helpOption('-h, --help')
    .argument('[words...]')
    .configureHelp({ formatHelp: () => '' })
  for (const flag of command.flags) {
    parser.addOption(new ParserOption(flagTerm(flag), flag.text))
    parser.on(`option:${flag.name}`, (value?: string) => {
      given.set(flag.name, [...(given.get(flag.name) ?? []), value ?? ''])
    })
  }
  checkValues(command, args)
  try {
    parser.parse(args, { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.code === 'commander.helpDisplayed') return 'help'
    throw usageError(error, command)
  }
  checkWords(command, parser.args)
  return { words: parser.args, given: (name) => given.get(name) ?? [] }
}

/** Verbs of kubectl and helm, and what says here what they would show or do. */
const IN_OTHER_WORDS: Readonly<Record<string, string>> = {
  get: 'podfit plan shows what kubectl get daemonsets will show',
  describe: 'podfit explain says why a DaemonSet runs on a node or does not',
  apply: 'podfit diff CLUSTER MANIFEST says what applying changes',
  create: 'podfit plan -f MANIFEST says what creating does',
  replace: 'podfit diff CLUSTER MANIFEST says what replacing changes',
  delete: "podfit what-if 'delete node NAME' says what deleting a node does",
  drain: "podfit what-if 'drain NODE --ignore-daemonsets' says what draining does",
  cordon: "podfit what-if 'cordon NODE' says what cordoning does",
  uncordon: "podfit what-if 'uncordon NODE' says what uncordoning does",
  label: "podfit what-if 'label nodes NODE KEY=VALUE' says what labelling does",
  restart: 'podfit rollout DAEMONSET --restart says how a restart goes',
  status: 'podfit rollout DAEMONSET says how far a rollout has come',
  lint: 'podfit audit says what is wrong',
  validate: 'podfit audit says what is wrong',
}

/** What to say about a verb that does not exist, with the nearest one that does. */
export const unknownVerb = (name: string, verbs: readonly string[]): UsageError => {
  if (name === '-v' || name === '-V') {
    return new UsageError(`${name} is no flag; the version: podfit version`)
  }
  const instead = own(IN_OTHER_WORDS, name)
  if (instead !== undefined) return new UsageError(`unknown verb '${name}'; ${instead}`)
  if (name.startsWith('-')) {
    return new UsageError(`${name} stands before the verb`, ['Usage: podfit VERB [options]'])
  }
  const parser = silent(new Parser('podfit'))
  for (const verb of verbs) silent(parser.command(verb))
  try {
    parser.parse([name], { from: 'user' })
  } catch (error) {
    if (error instanceof CommanderError) return usageError(error)
    throw error
  }
  return new UsageError(`no verb ${name}`)
}

/** A parser that prints nothing and throws. */
const silent = (parser: Parser): Parser =>
  parser
    .exitOverride()
    .helpCommand(false)
    .configureOutput({ writeOut: () => undefined, writeErr: () => undefined })

/** A flag as help shows it: `-f, --filename <FILE>`. */
const flagTerm = ({ name, short, value }: Flag): string => {
  const letter = short === undefined ? '' : `-${short}, `
  return `${letter}--${name}${value === undefined ? '' : ` <${value}>`}`
}

/** The library's sentence: `error: unknown option '--al'`, and below it `(Did you mean --all?)`. */
const usageError = ({ message }: CommanderError, command?: Command): UsageError => {
  const [said = '', hint] = message
    .replace(/^error: /, '')
    .replace(/^unknown command/, 'unknown verb')
    .split('\n')
  const near = hint === undefined ? '' : `; ${hint.replace(/^\(D(.*)\)$/, 'd$1')}`
  const of = command === undefined ? '' : `${command.name}: `
  return new UsageError(`${of}${said}${near}`)
}

/**
 * What the library lets pass: a flag taken for the value of another one, and a value for a flag that has none.
 */
const checkValues = ({ flags }: Command, args: readonly string[]): void => {
  for (let i = 0; i < args.length && args[i] !== '--'; i++) {
    const [arg = '', next] = args.slice(i)
    const [name, value] = arg.split(/=(.*)/s)
    const flag = flags.find((each) => name === `--${each.name}` || name === `-${each.short}`)
    if (flag === undefined) continue
    if (flag.value === undefined) {
      if (value !== undefined) throw new UsageError(`${name} takes no value, found ${value}`)
    } else if (value === undefined) {
      const known = `--${flag.name}: expected ${flag.value}`
      if (next === undefined) throw new UsageError(known)
      if (next.startsWith('-') && next !== '-') {
        throw new UsageError(`${known}, found ${next} (--${flag.name}=${next} if it is meant)`)
      }
      i++
    }
  }
}

const checkWords = (command: Command, words: readonly string[]): void => {
  const needed = command.arguments.filter((each) => each.needed)
  const missing = needed[words.length]
  if (missing !== undefined) {
    throw new UsageError(`${command.name}: expected ${missing.name}`, [usageLine(command)])
  }
  if (command.arguments.some((each) => each.repeats)) return
  const [first, ...more] = words.slice(command.arguments.length)
  if (first === undefined) return
  if (command.arguments.length === 0) {
    const hint = command.flags.some(({ name }) => name === 'filename') ? '; give files with -f' : ''
    throw new UsageError(`${command.name} takes no argument ${first}${hint}`)
  }
  throw new UsageError(`too many arguments: ${[first, ...more].join(' ')}`, [usageLine(command)])
}
