import { Command as Parser, CommanderError, Option as ParserOption } from 'commander'
import { own } from '../../data/own.js'
import { UsageError } from '../exitCode.js'
import { GO_BOOLEANS } from './flag.js'
import type { Command, CommandLine } from './command.js'
import type { Flag } from './flag.js'
import { usageLine } from './helpText.js'
import { didYouMean, nearest } from './nearest.js'

/** What a command line asks for: help, or that the verb is carried out. */
export type Parsed = 'help' | CommandLine

/**
 * Reads what follows a verb. Flags and words may stand in any order; after `--` everything is a word. Of a flag
 * that is given several times the verb decides what counts.
 */
export const parseCommandLine = (command: Command, args: readonly string[]): Parsed => {
  const parsed = parseFlags(command, command.grouped?.(args, command.flags) ?? args)
  if (parsed !== 'help') checkWords(command, parsed.words)
  return parsed
}

/** What takes flags: a verb, or an edit within one. */
export interface FlagTaker {
  readonly name: string
  readonly flags: readonly Flag[]
}

/**
 * The same without a look at the words. What is on or off may be told so, as kubectl takes it: `--force=false`; it
 * is then as if it had not been given before.
 */
export const parseFlags = (taker: FlagTaker, written: readonly string[]): Parsed => {
  const { name: of, flags } = taker
  const args = withWholeNames(taker, written)
  const given = new Map<string, string[]>()
  const parser = silent(new Parser(of))
    .helpOption('-h, --help')
    .argument('[words...]')
    .configureHelp({ formatHelp: () => '' })
  for (const flag of flags) {
    parser.addOption(new ParserOption(flagTerm(flag), flag.text))
    parser.on(`option:${flag.name}`, (value?: string) => {
      given.set(flag.name, [...(given.get(flag.name) ?? []), value ?? ''])
    })
  }
  for (const { flag, word, isOn } of saidOnOrOff(flags, args)) {
    parser.addOption(new ParserOption(`--${flag.name}=${word}`).hideHelp())
    parser.on(`option:${flag.name}=${word}`, () => given.set(flag.name, isOn ? [''] : []))
  }
  try {
    parser.parse(args, { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.code === 'commander.helpDisplayed') return 'help'
    throw usageError(error, of)
  }
  return { words: parser.args, given: (name) => given.get(name) ?? [] }
}

/** The words by which flags of the command line are told to be on or off, each once. */
const saidOnOrOff = (flags: readonly Flag[], args: readonly string[]) =>
  flags.flatMap((flag) => {
    if (flag.value !== undefined) return []
    const start = `--${flag.name}=`
    const words = args.flatMap((arg) => (arg.startsWith(start) ? [arg.slice(start.length)] : []))
    return [...new Set(words)].flatMap((word) => {
      const isOn = GO_BOOLEANS.get(word)
      return isOn === undefined ? [] : [{ flag, word, isOn }]
    })
  })

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
  return new UsageError(`unknown verb '${name}'${didYouMean(nearest(name, verbs))}`)
}

/** A flag as help shows it: `-f, --filename <FILE>`. */
const flagTerm = ({ name, short, value }: Flag): string => {
  const letter = short === undefined ? '' : `-${short}, `
  return `${letter}--${name}${value === undefined ? '' : ` <${value}>`}`
}

/** The library's sentence: `error: unknown option '--al'`, and below it `(Did you mean --all?)`. */
const usageError = ({ message }: CommanderError, name: string): UsageError => {
  const [said = '', hint] = message.replace(/^error: /, '').split('\n')
  const near = hint === undefined ? '' : `; ${hint.replace(/^\(D(.*)\)$/, 'd$1')}`
  return new UsageError(`${name}: ${said}${near}`)
}

/**
 * A command line as the library takes it: a letter with a value behind `=`, as kubectl takes it (`-o=json`), under its
 * whole name. Refused is what the library lets pass: a flag taken for the value of another one, and a value for a
 * flag that has none.
 */
const withWholeNames = ({ flags }: FlagTaker, args: readonly string[]): readonly string[] => {
  const whole = [...args]
  for (let i = 0; i < args.length && args[i] !== '--'; i++) {
    const [arg = '', next] = args.slice(i)
    const [name, value] = arg.split(/=(.*)/s)
    const flag = flags.find((each) => name === `--${each.name}` || name === `-${each.short}`)
    if (flag === undefined) continue
    if (value !== undefined) {
      if (flag.value === undefined && !GO_BOOLEANS.has(value)) {
        throw new UsageError(`${name} is on or off (--${flag.name}=false), found ${value}`)
      }
      whole[i] = `--${flag.name}=${value}`
    } else if (flag.value !== undefined) {
      const known = `--${flag.name}: expected ${flag.value}`
      if (next === undefined) throw new UsageError(known)
      if (next.startsWith('-') && next !== '-') {
        throw new UsageError(`${known}, found ${next} (--${flag.name}=${next} if it is meant)`)
      }
      i++
    }
  }
  return whole
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

/** A parser that prints nothing and throws. */
export const silent = (parser: Parser): Parser =>
  parser
    .exitOverride()
    .helpCommand(false)
    .configureOutput({ writeOut: () => undefined, writeErr: () => undefined })
