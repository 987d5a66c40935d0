import { expect, it } from 'vitest'
import { cluster } from '../../../src/cluster/cluster.js'
import { attributionText } from '../../../src/report/text/attributionText.js'
import { attributeUnavailability } from '../../../src/rollout/attributeUnavailability.js'
import { aRollout, NOW } from '../../support/aRollout.js'

it('attributionText groups by cause, what lasts first', () => {
  const { snapshot, daemonSet, options } = aRollout({
    n1: '',
    n2: 'down:newUnready',
    n3: 'tainted:oldFailed',
  })
  expect(attributionText(attributeUnavailability(snapshot, daemonSet, options))).toEqual([
    '✗ node not ready: 1 pod',
    '    n2-0 (n2): its node is not ready',
    '… failed: 1 pod',
    '    n3-0 (n3): it has failed · the node should not run one',
    '… not created yet: 1 pod',
    '    n1: not created yet',
  ])
})

it('attributionText says that there is none, unless it does not know', () => {
  const { snapshot, daemonSet, options } = aRollout({ n1: 'new' })
  expect(attributionText(attributeUnavailability(snapshot, daemonSet, options))).toEqual(['✓ none'])
  expect(attributionText(attributeUnavailability(cluster({}), daemonSet, { now: NOW }))).toEqual([])
})

it('attributionText names the first of many with the same cause', () => {
  const nodes = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`n${i + 10}`, '']))
  const { snapshot, daemonSet, options } = aRollout(nodes)
  const lines = attributionText(attributeUnavailability(snapshot, daemonSet, options))
  expect(lines).toHaveLength(12)
  expect(lines[0]).toBe('… not created yet: 12 pods')
  expect(lines.slice(-2)).toEqual(['    n19: not created yet', '    and 2 more'])
})
