import { LineCounter, isNode, parseAllDocuments } from 'yaml'
import type { FieldPath } from '../../data/fieldPath.js'

/** Finding a line means reading a text once more, with positions: not worth it for a whole cluster's. */
const LONGEST = 256 * 1024

/** Finds the lines of values in a text of YAML or JSON. */
export type LineFinder = (document: number, path: FieldPath) => number | undefined

/**
 * The line on which the value at a path stands in a document (both counted from 1), or as much of the path
 * as there is.
 */
export const lineFinder = (text: string): LineFinder => {
  if (text.length > LONGEST) return () => undefined
  const lineCounter = new LineCounter()
  const documents = parseAllDocuments(text, { lineCounter, uniqueKeys: false, logLevel: 'error' })
  return (index, path) => {
    const document = [...documents][index - 1]
    for (let length = path.length; length >= 0; length--) {
      const node: unknown = document?.getIn(path.slice(0, length), true)
      const start = isNode(node) ? node.range?.[0] : undefined
      if (start !== undefined) return lineCounter.linePos(start).line
    }
    return undefined
  }
}
