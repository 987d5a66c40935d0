import * as E from 'fp-ts/Either'
import { Document, isMap, isNode, parseAllDocuments, type Node } from 'yaml'
import type { Edit } from '../data/edit.js'
import type { ConversionNote } from '../kubectl/convert.js'
import { convertDeployments } from '../kubectl/convertDeployments.js'

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
  for (const document of parseAllDocuments(text)) {
    problems.push(...document.errors.map((error) => error.message.replace(/\n[^]*/, '')))
    if (document.errors.length > 0 || !(document instanceof Document)) continue
    const conversion = convertDeployments(document.toJS())
    const [start, end] = document.contents?.range ?? [0, 0]
    if (E.isLeft(conversion)) continue
    found++
    for (const edit of conversion.right.edits) editDocument(document, edit)
    notes.push(...conversion.right.notes)
    converted += text.slice(written, start) + contentsText(document, text.slice(start, end))
    written = end
  }
  if (found === 0 && problems.length === 0) problems.push('no Deployment in it')
  return { text: converted + text.slice(written), notes, problems }
}

const editDocument = (document: Document, edit: Edit): void => {
  if (edit.op === 'remove') document.deleteIn(edit.path)
  else document.setIn(edit.path, edit.value)
}

/** A document's contents in the style of its source; the comment before them is there already. */
const contentsText = (document: Document, source: string): string => {
  const alone = new Document()
  alone.contents = document.contents
  for (const node of beginnings(alone.contents)) node.commentBefore = null
  return alone.toString({
    lineWidth: 0,
    indentSeq: !/^( *)[^ \n#-].*:\n(?: *#.*\n)*\1- /m.test(source),
    flowCollectionPadding: !/\{[^ }]/.test(source),
  })
}

/** The nodes that a comment at the beginning may belong to. */
const beginnings = (contents: unknown): readonly Node[] => {
  if (!isMap(contents)) return isNode(contents) ? [contents] : []
  const key = contents.items[0]?.key
  return isNode(key) ? [contents, key] : [contents]
}
