import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

interface LockedPackage {
  readonly version?: string
  readonly link?: boolean
  readonly optional?: boolean
  readonly dependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
}

const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'))

describe.each(['.', 'test/package/matrix'])('the lock of %s', (folder) => {
  const { packages } = read(`${folder}/package-lock.json`) as {
    readonly packages: Readonly<Record<string, LockedPackage>>
  }

  /** Where Node finds a package from inside another one: the nearest node_modules outwards. */
  const found = (from: string, name: string): LockedPackage | undefined => {
    const inside = packages[`${from === '' ? '' : `${from}/`}node_modules/${name}`]
    if (inside !== undefined || from === '') return inside
    const end = from.lastIndexOf('/node_modules/')
    return found(end < 0 ? '' : from.slice(0, end), name)
  }

  it('names the optional packages of every platform, so that `npm ci` works on each of them', () => {
    const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies)
        .filter((name) => found(path, name)?.version === undefined)
        .map((name) => `${path} wants ${name}`),
    )
    expect(missing).toEqual([])
  })

  it('names what each package depends on', () => {
    const missing = Object.entries(packages).flatMap(([path, { dependencies = {} }]) =>
      Object.keys(dependencies)
        .filter((name) => found(path, name) === undefined)
        .map((name) => `${path} wants ${name}`),
    )
    expect(missing).toEqual([])
  })

  it('is of the manifest next to it', () => {
    const manifest = read(`${folder}/package.json`) as LockedPackage
    expect(packages['']?.dependencies).toEqual(manifest.dependencies)
    expect(packages['']?.devDependencies).toEqual(manifest.devDependencies)
  })
})
