import { describe, expect, it } from 'vitest'
import type { NodeFit } from '../../../src/capacity/daemonSetFit.js'
import { fitText, nodeFitText } from '../../../src/report/overview/fitText.js'

const full = {
  code: 'full',
  shortages: [{ resource: 'cpu', requested: 500, used: 1800, capacity: 2000, never: false }],
  ports: [{ port: 80, protocol: 'TCP', ip: '', pods: ['a/web'] }],
  lower: [],
} as const

const on = (node: string, fit: NodeFit['fit'], more: Partial<NodeFit> = {}): NodeFit => ({
  node,
  there: false,
  fit,
  unknown: [],
  ...more,
})

describe('nodeFitText', () => {
  it('has a line for each answer, with the nodes that get it', () => {
    const fits = { code: 'fits', shortages: [], ports: [], lower: [] } as const
    expect(
      nodeFitText([
        on('n1', fits),
        on('n2', full),
        on('n3', fits),
        on('n4', fits, { unknown: ['runtimeClass'] }),
        on('n5', full, { there: true, unknown: ['priorityClass'] }),
        on('n6', { ...full, code: 'afterPreemption', ports: [], lower: ['a/low'] }),
        on('n7', { code: 'unknown', needs: ['pods', 'quantities'] }),
      ]),
    ).toEqual([
      '✓ it fits (2 nodes)',
      '✗ it does not fit, its pod stays Pending: cpu 500m requested, 1800m of 2 taken; port 80/TCP is held by a/web (n2)',
      '? it fits: what its runtime class adds is not known (n4)',
      '✗ its next pod does not fit: cpu 500m requested, 1800m of 2 taken; port 80/TCP is held by a/web; the priority of its class is not known; taken as 0 (n5)',
      '? it fits only after preemption: cpu 500m requested, 1800m of 2 taken; pods of lower priority may be evicted for it: a/low (n6)',
      '? whether pods fit is not known: pods were not given; a quantity cannot be read (n7)',
    ])
  })
})

describe('fitText', () => {
  it('names every shortage and every port', () => {
    expect(fitText(full)).toBe('cpu 500m requested, 1800m of 2 taken; port 80/TCP is held by a/web')
    const never = { resource: 'memory', requested: 2048, used: 0, capacity: 1024, never: true }
    expect(fitText({ ...full, code: 'never', shortages: [never], ports: [] })).toBe(
      'memory 2Ki requested, which is more than the 1Ki of the node',
    )
  })
})
