import { describe, expect, it } from 'vitest'
import { labelKeyFaults, labelValueFaults } from '../../src/data/labelSyntax.js'
import { TAINT_EFFECTS } from '../../src/kube/wellKnown.js'
import { FIRST_TAINTS, PASSING_TAINTS, WELL_KNOWN_TAINTS } from '../../src/kube/wellKnownTaints.js'
import { taintKey } from '../../src/taint/taintParts.js'

describe('the well-known taints', () => {
  it.each(WELL_KNOWN_TAINTS)('can be on a node: $taint.key:$taint.effect', ({ taint }) => {
    expect(labelKeyFaults(taint.key)).toEqual([])
    expect(labelValueFaults(taint.value ?? '')).toEqual([])
    expect(TAINT_EFFECTS).toContain(taint.effect)
  })

  it('stand there once', () => {
    const keys = WELL_KNOWN_TAINTS.map(({ taint }) => taintKey(taint))
    expect(new Set(keys).size).toBe(keys.length)
  })

  it('hold those that every node begins with, which go away', () => {
    for (const first of FIRST_TAINTS) {
      const known = WELL_KNOWN_TAINTS.find(({ taint }) => taintKey(taint) === taintKey(first))
      expect(known?.startup).toBe(true)
    }
  })

  it('that a DaemonSet removes are not those of a node that is no machine', () => {
    const virtual = WELL_KNOWN_TAINTS.filter(({ setBy }) =>
      ['EKS', 'virtual kubelet'].includes(setBy),
    )
    expect(virtual.map(({ daemonSets }) => daemonSets)).toEqual([undefined, undefined])
  })

  it('come and go under prefixes', () => {
    expect(PASSING_TAINTS.length).toBeGreaterThan(0)
    expect(PASSING_TAINTS.filter((prefix) => !prefix.endsWith('/'))).toEqual([])
  })
})
