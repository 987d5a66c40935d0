import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { NEWEST_RELEASE, VERIFIED_RELEASES } from '../../src/kube/release.js'
import { newestRecorded, readVectors } from '../conformance/vectors.js'
import { NEWEST_MINOR } from '../support/releases.js'

const asked = VERIFIED_RELEASES.map(({ kubernetes }) => kubernetes).join(', ')
const recorded = readVectors(newestRecorded(), 'tolerates').header.kubernetes

/** Where pages written by hand name the newest verified release: each mention is in the group of the pattern. */
const MENTIONS: readonly (readonly [string, RegExp, string])[] = [
  ['README.md', /--against (\S+?)`/g, NEWEST_MINOR],
  ['docs/how-to/upgrade.md', /--kubernetes \S+ --against (\S+)/g, NEWEST_MINOR],
  ['docs/how-to/upgrade.md', /^Kubernetes 1\.24\.17 → (\S+), at/gm, NEWEST_RELEASE],
  ['docs/semantics.md', /Everything holds for (\S+) with/g, NEWEST_RELEASE],
  ['docs/semantics.md', /of the releases asked \(([^)]+)\)/g, asked],
  ['docs/semantics.md', /Sentences are those of (\S+):/g, NEWEST_RELEASE],
  ['docs/conformance.md', /^With Kubernetes (\S+)\. /gm, NEWEST_RELEASE],
  ['packages/vectors/README.md', /the code of Kubernetes (\S+) gave/g, recorded],
  ['packages/vectors/README.md', /"kubernetes": "(\S+)"/g, recorded],
]

const filesOf = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? filesOf(path) : [path]
  })

describe('the newest verified release', () => {
  it.each(MENTIONS)('is the one that %s names: %s', (page, pattern, expected) => {
    const text = readFileSync(page, 'utf8')
    const found = [...text.matchAll(pattern)].map(([, name]) => name?.replaceAll(/\s+/g, ' '))
    expect(found.length).toBeGreaterThan(0)
    expect(new Set(found)).toEqual(new Set([expected]))
  })

  it('is written once in the source: all else is derived from the constant, but for since when a switch is on', () => {
    const minor = new RegExp(`\\b${NEWEST_MINOR.replace('.', String.raw`\.`)}\\b`)
    const history = join('src', 'kube', 'switches.ts')
    const named = filesOf('src').filter(
      (path) => path !== history && minor.test(readFileSync(path, 'utf8')),
    )
    expect(named).toEqual([join('src', 'kube', 'release.ts')])
  })
})
