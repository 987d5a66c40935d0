import * as fc from 'fast-check'
import { byteWindow, type ByteWindow } from '../../src/cli/input/byteWindow.js'
import { pieceReader, type ReadDocument } from '../../src/cli/input/pieceReader.js'

/** Bytes as they may come: in pieces of these sizes, over and over. */
export async function* chunked(
  text: string | Uint8Array,
  sizes: readonly number[] = [],
): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text)
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const size = sizes[i % sizes.length] ?? bytes.length
    yield await Promise.resolve(bytes.subarray(at, at + size))
    at += size
  }
}

/** Where a stream is cut: mostly into small pieces, now and then not at all; no piece is empty for ever. */
export const anySizes: fc.Arbitrary<readonly number[]> = fc.oneof(
  fc.constant([]),
  fc
    .tuple(fc.integer({ min: 1, max: 40 }), fc.array(fc.nat({ max: 12 }), { maxLength: 5 }))
    .map(([first, more]) => [first, ...more]),
)

export const windowOn = (text: string | Uint8Array, sizes?: readonly number[]): ByteWindow =>
  byteWindow(chunked(text, sizes))

/** A reader that keeps every field. */
export const readWhole = pieceReader({ whole: true, placement: true })

export const gathered = async (
  documents: AsyncIterable<ReadDocument>,
): Promise<readonly ReadDocument[]> => {
  const all: ReadDocument[] = []
  for await (const document of documents) all.push(document)
  return all
}

const anyName = fc.constantFrom('a', 'b', 'é', '☸', '\ud83d\ude00', '"', '\\', '{', '[1]', '}\n')

const anyMetadata = fc.record(
  {
    name: fc.oneof(anyName, fc.constant(5)),
    generation: fc.constantFrom(1, 2n ** 60n, 2n ** 64n, 'x'),
    labels: fc.dictionary(anyName, anyName, { maxKeys: 2 }),
  },
  { requiredKeys: [] },
)

/** An object of a cluster, or something that is none. */
const anyObject = fc.oneof(
  fc.record(
    {
      apiVersion: fc.constantFrom('v1', 'apps/v1'),
      kind: fc.constantFrom('Node', 'Pod', 'DaemonSet', 'ControllerRevision', 'Secret', null),
      metadata: anyMetadata,
      spec: fc.constantFrom({}, { nodeName: 'a' }, { minReadySeconds: 2n ** 60n }, null),
      status: fc.constantFrom({}, { phase: 'Running' }),
    },
    { requiredKeys: ['metadata'] },
  ),
  fc.constantFrom<unknown>(null, 1.5, 2n ** 70n, true, 'text', [], {}),
)

/** Everything that can stand in a file: objects, lists, typed lists, lists in lists, and what only looks so. */
export const anyDocument: fc.Arbitrary<unknown> = fc.letrec<{ document: unknown }>((tie) => ({
  document: fc.oneof(
    { maxDepth: 2, depthIdentifier: 'document' },
    anyObject,
    fc.array(tie('document'), { maxLength: 4 }),
    fc
      .tuple(
        fc.record(
          {
            kind: fc.constantFrom('List', 'NodeList', 'PodList', 'ConfigMap', 5, null),
            items: fc.oneof(
              { weight: 6, arbitrary: fc.array(tie('document'), { maxLength: 5 }) },
              { weight: 1, arbitrary: fc.constantFrom<unknown>({}, 'x', null) },
            ),
            metadata: fc.constant({ resourceVersion: '' }),
            spec: fc.constantFrom<unknown>({}, null),
          },
          { requiredKeys: ['items'] },
        ),
        fc.integer({ min: 0, max: 23 }),
      )
      .map(([list, order]) => shuffled(list, order)),
  ),
})).document

/** The same members in another order. */
const shuffled = (object: object, order: number): object => {
  const members = Object.entries(object)
  let left = order
  const result: [string, unknown][] = []
  while (members.length > 0) {
    result.push(...members.splice(left % members.length, 1))
    left = Math.floor(left / 2)
  }
  return Object.fromEntries(result)
}

/** JSON text of a value, bigints as numbers, with white space of some kind between the tokens. */
export const jsonOf = (value: unknown, space = ''): string => {
  if (typeof value === 'bigint') return String(value)
  if (Array.isArray(value)) {
    return `[${space}${value.map((item) => jsonOf(item, space)).join(`${space},${space}`)}${space}]`
  }
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value).map(
    ([key, member]) => `${JSON.stringify(key)}${space}:${space}${jsonOf(member, space)}`,
  )
  return `{${space}${members.join(`${space},${space}`)}${space}}`
}

export const anySpace = fc.constantFrom('', ' ', '\n', '\r\n\t', '\n  ')

/** JSON with something taken out or put in. */
export const anyBroken: fc.Arbitrary<string> = fc
  .tuple(
    anyDocument,
    anySpace,
    fc.nat(),
    fc.nat({ max: 4 }),
    fc.constantFrom('', ',', '}', ']', '"', '{', '1', 'x', '\n', '\\', '\u0001', ': '),
  )
  .map(([value, space, place, taken, put]) => {
    const text = jsonOf(value, space)
    const at = place % (text.length + 1)
    return (text.slice(0, at) + put + text.slice(at + taken)).toWellFormed()
  })
