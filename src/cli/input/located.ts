import { readFile } from 'node:fs/promises'
import type { FieldPath } from '../../data/fieldPath.js'
import type { FindingOrigin } from '../../report/formats/findingReport.js'
import type { Origin } from './snapshot.js'

/** Tells the file and the line of a value in an object that was read. */
export type Locator = (
  origin: Origin | undefined,
  at: FieldPath,
) => Promise<FindingOrigin | undefined>

/** A locator that reads every file once, when it is first asked about it. */
export const locator = (): Locator => {
  const finders = new Map<string, Promise<Finder>>()
  return async (origin, at) => {
    if (origin === undefined) return undefined
    const { file, document, path: object } = origin
    const finder = finders.get(file) ?? finderOf(file)
    finders.set(file, finder)
    const { lineOf, templateOf } = await finder
    const line = lineOf(document, [...object, ...at])
    const template = templateOf(document)
    return {
      file,
      ...(line !== undefined && { line }),
      ...(template !== undefined && { template }),
    }
  }
}

/** Standard input is gone by now, and a file may be: then the line is not known. */
const finderOf = async (file: string): Promise<Finder> => {
  const text = await readFile(file, 'utf8').catch(() => undefined)
  return text === undefined
    ? { lineOf: () => undefined, templateOf: () => undefined }
    : { lineOf: await lineFinder(text), templateOf: templateFinder(text) }
}

interface Finder {
  readonly lineOf: LineFinder
  readonly templateOf: (document: number) => string | undefined
}

/** The template of each document of what `helm template` has written, as the comment before it says. */
export const templateFinder = (text: string): ((document: number) => string | undefined) => {
  if (text.length > LONGEST || !text.includes('# Source: ')) return () => undefined
  const documents = text.split(/^---(?:[ \t].*)?$/m)
  const first = documents[0]?.replaceAll(/^\s*#.*$/gm, '').trim() === '' ? 1 : 0
  return (document) => /^# Source: (\S.*?)\s*$/m.exec(documents[document - 1 + first] ?? '')?.[1]
}

/** Finds the lines of values in a text of YAML or JSON. */
export type LineFinder = (document: number, path: FieldPath) => number | undefined

/** Finding a line means reading a text once more, with positions: not worth it for a whole cluster's. */
const LONGEST = 256 * 1024

/**
 * The line on which the value at a path stands in a document (both counted from 1), or as much of the path
 * as there is.
 */
export const lineFinder = async (text: string): Promise<LineFinder> => {
  if (text.length > LONGEST) return () => undefined
  const { isNode } = await import('yaml')
  const { composeYaml } = await import('../../decode/yaml.js')
  const composed = composeYaml(text, { uniqueKeys: false, logLevel: 'error' })
  if (composed === undefined) return () => undefined
  const { documents, lineAt } = composed
  return (index, path) => {
    const document = documents[index - 1]
    for (let length = path.length; length >= 0; length--) {
      const node: unknown = document?.getIn(path.slice(0, length), true)
      const start = isNode(node) ? node.range?.[0] : undefined
      if (start !== undefined) return lineAt(start)
    }
    return undefined
  }
}
