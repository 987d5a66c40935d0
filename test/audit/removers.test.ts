import { describe, expect, it } from 'vitest'
import { labelKeyFaults, labelValueFaults } from '../../src/data/labelSyntax.js'
import { commonRemovers, removes } from '../../src/audit/removers.js'

describe('removers', () => {
  it('name DaemonSets, with * for any text', () => {
    const remover = { taint: { key: 'a', effect: 'NoSchedule' }, daemonSets: ['cni', '*-manager'] }
    expect(
      ['cni', 'cni-2', 'cloud-manager', 'manager'].map((name) => removes(remover, name)),
    ).toEqual([true, false, true, false])
  })

  it.each(commonRemovers)(
    'that are common have taints that a node can have: $taint.key',
    ({ taint }) => {
      expect(labelKeyFaults(taint.key ?? '')).toEqual([])
      expect(labelValueFaults(taint.value ?? '')).toEqual([])
      expect(['NoSchedule', 'NoExecute']).toContain(taint.effect)
    },
  )
})
