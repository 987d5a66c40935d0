import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import * as fc from 'fast-check'
import { COMMANDS } from '../../src/cli/commands/commands.js'
import { EXIT } from '../../src/cli/exitCode.js'
import type { Command } from '../../src/cli/frame/command.js'
import type { Flag } from '../../src/cli/frame/flag.js'
import { grouped } from '../../src/data/grouped.js'
import { run } from '../../src/cli/run.js'
import { NEWEST_RELEASE } from '../../src/kube/release.js'
import { noProgram, type World } from '../../src/cli/world.js'
import type { Fuzz } from './fuzz.js'

/** Real input, of which what is fuzzed is made, and how often beside the others: large files are dear. */
const FIXTURES: readonly (readonly [path: string, weight: number])[] = [
  ['test/fixtures/kind.json', 1],
  ['test/fixtures/eks-karpenter.json', 1],
  ['test/fixtures/mixed-windows.json', 1],
  ['test/fixtures/kind.yaml', 1],
  ['examples/kind.yaml', 20],
  ['test/fixtures/manifests/anchors.yaml', 20],
  ['test/fixtures/manifests/hand-written.yaml', 20],
  ['test/fixtures/manifests/served.json', 20],
  ['examples/agents.yaml', 20],
  ['examples/pools.yaml', 20],
]

interface Listed {
  readonly kind: string
  readonly metadata: { readonly managedFields?: unknown }
  readonly status?: { readonly images?: unknown }
}

/** A snapshot with a few objects of each kind, without what nobody reads. */
const fewOf = (snapshot: { readonly items: readonly Listed[] }): object => ({
  ...snapshot,
  items: [...grouped(snapshot.items, ({ kind }) => kind).values()]
    .flatMap((same) => same.slice(0, 3))
    .map(({ metadata: { managedFields: _managed, ...metadata }, ...object }) => ({
      ...object,
      metadata,
      ...(object.status && { status: { ...object.status, images: [] } }),
    })),
})

const HOSTILE: readonly unknown[] = [
  null,
  '',
  [],
  {},
  0,
  -1,
  1.5,
  0.30000000000000004,
  1e21,
  true,
  '\u001b[31mred\u001b]0;title\u0007',
  'a\n::error::injected',
  '\u202egnp.exe',
  '\r',
  '__proto__',
  'x'.repeat(5000),
  '9223372036854775808',
  '/',
  '=',
  ['\u001b[2J'],
  { constructor: { prototype: 1 } },
]

/** JSON with one member, or one element, that is something else, or elsewhere, or twice there. */
const mutate = (value: unknown, at: readonly number[], by: unknown, how: number): unknown => {
  const [first = 0, ...rest] = at
  if (typeof value !== 'object' || value === null || at.length === 0) return by
  const keys = Object.keys(value)
  const key = keys[first % Math.max(1, keys.length)]
  if (key === undefined) return by
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value
    const i = Number(key)
    if (rest.length === 0 && how === 1) return [...items, items[i]]
    if (rest.length === 0 && how === 2) return items.filter((_item, j) => j !== i)
    return items.map((item, j) => (j === i ? mutate(item, rest, by, how) : item))
  }
  const entries = Object.entries(value as Record<string, unknown>)
  if (rest.length === 0 && how === 2) return Object.fromEntries(entries.filter(([k]) => k !== key))
  if (rest.length === 0 && how === 3) {
    return Object.fromEntries(
      entries.map(([k, v]) => (k === key ? [typeof by === 'string' ? by : `${k}x`, v] : [k, v])),
    )
  }
  return Object.fromEntries(
    entries.map(([k, v]) => (k === key ? [k, mutate(v, rest, by, how)] : [k, v])),
  )
}

const anyMutation = fc.tuple(
  fc.array(fc.nat(40), { minLength: 1, maxLength: 9 }),
  fc.constantFrom(...HOSTILE),
  fc.nat(3),
)

const anyBytes = (text: string): fc.Arbitrary<Buffer> =>
  fc
    .array(
      fc.tuple(
        fc.nat(Math.max(0, text.length - 1)),
        fc.nat(20),
        fc.oneof(
          fc.string({ maxLength: 6 }),
          fc.constantFrom(
            '"',
            '\n',
            '\t',
            '{',
            ']',
            '&a',
            '*a',
            '<<: ',
            '---\n',
            '\u0000',
            '\ufeff',
            ': ',
          ),
        ),
      ),
      { minLength: 1, maxLength: 4 },
    )
    .map((cuts) =>
      Buffer.from(
        cuts.reduce(
          (kept, [at, length, put]) => kept.slice(0, at) + put + kept.slice(at + length),
          text,
        ),
      ),
    )

const isJson = (path: string): boolean => path.endsWith('.json')

const anyStructure = (value: unknown): fc.Arbitrary<Buffer> =>
  fc
    .array(anyMutation, { minLength: 1, maxLength: 3 })
    .map((mutations) =>
      Buffer.from(
        JSON.stringify(mutations.reduce((all, [at, by, how]) => mutate(all, at, by, how), value)),
      ),
    )

const anyOf = (text: string, value?: unknown): fc.Arbitrary<Buffer> =>
  value === undefined
    ? anyBytes(text)
    : fc.oneof(
        { weight: 3, arbitrary: anyStructure(value) },
        { weight: 1, arbitrary: anyBytes(text) },
      )

/** What stands on standard input: a fixture with something wrong in it, and sometimes nothing of the kind. */
const anyText: fc.Arbitrary<Buffer> = fc.oneof(
  ...FIXTURES.map(([path, weight]) => {
    const text = readFileSync(path, 'utf8')
    return { weight, arbitrary: anyOf(text, isJson(path) ? JSON.parse(text) : undefined) }
  }),
  ...FIXTURES.filter(([path]) => /fixtures\/[\w-]*\.json$/.test(path)).map(([path]) => {
    const few = fewOf(JSON.parse(readFileSync(path, 'utf8')) as { items: readonly Listed[] })
    return { weight: 40, arbitrary: anyOf(JSON.stringify(few), few) }
  }),
  { weight: 10, arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)) },
  { weight: 10, arbitrary: fc.json().map((text) => Buffer.from(text)) },
)

/** The same, compressed, cut off, or in another encoding. */
const anyInput: fc.Arbitrary<Buffer> = fc.oneof(
  { weight: 20, arbitrary: anyText },
  { weight: 1, arbitrary: anyText.map((text) => gzipSync(text)) },
  {
    weight: 1,
    arbitrary: fc.tuple(anyText, fc.double({ min: 0, max: 1, noNaN: true })).map(([text, part]) => {
      const packed = gzipSync(text)
      return packed.subarray(0, Math.floor(packed.length * part))
    }),
  },
  {
    weight: 1,
    arbitrary: anyText.map((text) => Buffer.from(`\ufeff${text.toString('utf8')}`, 'utf16le')),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(anyText, fc.double({ min: 0, max: 1, noNaN: true }))
      .map(([text, part]) => text.subarray(0, Math.floor(text.length * part))),
  },
)

const WORDS = [
  'kindnet',
  'kube-proxy',
  'agent',
  'ds/agent',
  'kind-worker',
  'node/n1',
  'nodes',
  'a=b:NoSchedule',
  'a-',
  'taint nodes --all a=b:NoExecute',
  'cordon kind-worker',
  'drain kind-worker',
  'label node n1 a=b',
  '1',
  'kube-system',
  '-',
  '2026-01-02T12:00:00Z',
  '1.30',
  NEWEST_RELEASE,
  '1.38',
  '30s',
  '2',
  '10%',
  'zone',
  'a in (b)',
  '',
  '\u001b[31m',
  'x\n::error::y',
  '__proto__',
]

const anyWord = fc.constantFrom(...WORDS)

const anyFlag = (flag: Flag): fc.Arbitrary<readonly string[]> => {
  const name = `--${flag.name}`
  if (flag.value === undefined) return fc.constant([name])
  if (flag.files === true) return fc.constant([name, '-'])
  return (
    flag.choices === undefined ? anyWord : fc.oneof(fc.constantFrom(...flag.choices), anyWord)
  ).map((value) => [name, value])
}

/** A command line of a verb: its arguments, some of its flags, input from standard input. */
const anyLine = (verb: Command): fc.Arbitrary<readonly string[]> => {
  const files = verb.flags.find(({ name }) => name === 'filename')
  return fc
    .tuple(
      fc.array(anyWord, {
        minLength: verb.arguments.filter(({ needed }) => needed).length,
        maxLength: verb.arguments.length + 1,
      }),
      fc

        .shuffledSubarray(verb.flags.filter((flag) => flag !== files))
        .map((flags) => flags.slice(0, 3))
        .chain((flags) => fc.tuple(...flags.map(anyFlag))),
    )
    .map(([words, flags]) => [
      verb.name,
      ...words,
      ...(files === undefined ? [] : ['-f', '-']),
      ...flags.flat(),
    ])
}

// oxlint-disable-next-line no-control-regex -- these are what must not come through
const RAW = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/

/** What `convert` leaves of a manifest keeps its letters, but a manifest holds none of these. */
// oxlint-disable-next-line no-control-regex -- these are what must not come through
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/

/** Of the processor's time. */
const LIMIT_MS = 10_000

/** So often a long run says that it goes on. */
const BEACON_MS = 1000

/** Runs every verb on input of every kind, in this process, with nothing but standard input to read. */
export const fuzzCommand: Fuzz = async ({ cases, seed, only, after, begin, found }) => {
  const verbs = (await Promise.all(Object.values(COMMANDS).map((load) => load()))).filter(
    ({ name }) => name.includes(only),
  )
  const each = Math.max(1, Math.ceil(cases / Math.max(1, verbs.length)))
  let calls = 0
  const behind = verbs.findIndex(({ name }) => name === after) + 1
  for (const verb of verbs.slice(behind)) {
    begin(verb.name)
    let told = performance.now()
    const result = await fc.check(
      fc.asyncProperty(anyLine(verb), anyInput, async (line, input) => {
        calls++
        if (performance.now() - told > BEACON_MS) {
          begin(verb.name)
          told = performance.now()
        }
        await judge(line, input)
      }),
      { numRuns: each, seed, endOnFailure: false },
    )
    if (result.failed) {
      const [line, input] = result.counterexample ?? [[], Buffer.alloc(0)]
      found({
        target: `podfit ${line.map((word) => JSON.stringify(word)).join(' ')}`,
        problem: String(result.errorInstance).slice(0, 600),
        input: input.toString('utf8').slice(0, 3000),
        seed,
      })
    }
  }
  return { calls, skipped: [] }
}

/** Finds nothing. */
const NOTHING = /(?!)/

const judge = async (line: readonly string[], input: Buffer): Promise<void> => {
  const printed = { stdout: '', stderr: '' }
  const world: World = {
    stdout: async (text) => await Promise.resolve(void (printed.stdout += text)),
    stderr: (text) => void (printed.stderr += text),
    stdin: async function* () {
      yield await Promise.resolve(input)
    },
    program: noProgram,
    env: {},
    now: () => new Date('2026-01-02T12:00:00Z'),
    stdoutIsTerminal: false,
    stderrIsTerminal: false,
  }
  const before = process.cpuUsage()
  const code = await run(line, world)
  const { user, system } = process.cpuUsage(before)
  const took = (user + system) / 1000
  if (took > LIMIT_MS) throw new Error(`took ${Math.round(took)} ms`)
  if (code === EXIT.fault) throw new Error(printed.stderr)
  const [verb] = line
  // What `--fix` prints are the caller's own files, of which everything that is not fixed keeps its bytes.
  const printing = verb === 'convert' ? CONTROL : line.includes('--fix') ? NOTHING : RAW
  const raw = RAW.exec(printed.stderr) ?? printing.exec(printed.stdout)
  if (raw !== null) throw new Error(`printed raw: ${JSON.stringify(raw[0])}`)
  const format = line[line.lastIndexOf('--output') + 1]
  if (line.includes('--output') && format === 'json' && printed.stdout !== '') {
    JSON.parse(printed.stdout)
  }
}
