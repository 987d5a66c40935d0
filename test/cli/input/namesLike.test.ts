import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { sources } from '../../../src/cli/input/files.js'
import { namesLike } from '../../../src/cli/input/namesLike.js'
import { fakeWorld, withFiles } from '../../support/world.js'

const FILES = {
  'a.yaml': 'A',
  'b.yaml': 'B',
  'b.json': 'J',
  'one/x.yaml': 'X',
  'two/x.yaml': 'Y',
  'two/.z.yaml': 'Z',
  'we[ird].yaml': 'W',
}

describe('namesLike', () => {
  // What filepath.Glob of Go finds.
  it.each<[string, readonly string[]]>([
    ['*.yaml', ['a.yaml', 'b.yaml', 'we[ird].yaml']],
    ['?.yaml', ['a.yaml', 'b.yaml']],
    ['[b-z].*', ['b.json', 'b.yaml']],
    ['[^b].yaml', ['a.yaml']],
    ['*/x.yaml', ['one/x.yaml', 'two/x.yaml']],
    ['t*/*', ['two/.z.yaml', 'two/x.yaml']],
    ['we\\[*', ['we[ird].yaml']],
    ['a.yaml/*', []],
    ['*/nothing', []],
    ['*.md', []],
  ])('finds %s', async (pattern, expected) => {
    await withFiles(FILES, async (directory) => {
      const found = await namesLike(`${directory}/${pattern}`)
      expect(found.map((name) => name.slice(directory.length + 1))).toEqual(expected)
    })
  })

  it('refuses what Go cannot read', async () => {
    await withFiles(FILES, async (directory) => {
      await expect(namesLike(`${directory}/[a`)).rejects.toThrow('syntax error in pattern')
    })
  })

  it('is read in place of a file that is not there, and not of one that is', async () => {
    await withFiles(FILES, async (directory) => {
      const namesOf = async (name: string) =>
        (await sources([join(directory, name)], fakeWorld().world)).map((source) =>
          source.name.slice(directory.length + 1),
        )
      expect(await namesOf('*.yaml')).toEqual(['a.yaml', 'b.yaml', 'we[ird].yaml'])
      expect(await namesOf('we[ird].yaml')).toEqual(['we[ird].yaml'])
      expect(await namesOf('o*')).toEqual(['one/x.yaml'])
      await expect(namesOf('*.md')).rejects.toThrow('no such file or directory')
    })
  })
})
