import { describe, expect, it } from 'vitest'
import { parseInstant } from '../../../src/data/instant.js'
import { rolloutContext } from '../../../src/rollout/attribution/rolloutContext.js'
import { closedGates, spareNodes, type StageGates } from '../../../src/rollout/stages/gates.js'
import { after } from '../../support/passes.js'
import { aRollout } from '../../support/aRollout.js'

const nodeStatesOf = (nodes: Readonly<Record<string, string>>) => {
  const { snapshot, daemonSet, options } = aRollout(nodes)
  return rolloutContext(snapshot, daemonSet, options).nodeStates
}

const now = parseInstant(after(3600)) ?? 0n

const shut = (nodes: Readonly<Record<string, string>>, gates: StageGates, begins = true) =>
  closedGates(nodeStatesOf(nodes), gates, begins, now)

describe('spareNodes', () => {
  it('is how many more may go', () => {
    const nodeStates = nodeStatesOf({ n1: 'old', n2: 'new', n3: 'down:newUnready' })
    expect(spareNodes(nodeStates, {})).toBe(3)
    expect(spareNodes(nodeStates, { minAvailable: 1 })).toBe(1)
    expect(spareNodes(nodeStates, { minAvailable: '50%' })).toBe(0)
    expect(spareNodes(nodeStates, { minAvailable: 'x' })).toBe(-1)
  })
})

describe('closedGates', () => {
  it('are none where nothing is asked', () => {
    expect(shut({ n1: 'newCrashing' }, {})).toEqual([])
  })

  it('shut while too few are available', () => {
    expect(shut({ n1: 'new', n2: 'newUnready' }, { minAvailable: '100%' })).toEqual([
      { code: 'TooFewAvailable', available: 1, wanted: 2 },
    ])
  })

  it('shut while an updated pod has restarted too often', () => {
    expect(shut({ n1: 'newCrashing', n2: 'new' }, { maxRestarts: 3 })).toEqual([
      { code: 'TooManyRestarts', pods: ['n1-0'], most: 3 },
    ])
    expect(shut({ n1: 'newCrashing' }, { maxRestarts: 4 })).toEqual([])
  })

  it('takes a container that does not say how often it restarted for one that never did', () => {
    const silent = nodeStatesOf({ n1: 'new' }).map((nodeState) => ({
      ...nodeState,
      pods: nodeState.pods.map((podState) => ({
        ...podState,
        pod: { ...podState.pod, status: { containerStatuses: [{ name: 'main' }] } },
      })),
    }))
    expect(closedGates(silent, { maxRestarts: 0 }, false, now)).toEqual([])
  })

  it('shut until updated pods have been ready for long enough, before a stage begins', () => {
    const nodes = { n1: 'newWaiting', n2: 'new', n3: 'old' }
    expect(shut(nodes, { soakSeconds: 60 })).toEqual([
      { code: 'Soaking', until: after(3655), pods: ['n1-0'] },
    ])
    expect(shut({ n1: 'new', n2: 'newWaiting' }, { soakSeconds: 4000 })).toMatchObject([
      { pods: ['n1-0', 'n2-0'], until: after(7595) },
    ])
    expect(shut({ n1: 'newWaiting', n2: 'new' }, { soakSeconds: 4000 })).toMatchObject([
      { pods: ['n1-0', 'n2-0'], until: after(7595) },
    ])
    expect(shut(nodes, { soakSeconds: 60 }, false)).toEqual([])
    expect(shut(nodes, { soakSeconds: 5 })).toEqual([])
  })
})
