import * as E from 'fp-ts/Either'
import { StringDecoder } from 'node:string_decoder'
import { firstFault, readYaml, type YamlDocument } from '../../../decode/yaml.js'
import type { ByteWindow } from '../byteWindow.js'
import type { ReadDocument, PieceReader } from '../pieceReader.js'
import { yamlSplitter, type YamlSplitter } from './yamlSplitter.js'

/** How much YAML is parsed at once. */
export interface YamlLimits {
  /** A text of more bytes is read document by document, and a list item by item. */
  readonly whole: number
  /** A document or an item of more letters is refused. */
  readonly piece: number
}

const YAML_LIMITS: YamlLimits = { whole: 16_000_000, piece: 16_000_000 }

/** The documents of a YAML text. */
export async function* yamlDocuments(
  window: ByteWindow,
  read: PieceReader,
  limits: YamlLimits = YAML_LIMITS,
): AsyncGenerator<ReadDocument> {
  let more = true
  while (more && window.end - window.mark <= limits.whole) more = await window.more()
  if (more) yield* largeDocuments(window, read, limits.piece)
  else {
    const text = window.bytes.toString('utf8', window.mark, window.end)
    for (const [i, document] of readYaml(text).entries()) yield readParsed(i + 1, document, read)
  }
}

const readParsed = (index: number, document: YamlDocument, read: PieceReader): ReadDocument => {
  if (E.isLeft(document.value)) return { index, ...firstFault(document.value.left) }
  const value = document.value.right
  const written = () => ({ tree: value, repeated: document.repeated() })
  return { index, ...read({ value, exact: () => value, path: [], written }) }
}

const BOUNDARY = /^(?:---|\.\.\.)(?:\s|$)/

/** Document by document, each line by line. */
async function* largeDocuments(
  window: ByteWindow,
  read: PieceReader,
  longest: number,
): AsyncGenerator<ReadDocument> {
  let index = 1
  let number = 0
  let splitter = yamlSplitter(read, longest)
  const close = function* (of: YamlSplitter): Generator<ReadDocument> {
    if (!of.isEmpty()) yield { index: index++, ...of.close() }
  }
  for await (const line of linesOf(window)) {
    number++
    if (BOUNDARY.test(line)) {
      yield* close(splitter)
      splitter = yamlSplitter(read, longest)
      if (line.startsWith('...')) continue
    }
    splitter.line(line, number)
  }
  yield* close(splitter)
}

/** The lines of what is left of a text, without their ends. */
async function* linesOf(window: ByteWindow): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8')
  let rest = ''
  do {
    const lines = (rest + decoder.write(window.bytes.subarray(window.mark, window.end))).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
    window.mark = window.end
  } while (await window.more())
  rest += decoder.end()
  if (rest !== '') yield rest
}
