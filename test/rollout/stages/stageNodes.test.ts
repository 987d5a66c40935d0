import { describe, expect, it } from 'vitest'
import { parseInstant } from '../../../src/data/instant.js'
import { rolloutContext } from '../../../src/rollout/attribution/rolloutContext.js'
import { stageNodes, type Staging } from '../../../src/rollout/stages/stagedRollout.js'
import { updateCluster } from '../../../src/cluster/updateCluster.js'
import { aNode } from '../../../src/testing/builders.js'
import { after } from '../../support/passes.js'
import { aRollout } from '../../support/aRollout.js'

const PLAIN: Staging = {
  stages: ['10%', '50%'],
  isCanary: () => false,
  by: undefined,
  since: undefined,
}

const staged = (nodes: Readonly<Record<string, string>>, staging: Partial<Staging> = {}) => {
  const { snapshot, daemonSet, options } = aRollout(nodes)
  const zoned = Object.keys(nodes).map((name, i) => ({
    ...aNode(name, { labels: { zone: i % 2 === 0 ? 'b' : 'a' } }),
    metadata: {
      name,
      labels: { zone: i % 2 === 0 ? 'b' : 'a' },
      creationTimestamp: name.startsWith('joined') ? after(100) : after(0),
    },
  }))
  const changed = updateCluster(snapshot, { put: { nodes: zoned } })
  const { nodeStates } = rolloutContext(changed, daemonSet, options)
  return stageNodes(nodeStates, { ...PLAIN, ...staging }).map(
    ({ name, group, bound, states }) =>
      `${name}${group === undefined ? '' : `/${group}`} ${bound}: ${states.map((each) => each.name).join()}`,
  )
}

const four = { n1: 'old', n2: 'old', n3: 'old', n4: 'old' }

describe('stageNodes', () => {
  it('takes percentages rounded up, at least one, and all in the end', () => {
    expect(staged(four)).toEqual(['10% 1: n1', '50% 2: n2', '100% 4: n3,n4'])
    expect(staged(four, { stages: ['1%', '100%'] })).toEqual(['1% 1: n1', '100% 4: n2,n3,n4'])
    expect(staged(four, { stages: [3] })).toEqual(['3 3: n1,n2,n3', '100% 4: n4'])
    expect(staged(four, { stages: ['50%', 1] })).toEqual(['50% 2: n1,n2', '1 2: ', '100% 4: n3,n4'])
  })

  it('counts updated nodes first', () => {
    expect(staged({ ...four, n4: 'new' })).toEqual(['10% 1: n4', '50% 2: n1', '100% 4: n2,n3'])
    expect(staged({ ...four, n4: 'newStuck' })[0]).toBe('10% 1: n1')
    expect(staged({ ...four, n4: 'newStarting' })[0]).toBe('10% 1: n4')
    expect(staged({ ...four, n1: 'oldStopping newStarting', n4: 'new' })[0]).toBe('10% 1: n4')
  })

  it('has canaries first', () => {
    const isCanary: Staging['isCanary'] = ({ name }) => name === 'n3'
    expect(staged(four, { isCanary })).toEqual([
      'canary 1: n3',
      '10% 1: ',
      '50% 2: n1',
      '100% 4: n2,n4',
    ])
  })

  it('leaves nodes that joined to the last stage, without changing the others', () => {
    const since = parseInstant(after(50))
    expect(staged({ joined: 'new', ...four }, { since })).toEqual([
      '10% 1: n1',
      '50% 2: n2',
      '100% 5: n3,n4,joined',
    ])
    expect(staged({ joined: 'old', ...four })[0]).toBe('10% 1: joined')
  })

  it('splits stages by a label', () => {
    expect(staged(four, { by: 'zone', stages: ['50%'] })).toEqual([
      '50%/a 1: n2',
      '50%/b 2: n1',
      '100%/a 3: n4',
      '100%/b 4: n3',
    ])
    expect(staged(four, { by: 'rack', stages: [] })).toEqual(['100%/ 4: n1,n2,n3,n4'])
  })
})
