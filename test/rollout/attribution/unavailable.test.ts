import { expect, it } from 'vitest'
import { sceneryOf } from '../../../src/rollout/attribution/scenery.js'
import { unavailableOf } from '../../../src/rollout/attribution/unavailable.js'
import { aRollout } from '../../support/aRollout.js'

const unavailableIn = (nodes: Readonly<Record<string, string>>) => {
  const { snapshot, daemonSet, options } = aRollout(nodes)
  return sceneryOf(snapshot, daemonSet, options)
}

it('unavailableOf names each pod that is not available, and nodes without one', () => {
  const found = unavailableOf(unavailableIn({ n1: 'old', n2: 'old newUnready', n3: '' }))
  expect(found.map(({ node, pod, updated, cause }) => [node, pod, updated, cause.code])).toEqual([
    ['n2', 'n2-1', true, 'NotReady'],
    ['n3', undefined, false, 'NotYetCreated'],
  ])
})

it('unavailableOf says who refuses the pod of a node that has none', () => {
  const refusal = { by: 'Quota' as const, message: 'exceeded quota' }
  const [found] = unavailableOf({ ...unavailableIn({ n1: '' }), refusal })
  expect(found).toEqual({
    node: 'n1',
    desired: true,
    updated: false,
    cause: { code: 'NotCreated', by: 'Quota', message: 'exceeded quota' },
    course: 'lasts',
  })
})
