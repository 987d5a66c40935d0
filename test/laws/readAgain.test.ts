import { isDeepStrictEqual } from 'node:util'
import * as E from 'fp-ts/Either'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { convertYaml } from '../../src/cli/commands/convertYaml.js'
import { yamlText } from '../../src/cli/frame/yamlText.js'
import { exactJson } from '../../src/data/exactJson.js'
import { applyPatch } from '../../src/data/patch.js'
import { parseJson } from '../../src/decode/json.js'
import { parseYaml } from '../../src/decode/yaml.js'
import { convertDeployments } from '../../src/kubectl/convertDeployments.js'

/** Text that some reader takes for something else. */
const TEXTS = [
  '',
  ' ',
  'yes',
  'No',
  'on',
  'y',
  'N',
  'true',
  '~',
  'null',
  'Null',
  '010',
  '0o10',
  '0x1F',
  '0b11',
  '1_000',
  '+1',
  '-0',
  '1.',
  '.5',
  '1e3',
  '.inf',
  '-.INF',
  '.NaN',
  '12:30:45',
  '-0b1',
  '+0x1',
  '0o1_0',
  '1_',
  '-1_0',
  '.5_',
  '-.5',
  '1_0.5',
  '0_',
  '2026-01-01',
  '2026-01-01T00:00:00Z',
  '<<',
  '=',
  '!tag',
  '&a',
  '*a',
  '%a',
  '@a',
  '`a',
  '- a',
  '? a',
  'a: b',
  'a #b',
  '---',
  '...',
  '#',
  '[',
  '{}',
  '|',
  '>-',
  "'",
  '"',
  '\\',
  'a\nb',
  'a\n',
  '\na',
  'a\r\nb',
  '\ta',
  'a\tb',
  '\u0007',
  '\u0085',
  '\u2028',
  '\u202ea',
  '\ufeff',
  '\u{1f600}',
  '\u{e0001}',
  '9007199254740993',
  ':::',
]
const KEYS = [...TEXTS, '__proto__', 'constructor', 'kubernetes.io/os']

const anyText = fc.oneof(fc.constantFrom(...TEXTS), fc.string({ unit: 'grapheme', maxLength: 8 }))
const anyKey = fc.oneof(fc.constantFrom(...KEYS), fc.string({ maxLength: 6 }))

/** What a manifest may hold. */
const { value: anyValue } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    anyText,
    fc.boolean(),
    fc.constant(null),
    fc.integer(),
    fc
      .double({ noNaN: true, noDefaultInfinity: true })
      .map((number) => number + 0)
      .filter((number) => !Number.isInteger(number) || Number.isSafeInteger(number)),
    fc
      .bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })
      .filter((value) => !Number.isSafeInteger(Number(value))),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.array(fc.tuple(anyKey, tie('value')), { maxLength: 4 }).map(Object.fromEntries<unknown>),
  ),
}))

/** Scalars as somebody may have spelled them in a manifest. */
const SPELLED = [
  '010',
  '0o10',
  '0b11',
  '0x1F',
  '1_000',
  '+5',
  '-0',
  '.5',
  '1.',
  '1.50',
  '1e3',
  '1E+3',
  '.inf',
  '-.INF',
  '9007199254740993',
  '-9223372036854775808',
  '18446744073709551615',
  '123456789012345678901234567890',
  'yes',
  '"yes"',
  "'on'",
  'y',
  'Off',
  'TRUE',
  '~',
  'Null',
  '""',
  '2026-01-01',
  '2026-01-01T00:00:00Z',
  '12:30:45',
  '!!str 5',
  '!!int "5"',
  '"a\\u202eb\\tc"',
  '"a\\x41\\/"',
  "'it''s'",
  'a#b',
  'a: b',
  '*x',
  '=',
]

const deployment = (args: readonly string[], indent: string): string => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: agent # its name
  annotations:
    x: &x ${args[0] ?? 'a'}
spec:
  replicas: 2
  selector: {matchLabels: {app: agent}}
  template:
    metadata: {labels: {app: agent}}
    spec:
      containers:
      ${indent}- name: a
      ${indent}  args: [ ${args.join(', ')} ]
      ${indent}  command:
${args.map((each) => `      ${indent}  - ${each}\n`).join('')}`

describe('what is printed is read again as what it was', () => {
  it('as JSON', () => {
    fc.assert(
      fc.property(anyValue, fc.constantFrom(undefined, 2), (value, indent) => {
        const read = parseJson(exactJson(value, indent))
        expect(E.isRight(read) && isDeepStrictEqual(read.right, value)).toBe(true)
      }),
      { numRuns: 1000 },
    )
  })

  it('as YAML', async () => {
    await fc.assert(
      fc.asyncProperty(anyValue, async (value) => {
        const [read, ...more] = parseYaml(await yamlText({ value }))
        expect(more).toStrictEqual([])
        const same = read && E.isRight(read) && isDeepStrictEqual(read.right, { value })
        expect(same).toBe(true)
      }),
      { numRuns: 1000 },
    )
  })

  it('by convert, with everything that it does not change as it was', () => {
    const spelled = fc.constantFrom(...SPELLED.filter((each) => each !== 'a: b'))
    fc.assert(
      fc.property(
        fc.array(spelled, { minLength: 1, maxLength: 4 }),
        fc.constantFrom('', '  '),
        (args, indent) => {
          const source = deployment(args, indent)
          const [before] = parseYaml(source)
          fc.pre(before !== undefined && E.isRight(before))
          const conversion = convertDeployments(before.right)
          const [after] = parseYaml(convertYaml(source).text)
          if (E.isLeft(conversion) || after === undefined || E.isLeft(after)) {
            throw new Error(`not converted: ${source}`)
          }
          expect(after.right).toStrictEqual(applyPatch(before.right, conversion.right.patch))
        },
      ),
      { numRuns: 300 },
    )
  })
})
