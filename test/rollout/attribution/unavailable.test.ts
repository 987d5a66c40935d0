import { expect, it } from 'vitest'
import { rolloutContext } from '../../../src/rollout/attribution/rolloutContext.js'
import { unavailablePods } from '../../../src/rollout/attribution/unavailable.js'
import { aRollout } from '../../support/aRollout.js'

const unavailableIn = (nodes: Readonly<Record<string, string>>) => {
  const { snapshot, daemonSet, options } = aRollout(nodes)
  return rolloutContext(snapshot, daemonSet, options)
}

it('unavailablePods names each pod that is not available, and nodes without one', () => {
  const found = unavailablePods(unavailableIn({ n1: 'old', n2: 'old newUnready', n3: '' }))
  expect(found.map(({ node, pod, updated, cause }) => [node, pod, updated, cause.code])).toEqual([
    ['n2', 'n2-1', true, 'NotReady'],
    ['n3', undefined, false, 'NotYetCreated'],
  ])
})

it('unavailablePods says who refuses the pod of a node that has none', () => {
  const refusal = { by: 'Quota' as const, message: 'exceeded quota' }
  const [found] = unavailablePods({ ...unavailableIn({ n1: '' }), refusal })
  expect(found).toEqual({
    node: 'n1',
    desired: true,
    updated: false,
    cause: { code: 'NotCreated', by: 'Quota', message: 'exceeded quota' },
    course: 'lasts',
  })
})
