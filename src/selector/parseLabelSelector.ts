import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import type { Faults } from '../data/orThrow.js'
import type { SelectorFault } from '../reason/selectorFault.js'
import { readRequirement } from '../requirement/readRequirement.js'
import type { Operator } from '../requirement/requirement.js'
import {
  allOf,
  requirementString,
  type CompiledLabelSelector,
  type SelectorItem,
} from './labelSelector.js'

/**
 * Why a selector's text cannot be read: what was found where something else belongs, or requirements that
 * are faulty.
 *
 * @since 0.1.0
 */
export type SelectorTextFault =
  | { readonly code: 'UnexpectedToken'; readonly found: string; readonly expected: string }
  | { readonly code: 'InvalidRequirement'; readonly faults: readonly SelectorFault[] }

const TOKEN = /[ \t\r\n]*(?:[^ \t\r\n=!(),<>]+|==|!=|[=!(),<>])/y
const LEADING_SPACE = /^[ \t\r\n]+/

/** The tokens of a text; white space separates and counts for nothing. */
const tokensOf = (text: string): readonly string[] => {
  const tokens: string[] = []
  TOKEN.lastIndex = 0
  for (let match = TOKEN.exec(text); match !== null; match = TOKEN.exec(text)) {
    tokens.push(match[0].replace(LEADING_SPACE, ''))
  }
  return tokens
}

const END = ''
const isWord = (token: string): boolean => token !== END && !/^[=!(),<>]/.test(token)

/**
 * Reads a label selector as it is written on a command line: `app=web,tier in (a,b),!legacy`.
 *
 * - **Rules**
 *   1. Requirements separated by commas, all of which must hold: `k`, `!k`, `k=v`, `k==v`, `k!=v`, `k>n`,
 *      `k<n`, `k in (a,b)`, `k notin (a,b)`. Nothing at all selects everything.
 *   2. `k=` asks for the empty value; so does a place left empty in a list.
 *   3. Every requirement is checked as one of a LabelSelector is.
 *
 * - **Errors** `Left` with one fault, the first. Never throws.
 * - **Upstream** apimachinery `pkg/labels/selector.go` Parse
 *
 * @example
 * import { parseLabelSelector } from 'podfit'
 *
 * const selector = parseLabelSelector('app in (web, api),!legacy')
 * selector._tag === 'Right' && selector.right.matches({ app: 'api' }) // => true
 *
 * @since 0.1.0
 */
export const parseLabelSelector = (
  text: string,
): E.Either<Faults<SelectorTextFault>, CompiledLabelSelector> =>
  pipe(
    parseSelectorItems(text),
    E.bimap((fault): Faults<SelectorTextFault> => [fault], allOf),
  )

/** The requirements of a label selector in the order in which they are written. */
export const parseSelectorItems = (
  text: string,
): E.Either<SelectorTextFault, readonly SelectorItem[]> => {
  const tokens = tokensOf(text)
  const items: SelectorItem[] = []
  let position = 0
  while (position < tokens.length) {
    const parsed = parseRequirement(tokens, position)
    if (E.isLeft(parsed)) return parsed
    items.push(parsed.right.item)
    position = parsed.right.next
    if (position === tokens.length) break
    if (tokens[position] !== ',') return unexpected(tokens[position], "',' or the end")
    position++
    if (position === tokens.length) return unexpected(undefined, "a requirement after ','")
  }
  return E.right(items)
}

const unexpected = (
  found: string | undefined,
  expected: string,
): E.Either<SelectorTextFault, never> =>
  E.left({ code: 'UnexpectedToken', found: found ?? 'the end', expected })

interface Parsed {
  readonly item: SelectorItem
  readonly next: number
}

const parseRequirement = (
  tokens: readonly string[],
  start: number,
): E.Either<SelectorTextFault, Parsed> => {
  const negated = tokens[start] === '!'
  const at = negated ? start + 1 : start
  const key = tokens[at] ?? END
  if (!isWord(key)) return unexpected(tokens[at], 'a label key')
  const operator = tokens[at + 1] ?? END
  if (operator === END || operator === ',') {
    return requirement(key, negated ? 'DoesNotExist' : 'Exists', [], at + 1)
  }
  if (negated) return unexpected(operator, "',' or the end")
  if (operator === 'in' || operator === 'notin') {
    const list = parseList(tokens, at + 2)
    if (E.isLeft(list)) return list
    const { values, next } = list.right
    return requirement(key, operator === 'in' ? 'In' : 'NotIn', values, next)
  }
  const compared = COMPARISON.get(operator)
  if (compared === undefined) return unexpected(operator, '=, ==, !=, >, <, in or notin')
  const comparison = (value: string, next: number) =>
    requirement(key, compared, [value], next, `${key}${operator}${value}`)
  const value = tokens[at + 2] ?? END
  if (value === END || value === ',') return comparison('', at + 2)
  return isWord(value) ? comparison(value, at + 3) : unexpected(value, 'a label value')
}

const COMPARISON: ReadonlyMap<string, Operator> = new Map([
  ['=', 'In'],
  ['==', 'In'],
  ['!=', 'NotIn'],
  ['>', 'Gt'],
  ['<', 'Lt'],
])

const requirement = (
  key: string,
  operator: Operator,
  values: readonly string[],
  next: number,
  written?: string,
): E.Either<SelectorTextFault, Parsed> => {
  const read = readRequirement(key, operator, values, [])
  if ('faults' in read) return E.left({ code: 'InvalidRequirement', faults: read.faults })
  const text = written ?? requirementString(read.requirement)
  return E.right({ item: { requirement: read.requirement, text }, next })
}

interface ParsedList {
  readonly values: readonly string[]
  readonly next: number
}

/** A list in parentheses; a place left empty is the empty value. */
const parseList = (
  tokens: readonly string[],
  start: number,
): E.Either<SelectorTextFault, ParsedList> => {
  if (tokens[start] !== '(') return unexpected(tokens[start], "'('")
  const values = new Set<string>()
  let place: string | undefined
  const first = start + 1
  for (const [i, token] of tokens.slice(first).entries()) {
    if (token === ',' || token === ')') {
      values.add(place ?? '')
      place = undefined
      if (token === ')') return E.right({ values: [...values], next: first + i + 1 })
    } else if (isWord(token) && place === undefined) place = token
    else return unexpected(token, "',' or ')'")
  }
  return unexpected(undefined, "')'")
}
