import { describe, expect, it } from 'vitest'
import { labelKeyFaults, labelValueFaults } from '../../src/data/labelSyntax.js'
import { commonTaintOwners, isOwner } from '../../src/readiness/taintOwners.js'

describe('taint owners', () => {
  it('name DaemonSets, with * for any text', () => {
    const owner = { taint: { key: 'a', effect: 'NoSchedule' }, daemonSets: ['cni', '*-manager'] }
    expect(
      ['cni', 'cni-2', 'cloud-manager', 'manager'].map((name) => isOwner(owner, name)),
    ).toEqual([true, false, true, false])
  })

  it.each(commonTaintOwners)(
    'that are common have taints that a node can have: $taint.key',
    ({ taint }) => {
      expect(labelKeyFaults(taint.key ?? '')).toEqual([])
      expect(labelValueFaults(taint.value ?? '')).toEqual([])
      expect(['NoSchedule', 'NoExecute']).toContain(taint.effect)
    },
  )
})
