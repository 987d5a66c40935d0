import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import { parseJson } from '../decode/json.js'
import type { ParsedDocument } from './parsedDocument.js'

/**
 * The documents of a text: JSON, one JSON value a line, or YAML. The name's ending decides; without one
 * the text does, which is JSON if it begins with a brace or a bracket.
 */
export const parseDocuments = async (
  name: string,
  text: string,
): Promise<readonly ParsedDocument[]> => {
  const clean = text.replace(/^\uFEFF/, '')
  if (!isJson(name, clean)) return (await import('./yaml.js')).parseYaml(clean)
  return pipe(
    parseJson(clean),
    E.match(
      ({ message }) => jsonLines(clean) ?? [{ index: 1, message, ...lineOf(message, clean) }],
      (value) => [{ index: 1, value }],
    ),
  )
}

const isJson = (name: string, text: string): boolean => {
  if (/\.(?:json|ndjson)$/.test(name)) return true
  return !/\.ya?ml$/.test(name) && /^\s*[[{]/.test(text)
}

/** One JSON value a line; undefined when not even the first line is one. */
const jsonLines = (text: string): readonly ParsedDocument[] | undefined => {
  const lines = text.split('\n')
  const parsed = lines.flatMap((line, i): readonly ParsedDocument[] => {
    if (line.trim() === '') return []
    const value = parseJson(line)
    return E.isRight(value)
      ? [{ index: i + 1, value: value.right }]
      : [{ index: i + 1, message: value.left.message, line: i + 1 }]
  })
  const [first, second] = parsed
  return first !== undefined && 'value' in first && second !== undefined ? parsed : undefined
}

/** V8 names a position in characters; people look for a line. */
const lineOf = (message: string, text: string): { readonly line?: number } => {
  const position = /at position (\d+)/.exec(message)?.[1]
  return position === undefined ? {} : { line: text.slice(0, Number(position)).split('\n').length }
}
