import { readFile } from 'node:fs/promises'
import type { FieldPath } from '../../data/fieldPath.js'
import type { FindingOrigin } from '../../report/formats/findingReport.js'
import type { LineFinder } from './findLine.js'
import type { Origin } from './snapshot.js'

/** Tells the file and the line of a value in an object that was read. */
export type Locator = (
  origin: Origin | undefined,
  at: FieldPath,
) => Promise<FindingOrigin | undefined>

/** A locator that reads every file once, when it is first asked about it. */
export const locator = (): Locator => {
  const finders = new Map<string, Promise<LineFinder>>()
  return async (origin, at) => {
    if (origin === undefined) return undefined
    const { file, document, path: object } = origin
    const finder = finders.get(file) ?? finderOf(file)
    finders.set(file, finder)
    const line = (await finder)(document, [...object, ...at])
    return { file, ...(line !== undefined && { line }) }
  }
}

/** Standard input is gone by now, and a file may be: then the line is not known. */
const finderOf = async (file: string): Promise<LineFinder> => {
  const { lineFinder } = await import('./findLine.js')
  const text = await readFile(file, 'utf8').catch(() => undefined)
  return text === undefined ? () => undefined : lineFinder(text)
}
