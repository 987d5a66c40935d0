import * as E from 'fp-ts/Either'
import { Document, isMap, isNode, parseAllDocuments, type Node, type YAMLMap } from 'yaml'
import type { PatchOperation } from '../../data/patch.js'
import type { ConversionNote } from '../../kubectl/convert.js'
import { convertDeployments } from '../../kubectl/convertDeployments.js'

/** A text with its Deployments converted. */
export interface ConvertedYaml {
  readonly text: string
  readonly notes: readonly ConversionNote[]
  readonly problems: readonly string[]
}

/**
 * Converts the Deployments of a YAML text. Only their documents are written anew, with their comments;
 * everything else keeps its very letters.
 */
export const convertYaml = (text: string): ConvertedYaml => {
  const notes: ConversionNote[] = []
  const problems: string[] = []
  let converted = ''
  let written = 0
  let found = 0
  for (const document of parseAllDocuments(text, { intAsBigInt: true })) {
    problems.push(...document.errors.map((error) => error.message.replace(/\n[^]*/, '')))
    if (document.errors.length > 0 || !(document instanceof Document)) continue
    const read = E.tryCatch(() => document.toJS({ reviver: safe }) as unknown, E.toError)
    if (E.isLeft(read)) {
      problems.push(read.left.message.replace(/\n[^]*/, ''))
      continue
    }
    const conversion = convertDeployments(read.right)
    const { contents } = document
    if (E.isLeft(conversion) || !isMap(contents)) continue
    const [start, end] = contents.range
    found++
    for (const edit of conversion.right.patch) editDocument(document, edit)
    notes.push(...conversion.right.notes)
    converted += text.slice(written, start) + contentsText(contents, text.slice(start, end))
    written = end
  }
  if (found === 0 && problems.length === 0) problems.push('no Deployment in it')
  return { text: converted + text.slice(written), notes, problems }
}

/** Whole numbers that a number can hold are numbers. */
const safe = (_key: unknown, value: unknown): unknown =>
  typeof value === 'bigint' && Number.isSafeInteger(Number(value)) ? Number(value) : value

const editDocument = (document: Document, edit: PatchOperation): void => {
  if (edit.op === 'remove') document.deleteIn(edit.path)
  else document.setIn(edit.path, edit.value)
}

/** An object in the style of its source; the comment before it is there already. */
const contentsText = (contents: YAMLMap, source: string): string => {
  const alone = new Document()
  alone.contents = contents
  for (const node of beginnings(contents)) node.commentBefore = null
  return alone.toString({
    lineWidth: 0,
    indentSeq: !/^( *)[^ \n#-].*:\n(?: *#.*\n)*\1- /m.test(source),
    flowCollectionPadding: !/\{[^ }]/.test(source),
  })
}

/** The nodes that a comment at the beginning may belong to: the object and its first key. */
const beginnings = (contents: YAMLMap): readonly Node[] => {
  const keys = contents.items.slice(0, 1).map(({ key }) => key)
  return [contents, ...keys.filter((key) => isNode(key))]
}
