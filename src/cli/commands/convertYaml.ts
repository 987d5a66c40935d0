import * as E from 'fp-ts/Either'
import {
  Document,
  isMap,
  isNode,
  isScalar,
  Scalar,
  visit,
  type Node,
  type Pair,
  type YAMLMap,
} from 'yaml'
import type { PatchOperation } from '../../data/patch.js'
import { composeYaml, isPlainText, parseYaml, yamlMessage } from '../../decode/yaml.js'
import type { ConversionNote } from '../../kubectl/convert.js'
import { convertDeployments } from '../../kubectl/convertDeployments.js'
import { addAll } from '../../data/appended.js'

/** A text with its Deployments converted. */
export interface ConvertedYaml {
  readonly text: string
  readonly notes: readonly ConversionNote[]
  readonly problems: readonly string[]
}

/**
 * Converts the Deployments of a YAML text. Only their documents are written anew, with their comments;
 * everything else keeps its very letters, and so does every value that is not changed: `0644` stays octal.
 */
export const convertYaml = (text: string): ConvertedYaml => {
  const notes: ConversionNote[] = []
  const problems: string[] = []
  const values = parseYaml(text)
  let converted = ''
  let written = 0
  let found = 0
  // Without numbers and booleans: what stands there is text, and is written again as it stood.
  const documents = composeYaml(text, {
    schema: 'failsafe',
    uniqueKeys: false,
    logLevel: 'error',
  })?.documents
  if (documents === undefined) return { text, notes, problems: ['nested too deeply'] }
  for (const [i, document] of documents.entries()) {
    addAll(problems, document.errors.map(yamlMessage))
    const value = values[i]
    if (document.errors.length > 0 || value === undefined) continue
    if (E.isLeft(value)) {
      addAll(
        problems,
        value.left.map(({ message }) => message),
      )
      continue
    }
    const conversion = convertDeployments(value.right)
    const { contents } = document
    if (E.isLeft(conversion) || !isMap(contents)) continue
    const [start, end] = contents.range
    found++
    keepLast(contents)
    for (const edit of conversion.right.patch) editDocument(document, edit)
    addAll(notes, conversion.right.notes)
    converted += text.slice(written, start) + contentsText(contents, text.slice(start, end))
    written = end
  }
  if (found === 0 && problems.length === 0) problems.push('no Deployment in it')
  return { text: withLineEndsOf(text, converted + text.slice(written)), notes, problems }
}

/** Of a key that stands there twice the last one counts: the others are not written again. */
export const keepLast = (contents: YAMLMap): void =>
  visit(contents, {
    Map: (_key, map) => {
      const { items } = map
      const last = new Map(items.map((pair) => [keyOf(pair), pair]))
      map.items = items.filter((pair) => keyOf(pair) === '<<' || last.get(keyOf(pair)) === pair)
    },
  })

const keyOf = ({ key }: Pair): unknown => (isScalar(key) ? key.value : key)

/** Makes a change in a document; comments stay where they are. */
export const editDocument = (document: Document.Parsed, edit: PatchOperation): void => {
  if (edit.op === 'remove') {
    document.deleteIn(edit.path)
    return
  }
  const before = document.getIn(edit.path, true)
  const after = document.createNode(spelled(edit.value))
  if (isScalar(before) && isScalar(after)) {
    after.comment = before.comment ?? null
    after.spaceBefore = before.spaceBefore ?? false
    if (before.type === 'QUOTE_DOUBLE' || before.type === 'QUOTE_SINGLE') after.type = before.type
  }
  document.setIn(edit.path, after)
}

/** A value in which everything is text, spelled as YAML spells what it is. */
const spelled = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(spelled)
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, spelled(member)]))
  }
  const scalar = new Scalar(String(value))
  if (typeof value === 'string' && !isPlainText(value)) scalar.type = 'QUOTE_DOUBLE'
  return scalar
}

/** An object in the style of its source; the comment before it is there already. */
export const contentsText = (contents: YAMLMap, source: string): string => {
  const alone = new Document(undefined, { schema: 'failsafe' })
  alone.contents = contents
  for (const node of beginnings(contents)) node.commentBefore = null
  const text = alone.toString({
    lineWidth: 0,
    indent: indentOf(source),
    indentSeq: !/^( *)[^ \r\n#-].*:\r?\n(?: *#.*\n)*\1- /m.test(source),
    flowCollectionPadding: !/\{[^ }]/.test(source),
  })
  // The line of an object in braces ends behind it, in what is not written anew.
  return contents.flow === true && !source.endsWith('\n') ? text.trimEnd() : text
}

/** How much deeper a source has the members of an object than its name; 2 where it does not tell. */
const indentOf = (source: string): number => {
  const [, , deeper = '  '] =
    /^( *)[^ \r\n#-][^\r\n]*:[ \t]*\r?\n(?:[ \t]*(?:#[^\n]*)?\r?\n)*\1( +)[^ \r\n#-]/m.exec(
      source,
    ) ?? []
  return deeper.length
}

/** A text whose lines end as those of its source, if these all end with a carriage return. */
export const withLineEndsOf = (source: string, text: string): string =>
  source.includes('\r\n') && !/(?<!\r)\n/.test(source) ? text.replaceAll(/\r?\n/g, '\r\n') : text

/** The nodes that a comment at the beginning may belong to: the object and its first key. */
const beginnings = (contents: YAMLMap): readonly Node[] => {
  const keys = contents.items.slice(0, 1).map(({ key }) => key)
  return [contents, ...keys.filter((key) => isNode(key))]
}
