import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import * as RA from 'fp-ts/ReadonlyArray'
import {
  Composer,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  Parser,
  visit,
  type CST,
  type Document,
  type DocumentOptions,
  type ParseOptions,
  type ScalarTag,
  type SchemaOptions,
} from 'yaml'
import { isInt64 } from '../data/int64.js'
import type { FieldPath } from '../data/fieldPath.js'
import type { DuplicateKey } from '../reason/fieldIssue.js'
import type { DecodedObjects } from './collectObjects.js'
import { decodeObjects } from './decodeObjects.js'

/**
 * YAML that cannot be parsed, in the parser's words.
 *
 * @since 0.2.0
 */
export interface YamlFault {
  readonly code: 'InvalidYaml'
  readonly message: string
  /** The number of the document in the text, from 1. */
  readonly document: number
  /** The line of the text, from 1. */
  readonly line?: number
}

/**
 * Reads the documents of a YAML text as kubectl does: YAML 1.1 with Go's scalars. `yes`, `on` and `y` are
 * booleans, `010` is octal, `1_000` a number; times, and numbers to base 60, stay text; `<<` merges; of a
 * repeated key the last counts.
 *
 * - **Shapes** One answer for each document, in order. JSON is YAML, too.
 * - **Units** Whole numbers that a JavaScript number cannot hold come as bigint.
 * - **Errors** `Left` for a document that cannot be parsed; the others are read. Never throws.
 * - **Upstream** go.yaml.in/yaml/v2 `resolve.go` resolve
 *
 * @example
 * import { parseYaml } from 'podfit/yaml'
 *
 * parseYaml('mode: 0644')[0] // => { _tag: 'Right', right: { mode: 420 } }
 * parseYaml('a: 1\n---\na: [')[1]?._tag // => 'Left'
 *
 * @since 0.2.0
 */
export const parseYaml = (text: string): readonly E.Either<readonly YamlFault[], unknown>[] =>
  readYaml(text).map(({ value }) => value)

/** A document of a YAML text: its value, and when they are asked for its keys that stand there twice. */
export interface YamlDocument {
  readonly value: E.Either<readonly YamlFault[], unknown>
  readonly repeated: () => readonly DuplicateKey[]
}

/** The documents of a YAML text, as `parseYaml` and `repeatedKeys` read them. */
export const readYaml = (text: string): readonly YamlDocument[] => {
  const composed = goYaml(text)
  if (composed === undefined) return [{ value: E.left([TOO_DEEP]), repeated: () => [] }]
  const { documents, lineAt } = composed
  const values = withoutControls(text, documents, lineAt)
  return documents.map((document, i) => ({
    value: values[i] ?? E.right(null),
    repeated: () => repeatedIn(document, text, lineAt),
  }))
}

type Composed = NonNullable<ReturnType<typeof goYaml>>

/** The values of documents; of one with a control character there is none. */
const withoutControls = (
  text: string,
  documents: Composed['documents'],
  lineAt: Composed['lineAt'],
): readonly YamlDocument['value'][] => {
  const results = documents.map((document, i) => parsed(document, i + 1, lineAt))
  const at = text.search(CONTROL_CHARACTER)
  if (at === -1) return results
  const found = documents.findIndex(({ range }) => at < range[2])
  const place = found === -1 ? results.length - 1 : found
  const fault: YamlFault = {
    code: 'InvalidYaml',
    message: 'control characters are not allowed',
    document: place + 1,
    line: text.slice(0, at).split('\n').length,
  }
  return results.map((result, i) => (i === place ? E.left([fault]) : result))
}

const goYaml = (text: string) =>
  composeYaml(text, {
    version: '1.1',
    schema: 'failsafe',
    customTags: (tags) => [...tags, 'merge', NULL, BOOLEAN, INTEGER, FLOAT],
    uniqueKeys: false,
    logLevel: 'error',
  })

const TOO_DEEP: YamlFault = { code: 'InvalidYaml', message: 'nested too deeply', document: 1 }

/**
 * So deep may a document be nested. The library's reader calls itself for each level, and where the engine has no room
 * left for calls it may end the process.
 */
const DEEPEST = 300

/** The documents of a text as they stand there, and the line of an offset; undefined where they are nested too deeply. */
export const composeYaml = (
  text: string,
  options: ParseOptions & DocumentOptions & SchemaOptions,
):
  | {
      readonly documents: readonly Document.Parsed[]
      readonly lineAt: (offset: number) => number
    }
  | undefined => {
  const lines = new LineCounter()
  const tokens = [...new Parser(lines.addNewLine).parse(text)]
  if (tokens.some(isTooDeep)) return undefined
  const documents = [...new Composer(options).compose(tokens)]
  return { documents, lineAt: (offset) => lines.linePos(offset).line }
}

const isTooDeep = (root: CST.Token): boolean => {
  const left: (readonly [token: CST.Token, depth: number])[] = [[root, 0]]
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const [token, depth] = next
    if (depth > DEEPEST) return true
    if (token.type === 'document' && token.value !== undefined) left.push([token.value, depth + 1])
    if (!('items' in token)) continue
    for (const { key, value } of token.items) {
      if (key) left.push([key, depth + 1])
      if (value) left.push([value, depth + 1])
    }
  }
  return false
}

/**
 * The keys that stand in a map of a YAML text more than once, as Go's strict reader finds them: also those that `<<`
 * merges, and those of an anchor each time that it is used.
 *
 * - **Units** The line of the value, from 1; the key as it is read.
 * - **Errors** A document that cannot be parsed has none. Never throws.
 * - **Upstream** go.yaml.in/yaml/v2 `decode.go` decoder.mapping, decoder.merge, decoder.setMapIndex
 *
 * @example
 * import { repeatedKeys } from 'podfit/yaml'
 *
 * repeatedKeys('spec:\n  paused: true\n  paused: false\n') // => [{ code: 'DuplicateKey', path: ['spec', 'paused'], key: 'paused', line: 3 }]
 *
 * @since 0.2.0
 */
export const repeatedKeys = (text: string): readonly DuplicateKey[] =>
  readYaml(text).flatMap(({ repeated }) => repeated())

const repeatedIn = (
  document: Document.Parsed,
  text: string,
  lineAt: Composed['lineAt'],
): readonly DuplicateKey[] => {
  if (document.errors.length > 0) return []
  const found: DuplicateKey[] = []
  const open = new Set<unknown>()
  let targets: ReturnType<typeof targetsOf> | undefined
  let looked = 0

  const look = (node: unknown, at: FieldPath, seen?: Set<unknown>): void => {
    if (looked++ > MOST_LOOKED_AT) return
    if (isAlias(node)) {
      targets ??= targetsOf(document)
      const meant = targets.get(node)
      return open.has(meant) ? undefined : look(meant, at, seen)
    }
    open.add(node)
    lookInto(node, at, seen)
    open.delete(node)
  }

  const lookInto = (node: unknown, at: FieldPath, seen?: Set<unknown>): void => {
    if (isSeq(node)) return node.items.forEach((item, i) => look(item, [...at, i]))
    if (!isMap(node)) return
    const keys = seen ?? new Set<unknown>()
    for (const { key, value } of node.items) {
      const name: unknown = isScalar(key) ? key.value : key
      if (isMerge(key)) {
        const merged = isSeq(value) ? [...value.items].reverse() : [value]
        for (const each of merged) look(each, at, keys)
        continue
      }
      const path = [...at, String(name)]
      look(value, path)
      if (keys.has(name)) {
        const line = lineAt(startOf(text, key, value))
        const plain = typeof name === 'string' ? {} : { plain: true as const }
        found.push({ code: 'DuplicateKey', path, key: String(name), ...plain, line })
      }
      keys.add(name)
    }
  }

  look(document.contents, [])
  return found
}

/** What each alias of a document stands for: the last node before it that has its anchor. */
const targetsOf = (document: Document.Parsed): ReadonlyMap<unknown, unknown> => {
  const anchors = new Map<string, unknown>()
  const targets = new Map<unknown, unknown>()
  visit(document, {
    Node: (_key, node) => {
      if (isAlias(node)) targets.set(node, anchors.get(node.source))
      else if (node.anchor !== undefined) anchors.set(node.anchor, node)
    },
  })
  return targets
}

const MOST_LOOKED_AT = 1_000_000

const isMerge = (key: unknown): boolean =>
  isScalar(key) &&
  (key.value === '<<' || typeof key.value === 'symbol') &&
  (key.type === undefined || key.type === 'PLAIN')

/** Where the value of a key begins, with its anchor and its tag, if it has some. */
const startOf = (text: string, key: unknown, value: unknown): number => {
  const end = isNode(key) ? (key.range?.[1] ?? 0) : 0
  const [start] = (isNode(value) ? value.range : undefined) ?? [end]
  const isMarked =
    (isScalar(value) || isCollection(value)) && (value.anchor ?? value.tag) !== undefined
  if (!isMarked) return start
  const between = /^[^:]*:(?:\s|#.*)*/.exec(text.slice(end, start))?.[0] ?? ''
  return end + between.length
}

/** What a YAML text cannot hold, as Go reads it. */
export const CONTROL_CHARACTER: RegExp =
  // oxlint-disable-next-line no-control-regex -- these are what is looked for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufffe\uffff]/

/**
 * Reads everything in a YAML text, as `decodeObjects` does.
 *
 * - **Shapes** In a text of several documents the paths of broken objects begin with the number of the document,
 *   from 0.
 * - **Errors** `Left` where a document cannot be parsed, with the faults of all of them; `parseYaml` reads the
 *   others. Never throws.
 *
 * @example
 * import { decodeYaml } from 'podfit/yaml'
 *
 * const read = decodeYaml('kind: Node\nmetadata: {name: n1}\n---\nkind: Pod\nmetadata: {name: p1}\n')
 * read._tag === 'Right' && read.right.nodes?.length // => 1
 *
 * @since 0.2.0
 */
export const decodeYaml = (text: string): E.Either<readonly YamlFault[], DecodedObjects> => {
  const { left, right } = RA.separate(parseYaml(text))
  return left.length > 0
    ? E.left(left.flat())
    : E.right(decodeObjects(right.length === 1 ? right[0] : right))
}

/** What a line has room for: the message of the first of some faults, and where it is. */
export const firstFault = ([first]: readonly YamlFault[]): Pick<YamlFault, 'message' | 'line'> => ({
  message: first?.message ?? '',
  ...(first?.line !== undefined && { line: first.line }),
})

const parsed = (
  document: Document.Parsed,
  number: number,
  lineAt: (offset: number) => number,
): E.Either<readonly YamlFault[], unknown> => {
  const fault = (error: Error, line?: number): YamlFault => ({
    code: 'InvalidYaml',
    message: yamlMessage(error),
    document: number,
    ...(line !== undefined && { line }),
  })
  return document.errors.length > 0
    ? E.left(document.errors.map((error) => fault(error, lineAt(error.pos[0]))))
    : pipe(
        E.tryCatch(() => document.toJS({ maxAliasCount: -1 }) as unknown, E.toError),
        E.filterOrElse(
          (value) => unfolded(value) <= MOST_VALUES,
          (value) =>
            new Error(
              unfolded(value) === Infinity
                ? 'an alias stands within what its anchor names'
                : `its aliases unfold to more than ${MOST_VALUES} values`,
            ),
        ),
        E.mapLeft((error) => [fault(error)]),
      )
}

/** So many values may a document hold, those that aliases repeat counted as often as they are repeated. */
const MOST_VALUES = 5_000_000

interface Counted {
  readonly value: object
  readonly members: readonly unknown[]
  at: number
  sum: number
}

/** How many values there are; what is shared is looked at once and counted each time, what holds itself has no end. */
const unfolded = (root: unknown): number => {
  const known = new Map<object, number>()
  const open: Counted[] = []
  const enter = (value: unknown): number => {
    if (typeof value !== 'object' || value === null) return 1
    const before = known.get(value)
    if (before !== undefined) return before
    known.set(value, Infinity)
    open.push({ value, members: Object.values(value), at: 0, sum: 1 })
    return 0
  }
  let total = enter(root)
  for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
    if (top.at < top.members.length) {
      top.sum += enter(top.members[top.at++])
      continue
    }
    open.pop()
    known.set(top.value, top.sum)
    const above = open.at(-1)
    if (above === undefined) total = top.sum
    else above.sum += top.sum
  }
  return total
}

/** The library adds an excerpt and a position after the first line. */
export const yamlMessage = (error: Error): string =>
  (error instanceof RangeError || error.message.startsWith('Maximum call stack')
    ? 'nested too deeply, or an alias stands within what its anchor names'
    : error.message
  )
    .replace(/\n[^]*/, '')
    .replace(/ at line \d+, column \d+:?$/, '')

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

/** Whether a text that stands without quotes is read as text. */
export const isPlainText = (text: string): boolean =>
  [NULL, BOOLEAN].every(({ test }) => test?.test(text) !== true) && goNumber(text) === undefined

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
