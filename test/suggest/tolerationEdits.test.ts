import { describe, expect, it } from 'vitest'
import { tolerationEdits, tolerationsOf } from '../../src/suggest/suggestTolerations.js'
import { aDaemonSet } from '../../src/testing/builders.js'

const one = { key: 'a', operator: 'Exists' }
const daemonSet = aDaemonSet({ podSpec: { tolerations: [one] } })
const path = ['spec', 'template', 'spec', 'tolerations']

describe('tolerationEdits', () => {
  it('is none where nothing changes', () => {
    expect(tolerationEdits(daemonSet, tolerationsOf(daemonSet))).toEqual([])
    expect(tolerationEdits({}, tolerationsOf({}))).toEqual([])
  })

  it('replaces the whole list, or brings one', () => {
    expect(tolerationEdits(daemonSet, [])).toEqual([{ op: 'replace', path, value: [] }])
    expect(tolerationEdits(daemonSet, [{ ...one }])).toHaveLength(1)
    expect(tolerationEdits(aDaemonSet(), [one])).toEqual([{ op: 'add', path, value: [one] }])
  })
})
