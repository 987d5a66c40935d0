import { expect, it } from 'vitest'
import { wayOut } from '../../src/intake/wayOut.js'
import { aDaemonSet, aPodOf } from '../../src/testing/builders.js'

const old = aDaemonSet()
const pods = [
  aPodOf(old, { node: 'n1', metadata: { labels: { app: 'agent', tier: 'x' } } }),
  aPodOf(old, { node: 'n2' }),
  aPodOf(aDaemonSet({ name: 'other' }), { node: 'n3' }),
]
const selecting = (selector: object) => aDaemonSet({ spec: { selector } })

it('orphans that the new selector matches are adopted, the others stay (rule 1)', () => {
  expect(wayOut(selecting({ matchLabels: { tier: 'x' } }), old, pods)).toEqual({
    adopted: ['default/pod-n1'],
    orphaned: ['default/pod-n2'],
  })
  expect(wayOut(selecting({}), old, pods)).toMatchObject({ adopted: [] })
})

it('is not known without pods, or without a selector that can be read', () => {
  expect(wayOut(selecting({}), old, undefined)).toEqual({})
  expect(
    wayOut(selecting({ matchExpressions: [{ key: '/', operator: 'In' }] }), old, pods),
  ).toEqual({})
})
