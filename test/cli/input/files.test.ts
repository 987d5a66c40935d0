import { execFileSync } from 'node:child_process'
import { mkdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { UsageError } from '../../../src/cli/exitCode.js'
import { sources, textOf } from '../../../src/cli/input/files.js'
import { systemMessage } from '../../../src/cli/systemMessage.js'
import type { Source } from '../../../src/cli/input/source.js'
import { fakeWorld, withFiles, type Surroundings } from '../../support/world.js'

const read = async (names: readonly string[], surroundings: Surroundings = {}) => {
  const { world } = fakeWorld(surroundings)
  const found = await sources(names, world)
  return await Promise.all(
    found.map(async (source) => [source.name, await textOf(source)] as const),
  )
}

const messageOf = async (names: readonly string[]): Promise<string> => {
  const error: unknown = await sources(names, fakeWorld().world).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(UsageError)
  return error instanceof Error ? error.message : ''
}

describe('sources', () => {
  it('reads files in the order in which they are named, whatever their ending', async () => {
    await withFiles({ 'b.txt': 'B', a: 'A', 'c.yaml': '' }, async (directory) => {
      const names = ['b.txt', 'a', 'c.yaml'].map((name) => join(directory, name))
      expect(await read(names)).toEqual([
        [names[0], 'B'],
        [names[1], 'A'],
        [names[2], ''],
      ])
    })
  })

  it('reads standard input where - is named', async () => {
    await withFiles({ 'a.yaml': 'A' }, async (directory) => {
      const name = join(directory, 'a.yaml')
      expect(await read([name, '-'], { stdin: 'typed' })).toEqual([
        [name, 'A'],
        ['<stdin>', 'typed'],
      ])
    })
  })

  it('reads the JSON and YAML files of a directory and below, by name', async () => {
    const files = {
      'b.yaml': '1',
      'a.json': '2',
      'c/z.yml': '3',
      'c/y.ndjson': '4',
      'readme.md': '5',
      'd.yaml.bak': '6',
      yaml: '7',
    }
    await withFiles(files, async (directory) => {
      expect(await read([directory])).toEqual(
        ['a.json', 'b.yaml', 'c/y.ndjson', 'c/z.yml'].map((name) => [
          join(directory, name),
          files[name as keyof typeof files],
        ]),
      )
    })
  })

  it('leaves it to the reader that a file is gone', async () => {
    await withFiles({ 'a.yaml': '' }, async (directory) => {
      await symlink(join(directory, 'nowhere'), join(directory, 'b.yaml'))
      const found = await sources([directory], fakeWorld().world)
      expect(found.map(({ name }) => name)).toEqual([
        join(directory, 'a.yaml'),
        join(directory, 'b.yaml'),
      ])
      await expect(textOf(found[1] as Source)).rejects.toMatchObject({ code: 'ENOENT' })
    })
  })

  it('reads the others where it cannot look into a directory', async () => {
    await withFiles({ 'a.yaml': 'A' }, async (directory) => {
      // Deeper than any path may be long.
      const below = 'x'.repeat(250)
      const dig = `for (let i = 0; i < 18; i++) { fs.mkdirSync('${below}'); process.chdir('${below}') }`
      execFileSync(process.execPath, ['-e', dig], { cwd: directory })
      try {
        const [first, ...deep] = await sources([directory], fakeWorld().world)
        expect(first?.name).toBe(join(directory, 'a.yaml'))
        expect(deep).toHaveLength(1)
        await expect(textOf(deep[0] as Source)).rejects.toMatchObject({ code: 'ENAMETOOLONG' })
      } finally {
        execFileSync('rm', ['-rf', below], { cwd: directory })
      }
    })
  })

  it('refuses a file that is not there', async () => {
    await withFiles({}, async (directory) => {
      const name = join(directory, 'gone.yaml')
      expect(await messageOf([name])).toBe(`${name}: no such file or directory`)
    })
  })

  it('refuses a name that goes through a file', async () => {
    await withFiles({ a: '' }, async (directory) => {
      const name = join(directory, 'a', 'b')
      expect(await messageOf([name])).toMatch(/^[^-].*: ENOTDIR/)
    })
  })

  it('refuses a directory with nothing to read in it', async () => {
    await withFiles({ 'readme.md': '' }, async (directory) => {
      await mkdir(join(directory, 'empty'))
      expect(await messageOf([directory])).toBe(
        `${directory}: no .json, .ndjson, .yaml or .yml file in it`,
      )
    })
  })

  it('has none where none are named', async () => {
    expect(await sources([], fakeWorld().world)).toEqual([])
  })
})

describe('systemMessage', () => {
  it.each<[string, unknown, string]>([
    ['ENOENT', Object.assign(new Error('x'), { code: 'ENOENT' }), 'no such file or directory'],
    ['EACCES', Object.assign(new Error('x'), { code: 'EACCES' }), 'permission denied'],
    [
      'any other code',
      Object.assign(new Error('EIO: i/o error'), { code: 'EIO' }),
      'EIO: i/o error',
    ],
    ['no code', new Error('stream ended'), 'stream ended'],
    ['no error', 'gone', 'gone'],
  ])('of %s', (_case, error, expected) => {
    expect(systemMessage(error)).toBe(expected)
  })
})
