import * as E from 'fp-ts/Either'
import { describe, expect, it } from 'vitest'
import type { Now } from '../../src/data/instant.js'
import { orThrow } from '../../src/data/orThrow.js'
import { rolloutRestart } from '../../src/kubectl/rolloutRestart.js'
import { aDaemonSet } from '../../src/testing/builders.js'

describe('rolloutRestart', () => {
  it('annotates the template and leaves the rest', () => {
    const daemonSet = aDaemonSet()
    const { spec } = orThrow(rolloutRestart(daemonSet, { now: '2026-01-01T00:00:00Z' }))
    expect(spec?.template?.metadata).toEqual({
      labels: { app: 'agent' },
      annotations: { 'kubectl.kubernetes.io/restartedAt': '2026-01-01T00:00:00Z' },
    })
    expect({ ...spec, template: daemonSet.spec?.template }).toEqual(daemonSet.spec)
  })

  it('keeps what the caller has, and what it is', () => {
    const creationTimestamp = new Date(0)
    const mine = { metadata: { name: 'agent', creationTimestamp }, mine: 1 }
    const restarted = orThrow(rolloutRestart(mine, { now: new Date(0) }))
    expect(restarted.metadata.creationTimestamp).toBe(creationTimestamp)
    expect(restarted.mine).toBe(1)
  })

  it.each<[Now, string]>([
    ['2026-13-01T00:00:00Z', 'the string "2026-13-01T00:00:00Z"'],
    [new Date(NaN), 'an invalid date'],
  ])('refuses %s, which is no time', (now, found) => {
    const expected = 'an RFC 3339 time'
    expect(rolloutRestart({}, { now })).toEqual(
      E.left([{ code: 'UnreadableTime', path: ['now'], expected, found }]),
    )
  })
})
