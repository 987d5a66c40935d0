import { describe, expect, it } from 'vitest'
import { readSchedulerMessage } from '../../../src/rollout/attribution/causeOf.js'

describe('readSchedulerMessage', () => {
  it('reads what the pinned node lacks, and leaves out the nodes that the pod is not for', () => {
    const message =
      "0/3 nodes are available: 1 Insufficient cpu, 1 Insufficient nvidia.com/gpu, 2 node(s) didn't match Pod's node affinity/selector. preemption: 0/3 nodes are available: 1 No preemption victims found."
    expect(readSchedulerMessage(message)).toEqual({
      resources: ['cpu', 'nvidia.com/gpu'],
      ports: false,
      complaints: [],
    })
  })

  it('reads the messages of newer releases', () => {
    const message =
      "0/38 nodes are available: 1 Too many pods, 37 node(s) didn't satisfy plugin(s) [NodeAffinity]. no new claims to deallocate, preemption: 0/38 nodes are available: 38 Preemption is not helpful for scheduling."
    expect(readSchedulerMessage(message)).toEqual({
      resources: ['pods'],
      ports: false,
      complaints: [],
    })
  })

  it('reads ports', () => {
    const message =
      "0/2 nodes are available: 1 node(s) didn't have free ports for the requested pod ports, 1 node(s) didn't match Pod's node affinity/selector."
    expect(readSchedulerMessage(message)).toEqual({ resources: [], ports: true, complaints: [] })
  })

  it('keeps a taint with a comma in one piece, in the words of the scheduler', () => {
    const message = '0/1 nodes are available: 1 node(s) had untolerated taint {a: b, c}.'
    expect(readSchedulerMessage(message).complaints).toEqual([
      'node(s) had untolerated taint {a: b, c}',
    ])
  })

  it('keeps a message of another form as it is, and says nothing of an empty one', () => {
    expect(readSchedulerMessage('no idea').complaints).toEqual(['no idea'])
    expect(readSchedulerMessage('').complaints).toEqual([])
  })
})
