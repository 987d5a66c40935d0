import * as fc from 'fast-check'
import ts from 'typescript'
import { madeFrom } from './corpus.js'

/**
 * Arbitraries made from types: what a function takes is read from its declaration, so that a door's new
 * export is fuzzed without being listed anywhere.
 */

/** How values are made: hostile ones hold what JSON cannot; the outermost lists of a length where growth is measured. */
export interface Make {
  readonly hostile: boolean
  /** Numbers that podfit's own answers hold are finite and whole, also where text is hostile. */
  readonly answer?: boolean
  readonly length?: number
  /** What is written wherever text is free. */
  readonly texts?: readonly string[]
}

/** A value that no declaration describes, such as a compiled policy, made from values that one does. */
export type Special = (argument: (type: string) => fc.Arbitrary<unknown>) => fc.Arbitrary<unknown>

export interface Types {
  readonly checker: ts.TypeChecker
  readonly special: ReadonlyMap<string, Special>
  /** An exported type by its name, for special values. */
  readonly named: (name: string) => ts.Type | undefined
}

const HOSTILE_TEXT = [
  '',
  '__proto__',
  'constructor',
  '\ud800',
  '\u001b[31mred',
  'a\n::error::b',
  '\u202eexe',
  '9223372036854775808',
  'x'.repeat(300),
]

/** Words that mean something in members of these names, so that values meet. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  effect: ['NoSchedule', 'NoExecute', 'PreferNoSchedule', ''],
  effects: ['NoSchedule', 'NoExecute', 'PreferNoSchedule', ''],
  operator: ['In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt', 'Equal', ''],
  kind: ['DaemonSet', 'Node', 'Pod', 'Deployment', 'Daemonset', 'List', ''],
  apiVersion: ['apps/v1', 'v1', 'extensions/v1beta1', ''],
  phase: ['Pending', 'Running', 'Succeeded', 'Failed', 'Terminating', ''],
  status: ['True', 'False', 'Unknown', ''],
  type: ['Ready', 'RollingUpdate', 'OnDelete', 'PodScheduled', ''],
  reason: ['CrashLoopBackOff', 'ImagePullBackOff', 'FailedCreate', 'Unschedulable', ''],
  name: ['n1', 'n2', 'agent', 'agent-a', 'agent-b', 'default', ''],
  nodeName: ['n1', 'n2', ''],
  namespace: ['default', 'kube-system', ''],
  uid: ['u1', 'u2', ''],
  key: ['a', 'zone', 'example.com/gpu', 'node.kubernetes.io/unschedulable', ''],
  value: ['x', 'y', '5', 'a1', ''],
  hostPort: ['80'],
  protocol: ['TCP', 'UDP', ''],
  maxUnavailable: ['25%', '0%', '100%', '-5%', '1'],
  maxSurge: ['25%', '0%', '100%', '1'],
}

const TIMES = [
  '2026-01-01T00:00:00Z',
  '2026-01-01T00:05:00Z',
  '2026-01-02T12:00:00.123Z',
  '0001-01-01T00:00:00Z',
]
const isTime = (member: string): boolean => /(?:Time|Timestamp|Added|now|since|until)$/.test(member)

const text = (member: string, { hostile, texts }: Make): fc.Arbitrary<string> => {
  if (texts !== undefined) return fc.constantFrom(...texts)
  const plain = isTime(member)
    ? fc.constantFrom(...TIMES)
    : fc.constantFrom(
        ...((Object.hasOwn(WORDS, member) && WORDS[member]) || [
          'a',
          'b',
          'n1',
          'agent',
          'zone',
          'x=y:NoSchedule',
          '5',
        ]),
      )
  return hostile
    ? fc.oneof(
        { weight: 12, arbitrary: plain },
        { weight: 1, arbitrary: fc.constantFrom(...HOSTILE_TEXT) },
        { weight: 1, arbitrary: fc.string({ maxLength: 8 }) },
      )
    : plain
}

const number = ({ hostile, answer }: Make): fc.Arbitrary<number> => {
  const plain = fc.constantFrom(0, 1, 2, 3, 10, 80, 300)
  return hostile && answer !== true
    ? fc.oneof(
        { weight: 6, arbitrary: plain },
        {
          weight: 1,
          arbitrary: fc.constantFrom(
            -1,
            -0,
            0.5,
            1e21,
            2 ** 31,
            2 ** 53,
            2 ** 63,
            -(2 ** 63),
            NaN,
            Infinity,
            -Infinity,
          ),
        },
      )
    : plain
}

const BIGINTS = [0n, 1n, 5n, -1n, 2n ** 53n + 1n, 2n ** 63n - 1n, 2n ** 63n, -(2n ** 63n)]
const KEYS = ['a', 'zone', 'app', 'example.com/gpu', 'kubernetes.io/hostname']

/** Anything that may stand where a type says nothing. */
const anything = ({ hostile }: Make): fc.Arbitrary<unknown> =>
  hostile
    ? fc.anything({ withBigInt: true, withDate: true, withNullPrototype: true, maxDepth: 3 })
    : fc.jsonValue({ maxDepth: 3 })

/** A function that answers always the same. */
export const always = (answer: unknown): (() => unknown) => madeFrom(() => answer, 'Always', answer)

/** How deep members that may be absent are still given. */
const DEEP = 9

/** Values of a type, or undefined where it holds something that cannot be made, such as a function. */
export const arbitraryOf = (
  types: Types,
  type: ts.Type,
  make: Make,
  member = '',
  depth = 0,
): fc.Arbitrary<unknown> | undefined => {
  // Types that hold themselves come to an end.
  if (depth > 2 * DEEP) return undefined
  const { checker } = types
  const again = (inner: ts.Type, name = member): fc.Arbitrary<unknown> | undefined =>
    arbitraryOf(types, inner, make, name, depth + 1)
  const name = (type.aliasSymbol ?? type.getSymbol())?.getName() ?? ''

  const special = types.special.get(name)
  if (special !== undefined) {
    return special((wanted) => {
      const found = types.named(wanted)
      return (found && arbitraryOf(types, found, make)) ?? fc.constant({})
    })
  }
  const { flags } = type
  if (flags & ts.TypeFlags.TypeParameter) {
    const constraint = checker.getBaseConstraintOfType(type)
    return constraint === undefined ? anything(make) : again(constraint)
  }
  if (flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return anything(make)
  if (flags & ts.TypeFlags.Undefined) return fc.constant(undefined)
  if (flags & ts.TypeFlags.Null) return fc.constant(null)
  if (flags & ts.TypeFlags.BooleanLiteral) return fc.constant(checker.typeToString(type) === 'true')
  if (flags & ts.TypeFlags.Boolean) return fc.boolean()
  if (type.isStringLiteral() || type.isNumberLiteral()) return fc.constant(type.value)
  if (flags & ts.TypeFlags.TemplateLiteral) return fc.constantFrom(...TIMES)
  const ofText = type.isIntersection() ? type.types : [type]
  const isText = (part: ts.Type): boolean =>
    ((checker.getBaseConstraintOfType(part) ?? part).flags & ts.TypeFlags.StringLike) !== 0
  if (ofText.some(isText)) return text(member, make)
  if (flags & ts.TypeFlags.NumberLike) return number(make)
  if (flags & ts.TypeFlags.BigIntLike) {
    return make.hostile ? fc.constantFrom(...BIGINTS) : fc.constant(undefined)
  }
  if (type.isUnion()) {
    const parts = type.types
      .filter((part) => make.hostile || !(part.flags & (ts.TypeFlags.BigInt | ts.TypeFlags.Never)))
      .filter((part) => make.hostile || part.getSymbol()?.getName() !== 'Date')
      .flatMap((part) => again(part) ?? [])
    return parts.length === 0 ? undefined : fc.oneof(...parts)
  }
  if (name === 'Date') {
    return make.hostile
      ? fc.oneof(
          fc.constantFrom(...TIMES).map((time) => new Date(time)),
          fc.constant(new Date(NaN)),
        )
      : undefined
  }
  const [signature] = type.getCallSignatures()
  if (signature !== undefined) {
    return again(signature.getReturnType())?.map((answer) => always(answer))
  }

  const element = elementOf(checker, type, name)
  if (element !== undefined) {
    const { length, ...inside } = make
    const items = arbitraryOf(
      types,
      element,
      name === 'FieldPath' ? { ...inside, answer: true } : inside,
      member,
      depth + 1,
    )
    if (items === undefined) return undefined
    return length !== undefined && depth < 3
      ? fc.array(items, { minLength: length, maxLength: length, size: 'max' })
      : fc.array(items, { maxLength: depth < 3 ? 4 : 2 })
  }
  if (checker.isTupleType(type)) {
    const parts = checker.getTypeArguments(type as ts.TypeReference).map((part) => again(part))
    return parts.includes(undefined)
      ? undefined
      : fc.tuple(...(parts as readonly fc.Arbitrary<unknown>[]))
  }
  if (name === 'ReadonlyMap' || name === 'Map') return undefined

  return record(types, type, isAnswer(type) ? { ...make, answer: true } : make, depth)
}

/** What podfit makes itself: declared in a room, and neither a Kubernetes object nor an input's own type. */
const isAnswer = (type: ts.Type): boolean => {
  const symbol = type.aliasSymbol ?? type.getSymbol()
  const file = symbol?.declarations?.[0]?.getSourceFile().fileName ?? ''
  return (
    file.includes('/src/') &&
    !file.includes('/src/kube/') &&
    !file.includes('/src/pools/') &&
    !/(?:Options|Input|Step|Edit|Change|Test|Case|Assertion|__type)$/.test(symbol?.getName() ?? '')
  )
}

const elementOf = (checker: ts.TypeChecker, type: ts.Type, name: string): ts.Type | undefined =>
  checker.isArrayType(type) || ['Iterable', 'ReadonlyArray', 'Array'].includes(name)
    ? checker.getTypeArguments(type as ts.TypeReference)[0]
    : undefined

const record = (
  types: Types,
  type: ts.Type,
  make: Make,
  depth: number,
): fc.Arbitrary<unknown> | undefined => {
  const { checker } = types
  const index = type.getStringIndexType()
  const properties = type.getProperties()
  if (index !== undefined && properties.length === 0) {
    const values = arbitraryOf(types, index, make, 'value', depth + 1)
    const keys = make.hostile
      ? fc.oneof(
          { weight: 8, arbitrary: fc.constantFrom(...KEYS) },
          { weight: 1, arbitrary: fc.constantFrom('__proto__', 'constructor', '', '/', '\ud800') },
        )
      : fc.constantFrom(...KEYS)
    return values && fc.dictionary(keys, values, { maxKeys: 3 })
  }
  const members: Record<string, fc.Arbitrary<unknown>> = {}
  const required: string[] = []
  for (const property of properties) {
    const optional = (property.flags & ts.SymbolFlags.Optional) !== 0
    if (optional && depth > DEEP) continue
    const declared = checker.getTypeOfSymbol(property)
    if (declared.flags & ts.TypeFlags.Never) continue
    const values = arbitraryOf(types, declared, make, property.getName(), depth + 1)
    if (values === undefined) {
      if (optional) continue
      return undefined
    }
    members[property.getName()] = values
    if (!optional) required.push(property.getName())
  }
  return fc.record(members, { requiredKeys: required })
}
