import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const MOST_FILES = 25
const FEW_LINES = 20
const MOST_TINY_FILES = 14

interface Folder {
  readonly path: string
  readonly files: readonly string[]
}

const foldersBelow = (path: string): readonly Folder[] => {
  const entries = readdirSync(path, { withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map(({ name }) => join(path, name))
  const folders = entries.filter((entry) => entry.isDirectory())
  return [{ path, files }, ...folders.flatMap(({ name }) => foldersBelow(join(path, name)))]
}

const folders = foldersBelow('src')

describe('the rooms', () => {
  it(`have at most ${MOST_FILES} files in a folder`, () => {
    const full = folders.filter(({ files }) => files.length > MOST_FILES)
    expect(full.map(({ path, files }) => `${path}: ${files.length}`)).toEqual([])
  })

  it(`have at most ${MOST_TINY_FILES} files of fewer than ${FEW_LINES} lines: such a file is part of its importer`, () => {
    const tiny = folders
      .filter(({ path }) => path !== 'src')
      .flatMap(({ files }) => files)
      .filter((file) => readFileSync(file, 'utf8').split('\n').length <= FEW_LINES)
    expect(tiny.length, tiny.join('\n')).toBeLessThanOrEqual(MOST_TINY_FILES)
  })
})
