import { describe, expect, it } from 'vitest'
import { appliedOwners } from '../../src/cluster/applyPlan.js'
import { ownerReference } from '../../src/sync/createdObjects.js'
import { aDaemonSet } from '../../src/testing/builders.js'
import { frozen } from '../support/frozen.js'

const agent = frozen(aDaemonSet())
const ours = frozen(ownerReference(agent))
const other = frozen({ apiVersion: 'v1', kind: 'Node', name: 'n1', uid: 'other' })

describe('appliedOwners', () => {
  it('9.15: has an adopted object controlled by the DaemonSet, beside its other owners', () => {
    expect(appliedOwners([other], 'adopted', agent)).toEqual([other, ours])
    expect(appliedOwners(null, 'adopted', agent)).toEqual([ours])
  })

  it('9.15: makes of an owner of the same UID the controlling one, where it stands', () => {
    const plain = frozen({ apiVersion: 'apps/v1beta2', kind: 'DaemonSet', uid: 'uid-agent' })
    expect(appliedOwners([plain, other], 'adopted', agent)).toEqual([ours, other])
  })

  it('9.15: takes no owner without a UID for the DaemonSet', () => {
    const nameless = frozen({ kind: 'DaemonSet', name: 'agent' })
    expect(appliedOwners([nameless], 'adopted', agent)).toEqual([nameless, ours])
    expect(appliedOwners([nameless, ours], 'released', agent)).toEqual([nameless])
  })

  it('9.15: takes the DaemonSet from the owners of an object that it releases', () => {
    expect(appliedOwners([ours, other], 'released', agent)).toEqual([other])
    expect(appliedOwners(undefined, 'released', agent)).toEqual([])
  })
})
