import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'

/** A number as JSON text has it, where it is not written as a whole number: Go takes `1.0` for no integer. */
export class JsonNumber {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

/** The members of an object that has one of them more than once, in whatever case, in the order of the text. */
export class JsonMembers {
  readonly members: readonly Member[]

  constructor(members: readonly Member[]) {
    this.members = members
  }
}

/** A member of an object. */
export type Member = readonly [name: string, value: unknown]

/** The members of an object, in order. */
export const membersOf = (object: object): readonly Member[] =>
  object instanceof JsonMembers ? object.members : Object.entries(object)

const TOKEN = /[[\]{},:]|"(?:[^"\\]|\\[^])*"|[^\s[\]{},:"]+/g
const WHOLE = /^-?\d+$/

/**
 * JSON text with what `JSON.parse` does not tell: members that stand in an object more than once, and numbers that are
 * not written as whole ones. Whole numbers that a JavaScript number cannot hold are bigint.
 *
 * - **Errors** `Left` where the text is no JSON. Never throws.
 */
export const readJsonTree = (text: string): E.Either<Error, unknown> =>
  pipe(
    E.tryCatch(() => JSON.parse(text) as unknown, E.toError),
    E.map(() => treeOf(text.match(TOKEN) ?? [])),
  )

/** A list or object that is open. */
interface Open {
  readonly items: unknown[]
  readonly names: string[] | undefined
}

/** The value that tokens of JSON make; that they are JSON is known. */
const treeOf = (tokens: readonly string[]): unknown => {
  const root: Open = { items: [], names: undefined }
  const open: Open[] = [root]
  for (const [i, token] of tokens.entries()) {
    const { items, names } = open.at(-1) ?? root
    switch (token) {
      case '{':
        open.push({ items: [], names: [] })
        break
      case '[':
        open.push({ items: [], names: undefined })
        break
      case '}':
      case ']':
        open.pop()
        open.at(-1)?.items.push(names === undefined ? items : objectOf(names, items))
        break
      case ',':
      case ':':
        break
      default:
        if (names !== undefined && tokens[i + 1] === ':') names.push(JSON.parse(token) as string)
        else items.push(scalarOf(token))
    }
  }
  return root.items[0]
}

const objectOf = (names: readonly string[], values: readonly unknown[]): object => {
  const members = names.map((name, i): Member => [name, values[i]])
  return new Set(names.map((name) => name.toLowerCase())).size === names.length
    ? Object.fromEntries(members)
    : new JsonMembers(members)
}

const scalarOf = (token: string): unknown => {
  if (!/^[-\d]/.test(token)) return JSON.parse(token) as unknown
  if (!WHOLE.test(token)) return new JsonNumber(token)
  const number = Number(token)
  return Number.isSafeInteger(number) ? number : BigInt(token)
}
