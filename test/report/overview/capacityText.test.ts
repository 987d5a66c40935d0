import { describe, expect, it } from 'vitest'
import { clusterCapacity } from '../../../src/capacity/clusterCapacity.js'
import { cluster } from '../../../src/cluster/cluster.js'
import { orThrow } from '../../../src/data/orThrow.js'
import { amountText } from '../../../src/report/overview/amountText.js'
import { capacityText } from '../../../src/report/overview/capacityText.js'

const nodes = Array.from({ length: 40 }, (_, i) => ({
  metadata: { name: `n${i}` },
  status: { allocatable: { cpu: i + 1, memory: '1Gi', pods: 1 } },
}))
const daemonSets = Array.from({ length: 12 }, (_, i) => ({
  metadata: { namespace: 'a', name: `d${i}`, uid: `d${i}` },
  spec: { template: { spec: { containers: [{ resources: { requests: { cpu: '100m' } } }] } } },
}))
const capacity = orThrow(clusterCapacity(cluster({ nodes, pods: [], daemonSets })))

describe('capacityText', () => {
  it('is a table where there are many kinds of nodes, and goes on behind --details', () => {
    const lines = capacityText(capacity)
    expect(lines.slice(0, 2)).toEqual([
      'NODES  DAEMONSETS  CPU          MEMORY    PODS     DO NOT FIT  FIRST',
      '1      12          1200m of 1   0 of 1Gi  12 of 1  11          n0',
    ])
    expect(lines.slice(31)).toEqual([
      'and 10 more kinds of nodes',
      '--details tells of each kind which DaemonSet takes how much',
    ])
    expect(capacityText(capacity, { details: true }).length).toBeGreaterThan(500)
  })

  it('cuts what is wider than the terminal', () => {
    const widest = Math.max(...capacityText(capacity, { width: 40 }).map(({ length }) => length))
    expect(widest).toBeLessThanOrEqual(60)
  })
})

describe('amountText', () => {
  it.each([
    ['cpu', 0, '0'],
    ['cpu', 2000, '2'],
    ['cpu', -1500, '-1500m'],
    ['memory', 1024, '1Ki'],
    ['memory', 1536 * 2 ** 20, '1536Mi'],
    ['memory', 1000, '1000'],
    ['hugepages-2Mi', 2 ** 22, '4Mi'],
    ['memory', '9223372036854775807', '9223372036854775807'],
    ['nvidia.com/gpu', 2048, '2048'],
  ])('%s %s', (resource, amount, text) => {
    expect(amountText(resource, amount)).toBe(text)
  })
})
