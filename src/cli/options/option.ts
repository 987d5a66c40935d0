import { UsageError } from '../exitCode.js'
import type { Argument, Option } from '../frame/command.js'
import type { Flag } from '../frame/flag.js'

/** Reads a value; `flag` is what a usage error calls it. */
export type Reader<A> = (value: string, flag: string) => A

/** A flag that is on or off. */
export const switchOption = (flag: Flag): Option<boolean> => ({
  flags: [flag],
  read: (given) => given(flag.name).length > 0,
})

/** An option under which a text is printed as it is, in no format: `-o` beside it would mean nothing, and is refused. */
export const printingItself = <A>(option: Option<A>): Option<A> => ({
  ...option,
  read: (given) => {
    const name = option.flags.find((flag) => given(flag.name).length > 0)?.name
    const format = given('output').at(-1)
    if (name !== undefined && format !== undefined) {
      throw new UsageError(
        `--${name} prints a text of its own: -o ${format} cannot be given with it`,
      )
    }
    return option.read(given)
  },
})

/** A flag with a value. Given several times, the last one counts. */
export const valueOption = <A>(flag: Flag, read: Reader<A>): Option<A | undefined> => ({
  flags: [flag],
  read: (given) => {
    const value = given(flag.name).at(-1)
    return value === undefined ? undefined : read(value, `--${flag.name}`)
  },
})

/** A flag with a value that is taken as it is. */
export const textOption = (flag: Flag): Option<string | undefined> =>
  valueOption(flag, (value) => value)

/** A flag whose value is one of a few words; without it the default holds. */
export const choiceOption = <const A extends string, D extends A | undefined>(
  flag: Flag & { readonly choices: readonly A[] },
  otherwise: D,
): Option<A | D> => ({
  flags: [flag],
  read: (given) => {
    const value = given(flag.name).at(-1)
    return value === undefined ? otherwise : oneOf(flag.choices)(value, `--${flag.name}`)
  },
})

const oneOf =
  <A extends string>(choices: readonly A[]): Reader<A> =>
  (value, flag) => {
    const found = choices.find((choice) => choice === value)
    if (found === undefined) {
      throw new UsageError(`${flag} ${value}: expected one of ${choices.join(', ')}`)
    }
    return found
  }

/** A flag that may be repeated. */
export const listOption = <A>(flag: Flag, read: Reader<A>): Option<readonly A[]> => ({
  flags: [{ ...flag, repeats: true }],
  read: (given) => given(flag.name).map((value) => read(value, `--${flag.name}`)),
})

/** A flag that may be repeated, and whose values are taken as they are. */
export const textsOption = (flag: Flag): Option<readonly string[]> =>
  listOption(flag, (value) => value)

/** An argument that must be there. */
export const argument = (name: string, text: string): Argument<string> => ({
  name,
  text,
  needed: true,
  repeats: false,
  read: ([word = '']) => word,
})

/** An argument that names a file. */
export const fileArgument = (name: string, text: string): Argument<string> => ({
  ...argument(name, text),
  files: true,
})

/** An argument that is one of a few words. */
export const choiceArgument = <const A extends string>(
  name: string,
  choices: readonly A[],
): Argument<A> => ({
  ...argument(name, choices.join(', ')),
  choices,
  read: ([word = '']) => oneOf(choices)(word, name),
})

/** An argument that may be left out. */
export const optionalArgument = (name: string, text: string): Argument<string | undefined> => ({
  name,
  text,
  needed: false,
  repeats: false,
  read: ([word]) => word,
})

/** The arguments that are left, of which there must be one at least. */
export const restArguments = (name: string, text: string): Argument<readonly string[]> => ({
  name,
  text,
  needed: true,
  repeats: true,
  read: (words) => words,
})
