/** What JSON may continue with. */
export type JsonExpectation =
  'value' | 'firstElement' | 'element' | 'firstKey' | 'key' | 'colon' | 'afterValue'

/** The lists and objects that are open, the innermost last. */
export type OpenJson = readonly ('[' | '{')[]

/** The first place where a text is no JSON. */
export interface JsonPlace {
  readonly offset: number
  readonly message: string
}

/**
 * Where a text stops being JSON, and what should stand there. The text may begin within lists and objects.
 * Undefined if it is JSON.
 */
export const findJsonFault = (
  text: string,
  open: OpenJson = [],
  expects: JsonExpectation = 'value',
): JsonPlace | undefined => {
  const stack = [...open]
  let state = expects
  for (let at = skipSpace(text, 0); ; at = skipSpace(text, at)) {
    const first = text.codePointAt(at)
    const token = first === undefined ? '' : String.fromCodePoint(first)
    const end = tokenEnd(text, at)
    const next = step(state, token, stack)
    if (end === undefined || next === undefined) {
      if (token === '' && state === 'afterValue' && stack.length === 0) return undefined
      const found = foundText(token, next !== undefined)
      return {
        offset: at,
        message: `not JSON: expected ${expectedText(state, stack)}, found ${found}`,
      }
    }
    state = next
    at = end
  }
}

/** What follows a token, or undefined where it may not stand; lists and objects are opened and closed. */
const step = (
  state: JsonExpectation,
  token: string,
  stack: ('[' | '{')[],
): JsonExpectation | undefined => {
  const innermost = stack.at(-1)
  const close = (): JsonExpectation => {
    stack.pop()
    return 'afterValue'
  }
  switch (state) {
    case 'firstKey':
    case 'key':
      if (token === '"') return 'colon'
      return token === '}' && state === 'firstKey' ? close() : undefined
    case 'colon':
      return token === ':' ? 'value' : undefined
    case 'afterValue':
      if (innermost === undefined) return undefined
      if (token === ',') return innermost === '[' ? 'element' : 'key'
      return token === (innermost === '[' ? ']' : '}') ? close() : undefined
    default:
      if (token === ']' && state === 'firstElement') return close()
      if (token === '[' || token === '{') {
        stack.push(token)
        return token === '[' ? 'firstElement' : 'firstKey'
      }
      return ',:]}'.includes(token) ? undefined : 'afterValue'
  }
}

const expectedText = (state: JsonExpectation, stack: OpenJson): string => {
  switch (state) {
    case 'firstElement':
      return "a value or ']'"
    case 'firstKey':
      return "a key or '}'"
    case 'key':
      return 'a key'
    case 'colon':
      return "':'"
    case 'afterValue': {
      const innermost = stack.at(-1)
      if (innermost === undefined) return 'the end of the text'
      return innermost === '[' ? "',' or ']'" : "',' or '}'"
    }
    default:
      return 'a value'
  }
}

const foundText = (token: string, fits: boolean): string => {
  if (token === '') return 'the end of the text'
  if (token !== '"') return `'${JSON.stringify(token).slice(1, -1)}'`
  return fits ? 'a string that is broken or does not end' : 'a string'
}

const skipSpace = (text: string, from: number): number => {
  let at = from
  while (at < text.length && ' \t\n\r'.includes(text.charAt(at))) at++
  return at
}

const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y

/** The place behind the token at a place, or undefined if there is none. */
const tokenEnd = (text: string, at: number): number | undefined => {
  const first = text[at]
  if (first === undefined) return undefined
  if (first === '"') return stringEnd(text, at + 1)
  return '[]{},:'.includes(first) ? at + 1 : matchEnd(SCALAR, text, at)
}

const stringEnd = (text: string, from: number): number | undefined => {
  let at: number | undefined = from
  while (at !== undefined && at < text.length && text[at] !== '"') {
    if (text.charAt(at) < ' ') return undefined
    at = text[at] === '\\' ? matchEnd(ESCAPE, text, at) : at + 1
  }
  return at === undefined || at >= text.length ? undefined : at + 1
}

const matchEnd = (pattern: RegExp, text: string, at: number): number | undefined => {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : undefined
}
