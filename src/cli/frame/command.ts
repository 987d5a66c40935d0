import { plainStyle } from '../../report/text/style.js'
import { EXIT, gravest, NothingLeft, Stop, type ExitCode } from '../exitCode.js'
import { locator } from '../input/located.js'
import type { Problem } from '../input/problem.js'
import { lookingAt } from '../input/progress.js'
import type { Desk, Taken } from '../input/takeIn.js'
import type { World } from '../world.js'
import type { Flag, Given } from './flag.js'
import {
  formatOf,
  outputFlags,
  render,
  saysCaveats,
  styleFor,
  widthFor,
  withYaml,
  type Caveat,
  type Format,
  type Formats,
} from './formats.js'
import { afterLines, droppedLines, isIncomplete, refusedLines, saidOfInput } from './saidOfInput.js'
import { tell } from './write.js'

/** An argument without a flag. */
export interface Argument<A> {
  /** What help calls it, in capitals. */
  readonly name: string
  readonly text: string
  readonly needed: boolean
  /** Whether it takes all that is left. */
  readonly repeats: boolean
  /** All the words that it takes, where these are few. */
  readonly choices?: readonly string[]
  /** Whether it is the name of a file. */
  readonly files?: boolean
  readonly read: (given: readonly string[]) => A
}

/** One flag, or several that are read together. */
export interface Option<A> {
  readonly flags: readonly Flag[]
  readonly read: (given: Given) => A
  /** What an answer under it has to be read with. */
  readonly caveats?: (given: Given) => readonly Caveat[]
}

/** How a verb can be called, and what for. */
export interface Example {
  readonly line: string
  readonly text: string
}

/** What a verb has found. */
export interface Answer<A> {
  readonly answer: A
  /** What to print as it is, in whatever format was asked for: text that is not for people. */
  readonly asIs?: Iterable<string>
  /** What could not be read, besides what was taken in. */
  readonly problems?: readonly Problem[]
  /** What else to say, on standard error. */
  readonly notes?: readonly string[]
  /** What was asked for and could not be looked at, a sentence each. */
  readonly unchecked?: readonly string[]
  /** What the answer leaves open, for lack of input that was not needed for what was asked; a sentence each. */
  readonly open?: readonly string[]
  /** Whether a check failed. */
  readonly failed?: boolean
  /** Whether what was asked for by name is not there. */
  readonly notFound?: boolean
  /** Whether there are changes, if that was asked. */
  readonly changes?: boolean
}

/** What of an answer is left to be printed. */
export interface Said {
  /** Text, or pieces of it. */
  readonly output: Iterable<string>
  readonly notes: readonly string[]
  readonly problems: readonly Problem[]
  readonly code: ExitCode
}

/** What a command line gives a verb. */
export interface CommandLine {
  readonly words: readonly string[]
  readonly given: Given
}

/** A verb, ready to be called and described. */
export interface Command {
  readonly name: string
  /** One line of the list of verbs. */
  readonly summary: string
  /** More about it, for its own help. */
  readonly about: readonly string[]
  readonly arguments: readonly Argument<unknown>[]
  readonly flags: readonly Flag[]
  readonly examples: readonly Example[]
  /** What was written as several arguments and is one, put together. */
  readonly grouped?: (args: readonly string[], flags: readonly Flag[]) => readonly string[]
  readonly carryOut: (line: CommandLine, world: World) => Promise<Said>
}

type Read<T> = {
  readonly [K in keyof T]: T[K] extends { readonly read: (given: never) => infer A } ? A : never
}

type Arguments = Readonly<Record<string, Argument<unknown>>>
type Options = Readonly<Record<string, Option<unknown>>>

/** The definition of a verb: everything that parsing, help and completion know about it. */
export interface CommandDefinition<A, O extends Options, P extends Arguments> {
  readonly name: string
  readonly summary: string
  readonly about?: readonly string[]
  /** By the names under which `run` gets them, in their order. */
  readonly arguments: P
  readonly options: O
  readonly examples: readonly Example[]
  readonly grouped?: (args: readonly string[], flags: readonly Flag[]) => readonly string[]
  readonly run: (given: Read<P> & Read<O>, desk: Desk) => Promise<Answer<A>>
  /** How the answer can be printed; the first one is the default. With more than one there is `--output`. */
  readonly formats: Formats<A>
}

/** A verb of the command line. */
export const command = <A, const O extends Options, const P extends Arguments>({
  name,
  summary,
  about = [],
  options,
  examples,
  grouped,
  run,
  formats: written,
  ...rest
}: CommandDefinition<A, O, P>): Command => {
  const args = Object.entries<Argument<unknown>>(rest.arguments)
  const all = Object.entries<Option<unknown>>(options)
  const formats = withYaml(written)
  const known = Object.keys(formats) as readonly Format[]
  return {
    name,
    summary,
    about,
    arguments: args.map(([, argument]) => argument),
    flags: [...all.flatMap(([, option]) => option.flags), ...outputFlags(known)],
    examples,
    ...(grouped !== undefined && { grouped }),
    carryOut: async ({ words, given }, world) => {
      const values = Object.fromEntries([
        ...args.map(([key, argument], i) => [
          key,
          argument.read(argument.repeats ? words.slice(i) : words.slice(i, i + 1)),
        ]),
        ...all.map(([key, option]) => [key, option.read(given)]),
      ]) as Read<P> & Read<O>
      const format = formatOf(given, known)
      const taken: Taken[] = []
      const looking = lookingAt(world)
      const desk: Desk = {
        ...world,
        took: (each) => {
          taken.push(each)
          const { nodes = [], daemonSets = [] } = each.objects
          looking.begin({ nodes: nodes.length, daemonSets: daemonSets.length })
        },
      }
      const found = await run(values, desk)
        .finally(looking.end)
        .catch((error: unknown) => endOf(error, taken, world))
      const { asIs, notes = [], unchecked = [], open = [], failed, notFound, changes } = found
      const problems = [
        ...new Set([...taken.flatMap((each) => each.problems), ...(found.problems ?? [])]),
      ]
      const said = await saidOfInput(taken, { problems, unchecked, open }, locator())
      const style = styleFor(given, world)
      const caveats = all.flatMap(([, option]) => option.caveats?.(given) ?? [])
      const canTake = (asked: string): boolean =>
        given(asked).length === 0 &&
        all.some(([, { flags }]) => flags.some((flag) => flag.name === asked))
      const hints = { details: canTake('details'), noPods: canTake('no-pods') }
      const rendering = { problems, caveats, style, width: widthFor(world), said, hints }
      const hasPlace = asIs === undefined && saysCaveats(format)
      const beside =
        asIs === undefined
          ? []
          : [
              ...refusedLines(said),
              ...droppedLines(said),
              ...afterLines({ ...said, problems: [] }, plainStyle),
            ]
      return {
        output:
          asIs ??
          (await render(format, formats, 'answer' in found ? found.answer : undefined, rendering)),
        notes: [
          ...(hasPlace ? [] : caveats.map(({ text }) => text)),
          ...notes,
          ...besideNotes(taken),
          ...beside,
        ],
        problems,
        code: gravest(
          isIncomplete(said) ? EXIT.input : EXIT.done,
          notFound === true ? EXIT.usage : EXIT.done,
          failed === true || said.refused.length > 0 ? EXIT.failed : EXIT.done,
          changes === true ? EXIT.changes : EXIT.done,
        ),
      }
    },
  }
}

/** That a manifest stands beside the cluster's object. */
const besideNotes = (taken: readonly Taken[]): readonly string[] =>
  taken
    .flatMap(({ beside }) => beside)
    .map(
      (name) =>
        `${name} is given as a manifest, too; looked at is the cluster's object (podfit diff and rollout --apply say what the manifest changes)`,
    )

/**
 * The end of a verb that has no answer: where all that was asked about is refused, the refusals are one. An end for
 * another reason says the refusals, too.
 */
const endOf = async (
  error: unknown,
  taken: readonly Taken[],
  world: World,
): Promise<Omit<Answer<never>, 'answer'>> => {
  if (error instanceof NothingLeft) return {}
  if (error instanceof Stop) {
    for (const line of refusedLines(
      await saidOfInput(taken, { problems: [], unchecked: [], open: [] }, locator()),
    ))
      tell(world, line)
  }
  throw error
}
