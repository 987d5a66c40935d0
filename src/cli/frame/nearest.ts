import { Command as Parser, CommanderError } from 'commander'
import { sameButForCase } from '../../data/similar.js'

/** Names that the parser takes for those of commands, each of them once. */
const PLAIN = /^[A-Za-z0-9][\w./-]*$/

/**
 * Of some names those that a word was likely meant to be: the nearest, several where they are equally near, none
 * where all are far from it or one of them is the word.
 */
export const nearest = (word: string, names: readonly string[]): readonly string[] => {
  const otherwise = names.filter((name) => sameButForCase(name, word))
  if (otherwise.length > 0 || !PLAIN.test(word)) return otherwise
  const parser = silent(new Parser('podfit'))
  for (const name of new Set(names)) if (PLAIN.test(name)) silent(parser.command(name))
  try {
    parser.parse([word], { from: 'user' })
  } catch (error) {
    if (error instanceof CommanderError) return hintedNames(error)
    throw error
  }
  return []
}

/** What the library's sentence suggests: `(Did you mean one of get, set?)`, `(Did you mean set?)`. */
const hintedNames = ({ message }: CommanderError): readonly string[] =>
  /\(Did you mean (?:one of )?(.*)\?\)$/.exec(message)?.[1]?.split(', ') ?? []

/** The same as a question at the end of a sentence; nothing where there is none. */
export const didYouMean = (names: readonly string[]): string => {
  const last = names.at(-1)
  if (last === undefined) return ''
  const before = names.slice(0, -1).join(', ')
  return `; did you mean ${before === '' ? last : `${before} or ${last}`}?`
}

/** A parser that prints nothing and throws. */
export const silent = (parser: Parser): Parser =>
  parser
    .exitOverride()
    .helpCommand(false)
    .configureOutput({ writeOut: () => undefined, writeErr: () => undefined })
