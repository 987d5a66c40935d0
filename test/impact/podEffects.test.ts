import { describe, expect, it } from 'vitest'
import { podEffects } from '../../src/impact/daemonSetImpact.js'
import type { NodePlacement } from '../../src/impact/nodePlacement.js'
import type { Decision } from '../../src/reason/verdict.js'

const at = (decision: Decision, ...pods: readonly string[]): NodePlacement => ({
  decision,
  reasons: [],
  pods,
})

const change = (before?: NodePlacement, after?: NodePlacement) => ({
  daemonSet: 'a/b',
  node: 'n1',
  ...(before && { before }),
  ...(after && { after }),
})

describe('podEffects', () => {
  it.each<[string, NodePlacement | undefined, NodePlacement | undefined, object]>([
    ['creates one where it may run now', at('leave'), at('run'), { created: 1 }],
    ['creates one on a new node', undefined, at('run'), { created: 1 }],
    ['creates none where one is missing already', at('run'), at('run'), { created: 0 }],
    ['creates none where one stayed', at('stay', 'p'), at('run', 'p'), { created: 0 }],
    ['deletes from a node that refuses it', at('run', 'p'), at('leave', 'p'), { deleted: ['p'] }],
    ['deletes with the node', at('run', 'p'), undefined, { deleted: ['p'] }],
    ['deletes what is missing afterwards', at('run', 'p', 'q'), at('run', 'q'), { deleted: ['p'] }],
    ['deletes nothing anew', at('leave', 'p'), at('leave', 'p'), { deleted: [] }],
    ['deletes with a node that it leaves anyway not', at('leave', 'p'), undefined, { deleted: [] }],
    ['leaves misscheduled', at('run', 'p'), at('stay', 'p'), { misscheduled: ['p'] }],
    ['leaves as it was', at('stay', 'p'), at('stay', 'p'), { misscheduled: [] }],
    ['spares what was about to leave', at('leave', 'p'), at('stay', 'p'), { misscheduled: ['p'] }],
  ])('%s', (_what, before, after, expected) => {
    const none = { created: 0, deleted: [], misscheduled: [] }
    expect(podEffects(change(before, after))).toEqual({ ...none, ...expected })
  })

  it('is not known where pods are not', () => {
    expect(podEffects(change({ decision: 'run', reasons: [] }, at('run')))).toBeUndefined()
    expect(podEffects(change(undefined, { decision: 'run', reasons: [] }))).toBeUndefined()
  })
})
