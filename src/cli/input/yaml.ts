import * as E from 'fp-ts/Either'
import { parseAllDocuments, type Document, type ScalarTag } from 'yaml'
import { isInt64 } from '../../data/int64.js'
import type { ParsedDocument } from './parsedDocument.js'

/**
 * Reads YAML as kubectl does: YAML 1.1 with Go's scalars. `yes`, `on` and `y` are booleans, `010` is
 * octal, `1_000` a number; times, and numbers to base 60, stay text; `<<` merges; of a repeated key the
 * last counts.
 *
 * - **Upstream** go.yaml.in/yaml/v2 `resolve.go`, through sigs.k8s.io/yaml
 */
export const parseYaml = (text: string): readonly ParsedDocument[] => {
  const documents = parseAllDocuments(text, {
    version: '1.1',
    schema: 'failsafe',
    customTags: (tags) => [...tags, 'merge', NULL, BOOLEAN, INTEGER, FLOAT],
    uniqueKeys: false,
    logLevel: 'error',
  })
  return [...documents].map((document, i) => parsed(document as Document.Parsed, i + 1))
}

const parsed = (document: Document.Parsed, index: number): ParsedDocument => {
  const [fault] = document.errors
  if (fault !== undefined) {
    const line = fault.linePos?.[0].line
    return { index, message: firstLine(fault), ...(line !== undefined && { line }) }
  }
  try {
    return { index, value: document.toJS() as unknown }
  } catch (error) {
    return { index, message: firstLine(E.toError(error)) }
  }
}

/** The library adds an excerpt and a position after the first line. */
const firstLine = (error: Error): string =>
  error.message.replace(/\n[^]*/, '').replace(/ at line \d+, column \d+:?$/, '')

const scalar = (name: string, test: RegExp, resolve: (text: string) => unknown): ScalarTag => ({
  tag: `tag:yaml.org,2002:${name}`,
  default: true,
  test,
  resolve,
})

const inCases = (...words: readonly string[]): readonly string[] =>
  words.flatMap((word) => [
    word,
    `${word.charAt(0).toUpperCase()}${word.slice(1)}`,
    word.toUpperCase(),
  ])

const TRUE = ['y', 'Y', ...inCases('yes', 'true', 'on')]
const FALSE = ['n', 'N', ...inCases('no', 'false', 'off')]

const NULL = scalar('null', /^(?:~|null|Null|NULL)?$/, () => null)
const BOOLEAN = scalar('bool', new RegExp(`^(?:${[...TRUE, ...FALSE].join('|')})$`), (text) =>
  TRUE.includes(text),
)
const INTEGER = scalar('int', /^[-+0-9]/, (text) => goNumber(text) ?? text)
const FLOAT = scalar('float', /^[-+]?\./, (text) => goNumber(text) ?? text)

const SPECIAL: Readonly<Record<string, number>> = Object.fromEntries([
  ...['.nan', '.NaN', '.NAN'].map((name) => [name, Number.NaN] as const),
  ...['.inf', '.Inf', '.INF'].flatMap((name) => [
    [name, Number.POSITIVE_INFINITY] as const,
    [`+${name}`, Number.POSITIVE_INFINITY] as const,
    [`-${name}`, Number.NEGATIVE_INFINITY] as const,
  ]),
])

const MAX_UINT64 = 2n ** 64n - 1n
const INTEGERS = /^(?:0[bB][01]+|0[xX][0-9a-fA-F]+|0[oO]?[0-7]+|[1-9][0-9]*|0)$/
const FLOATS = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/

/** A number in Go's grammar, underscores anywhere; what is none of its forms is text. */
const goNumber = (text: string): number | bigint | undefined => {
  const special = SPECIAL[text]
  if (special !== undefined) return special
  const plain = text.replaceAll('_', '')
  const digits = plain.replace(/^[-+]/, '')
  if (INTEGERS.test(digits)) {
    const size = BigInt(digits.replace(/^0[oO]?(?=[0-7])/, '0o'))
    const value = plain.startsWith('-') ? -size : size
    if (isInt64(value) || (value > 0n && value <= MAX_UINT64)) {
      const number = Number(value)
      return Number.isSafeInteger(number) ? number : value
    }
  }
  return FLOATS.test(plain) ? Number(plain) : undefined
}
