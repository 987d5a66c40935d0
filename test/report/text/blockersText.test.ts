import { expect, it } from 'vitest'
import { blockersText } from '../../../src/report/text/forecastText.js'
import { plainStyle } from '../../../src/report/text/style.js'
import type { Blocker } from '../../../src/rollout/forecast/blocker.js'

const dead = (node: string): Blocker => ({
  node,
  pod: `${node}-0`,
  effect: 'counts',
  cause: { code: 'NodeNotReady' },
  remedy: { code: 'RepairNode', node },
})

const IN_PLACE = { code: 'InPlace', maxUnavailable: 1 } as const

const names = (count: number): readonly string[] => Array.from({ length: count }, (_, i) => `n${i}`)

it('blockersText tells each of a few, and what would help', () => {
  const lines = blockersText(names(4).map(dead), IN_PLACE, plainStyle)
  expect(lines).toHaveLength(8)
  expect(lines.slice(-2)).toEqual([
    '- n3-0 on n3: its node is not ready (always counts against maxUnavailable)',
    '    → repair or remove node n3',
  ])
})

it('blockersText tells the first of many that are alike, and names others', () => {
  const waits: Blocker = { ...dead('z'), effect: 'doesNotCount' }
  const lines = blockersText([...names(12).map(dead), waits], IN_PLACE, plainStyle)
  expect(lines.slice(6)).toEqual([
    '- the same on 9 more nodes: n3, n4, n5, n6, n7 and 4 more',
    '- z-0 on z: its node is not ready (does not count against maxUnavailable)',
    '    → repair or remove node z',
  ])
})

it('blockersText names a node where there is no pod, and the setting of a surge', () => {
  const { pod: _none, ...node } = dead('n1')
  expect(blockersText([node], IN_PLACE, plainStyle)[0]).toMatch(/^- n1: its node is not ready/)
  const surge = { code: 'Surge', maxSurge: 1 } as const
  expect(blockersText([node], surge, plainStyle)[0]).toMatch(/always counts against maxSurge/)
})
