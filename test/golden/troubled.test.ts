import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { expect, it } from 'vitest'
import { asJson, troubledCluster } from '../support/troubledCluster.js'
import { podfit } from '../support/world.js'

/** 500 nodes, 60 DaemonSets, a trouble of every kind, three nodes that are not ready. */
const LARGE = troubledCluster({ notReady: 3 })
const files = { 'cluster.json': asJson(LARGE) }

const VERBS: readonly (readonly [verb: string, args: readonly string[]])[] = [
  ['status', []],
  ['plan', []],
  ['audit', []],
  ['matrix', []],
  ['node', ['n-000']],
  ['capacity', []],
]

/** With UPDATE_DOCS=1 the files are written anew: read what changed in them before it is committed. */
it.each(VERBS)(
  'podfit %s of 500 nodes and 60 DaemonSets prints what it printed',
  async (verb, args) => {
    const path = `test/golden/troubled/${verb}.txt`
    const { stdout: printed, stderr } = await podfit([verb, ...args, '-f', '@cluster.json'], {
      files,
      now: LARGE.now,
    })
    expect(stderr).toBe('')
    if (process.env['UPDATE_DOCS'] !== undefined) {
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, printed)
    }
    expect(existsSync(path) ? readFileSync(path, 'utf8') : '').toBe(printed)
  },
)
