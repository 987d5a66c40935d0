import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { FIELD_TABLE } from '../../src/fields/fieldTable.js'
import { NEWEST_RELEASE, readRelease } from '../../src/kube/release.js'
import {
  mergedTable,
  MINORS,
  moduleOf,
  ownDump,
  tableOf,
} from '../conformance/fields/fieldTable.js'

const table = FIELD_TABLE.trim()
const minor = readRelease(NEWEST_RELEASE)?.minor ?? 0

/** Whether Go is there, and has the types of the newest release. */
const isThere = (): boolean => {
  try {
    const modules = execFileSync('go', ['env', 'GOMODCACHE'], { encoding: 'utf8' }).trim()
    return existsSync(join(modules || homedir(), 'k8s.io', `api@${moduleOf(minor)}`))
  } catch {
    return false
  }
}

describe('the table of fields', () => {
  it('taken apart into releases and put together again is the same', () => {
    const dumps = new Map(MINORS.map((each) => [each, tableOf(table, each)]))
    expect(mergedTable(dumps)).toBe(table)
  })

  it('every type that a field names is there in each release', () => {
    for (const each of MINORS) {
      const lines = tableOf(table, each).trim().split('\n')
      const structs = new Set(lines.slice(1).map((line) => line.split(' ')[0]))
      const named = lines.flatMap((line) =>
        [...line.matchAll(/:[[{]*([A-Z]\w*)/g)].map(([, type]) => type),
      )
      expect(named.filter((type) => !structs.has(type))).toEqual([])
    }
  })

  it.skipIf(!isThere())(
    'is what the Go types of the newest release are',
    { timeout: 300_000 },
    () => {
      expect(tableOf(table, minor)).toBe(ownDump())
    },
  )
})
