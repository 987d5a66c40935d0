import * as fc from 'fast-check'
import {
  TAINT_DISK_PRESSURE,
  TAINT_NETWORK_UNAVAILABLE,
  TAINT_NOT_READY,
  TAINT_UNREACHABLE,
  TAINT_UNSCHEDULABLE,
} from '../kube/wellKnown.js'
import { listOf, plainest } from './shrinks.js'

/**
 * Small vocabularies that collide often, with every trap mixed in: so that requirements meet labels,
 * tolerations meet taints, and the odd ones still come up.
 */

const mostly = (
  common: readonly [string, ...string[]],
  odd: readonly string[],
): fc.Arbitrary<string> =>
  plainest(
    common[0],
    fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom(...common) },
      { weight: 1, arbitrary: fc.constantFrom(...odd) },
    ),
  )

const COMMON_KEYS = ['a', 'zone', 'example.com/gpu', 'num'] as const
const ODD_KEYS = [
  '',
  'A',
  'constructor',
  'toString',
  '__proto__',
  'metadata.name',
  'bad key!',
  'a/b/c',
  '/a',
  'a/',
  '_a',
  '10',
  'é',
  'a\n',
  `${'p'.repeat(253)}/a`,
  `${'p'.repeat(254)}/a`,
  'k'.repeat(63),
  'k'.repeat(64),
  'é'.repeat(32),
  'UPPER.example.com/a',
  '\ud800',
]

/** A label or taint key. */
export const anyKey: fc.Arbitrary<string> = mostly(COMMON_KEYS, ODD_KEYS)

const INTEGERS = [
  '0',
  '5',
  '6',
  '-5',
  '+5',
  '05',
  '0005',
  '-0',
  '5.0',
  '1_000',
  '0x10',
  ' 5',
  '5\n',
  '٣',
  '9223372036854775806',
  '9223372036854775807',
  '9223372036854775808',
  '-9223372036854775808',
  '-9223372036854775809',
  `${'0'.repeat(62)}4`,
  `${'0'.repeat(63)}4`,
]

/** A label or taint value: short words, and integers in and out of Go's grammar. */
export const anyValue: fc.Arbitrary<string> = plainest(
  '',
  fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom('', 'x', 'y', '5', '6') },
    { weight: 2, arbitrary: fc.constantFrom(...INTEGERS) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        'X',
        'a b',
        'a/b',
        '.',
        '<&>',
        'v'.repeat(63),
        'v'.repeat(64),
        'é',
        '"',
        '\u007f',
      ),
    },
  ),
)

const EFFECTS = ['NoSchedule', 'NoExecute', 'PreferNoSchedule'] as const

/** A taint effect, or what is none. */
export const anyEffect: fc.Arbitrary<string> = mostly(EFFECTS, [
  '',
  'noschedule',
  'Foo',
  'NoSchedule ',
])

/** The operator of a toleration, or what is none. */
export const anyTolerationOperator: fc.Arbitrary<string> = plainest(
  'Equal',
  fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom('Equal', 'Exists', '') },
    { weight: 3, arbitrary: fc.constantFrom('Lt', 'Gt') },
    { weight: 1, arbitrary: fc.constantFrom('exists', 'In', '=', 'Le', '<') },
  ),
)

/** The operator of a selector requirement, or what is none. */
export const anySelectorOperator: fc.Arbitrary<string> = plainest(
  'In',
  fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom('In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt') },
    { weight: 1, arbitrary: fc.constantFrom('', 'in', '=', 'Equals', '<') },
  ),
)

/** A taint key: an ordinary one, or one that nodes get from their conditions. */
export const anyTaintKey: fc.Arbitrary<string> = plainest(
  'a',
  fc.oneof(
    { weight: 4, arbitrary: anyKey },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        TAINT_NOT_READY,
        TAINT_UNREACHABLE,
        TAINT_DISK_PRESSURE,
        TAINT_UNSCHEDULABLE,
        TAINT_NETWORK_UNAVAILABLE,
      ),
    },
  ),
)

/** The name of a node, sometimes none or one that is no name. */
export const anyNodeName: fc.Arbitrary<string> = mostly(
  ['n1', 'n2', 'n3'],
  ['', 'N1', 'Not A Name!'],
)

/** A value that is there, absent or null; absent and null mean the same. How often it is absent can be said. */
export const sometimes = <A>(
  arbitrary: fc.Arbitrary<A>,
  absent = 2,
): fc.Arbitrary<A | null | undefined> =>
  plainest<A | null | undefined>(
    undefined,
    fc.oneof(
      { weight: absent, arbitrary: fc.constant(undefined) },
      { weight: 6, arbitrary },
      { weight: 1, arbitrary: fc.constant(null) },
    ),
  )

/** A map whose keys are its own, `__proto__` included. */
export const mapOf = <A>(
  keys: fc.Arbitrary<string>,
  values: fc.Arbitrary<A>,
  maxKeys = 4,
): fc.Arbitrary<Readonly<Record<string, A>>> =>
  listOf(fc.tuple(keys, values), { maxLength: maxKeys }).map((entries) =>
    Object.fromEntries(entries),
  )

/** An object without the fields that are undefined: JSON has none of those. */
export const compact = <A extends object>(object: A): A =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as A

/** A value now and then, absent otherwise. */
export const rarely = <A>(arbitrary: fc.Arbitrary<A>, weight = 12): fc.Arbitrary<A | undefined> =>
  plainest<A | undefined>(
    undefined,
    fc.oneof({ weight, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary }),
  )

/** One of some values, as often as its weight says; the first is the plainest. */
export const weighted = <A>(
  ...choices: readonly [readonly [number, A], ...(readonly [number, A])[]]
): fc.Arbitrary<A> =>
  plainest(
    choices[0][1],
    fc.oneof(...choices.map(([weight, value]) => ({ weight, arbitrary: fc.constant(value) }))),
  )
