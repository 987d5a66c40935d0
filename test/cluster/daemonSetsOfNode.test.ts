import { describe, expect, it } from 'vitest'
import { cluster } from '../../src/cluster/cluster.js'
import { daemonSetsOfNode } from '../../src/cluster/causesSync.js'
import { surroundingsOf } from '../../src/cluster/surroundings.js'
import type { DaemonSet } from '../../src/kube/daemonSet.js'
import type { Node } from '../../src/kube/node.js'
import type { Pod } from '../../src/kube/pod.js'
import { newestSemantics, type Semantics } from '../../src/kube/semantics.js'
import { aDaemonSet, aNode, aPodOf } from '../../src/testing/builders.js'
import { frozen } from '../support/frozen.js'

const agent = frozen(aDaemonSet())
const misscheduled = frozen(aDaemonSet({ status: { numberMisscheduled: 1 } }))
const plain = frozen(aNode('n1'))
const blue = frozen(aNode('n1', { labels: { color: 'blue' } }))
const blocked = frozen(aNode('n1', { taints: ['k:NoSchedule'] }))
const evicting = frozen(aNode('n1', { taints: ['k:NoExecute'] }))
const itsPod = frozen(aPodOf(agent, { node: 'n1' }))

const since133 = newestSemantics
const from1330: Semantics = { ...newestSemantics, misscheduledQueues: false }
const upTo132: Semantics = { ...from1330, nodeChangeQueuesByNeed: false }

interface Row {
  readonly what: string
  readonly before?: Node
  readonly node: Node
  readonly daemonSet?: DaemonSet
  readonly pods?: readonly Pod[]
  /** Whether it is queued up to 1.32, in 1.33.0, and now. */
  readonly queued: readonly [boolean, boolean, boolean]
}

describe('daemonSetsOfNode', () => {
  it.each<Row>([
    { what: 'a new node without its pod', node: plain, queued: [true, true, true] },
    { what: 'a new node with its pod', node: plain, pods: [itsPod], queued: [true, false, false] },
    { what: 'a new node that it has to leave', node: evicting, queued: [false, false, false] },
    {
      what: 'a new node that its pod has to leave',
      node: evicting,
      pods: [itsPod],
      queued: [false, true, true],
    },
    {
      what: 'NoSchedule put on, where its pod stays',
      before: plain,
      node: blocked,
      pods: [itsPod],
      queued: [true, false, false],
    },
    {
      what: 'NoSchedule put on, where it has no pod',
      before: plain,
      node: blocked,
      queued: [true, false, false],
    },
    {
      what: 'NoExecute put on, where its pod leaves',
      before: plain,
      node: evicting,
      pods: [itsPod],
      queued: [true, true, true],
    },
    {
      what: 'NoExecute put on, where it has no pod',
      before: plain,
      node: evicting,
      queued: [true, false, false],
    },
    {
      what: 'NoSchedule taken off, where it has no pod',
      before: blocked,
      node: plain,
      queued: [true, true, true],
    },
    {
      what: 'NoSchedule taken off, where its pod stayed',
      before: blocked,
      node: plain,
      pods: [itsPod],
      queued: [true, false, false],
    },
    {
      what: 'NoSchedule taken off, where its pod counted as misscheduled',
      before: blocked,
      node: plain,
      daemonSet: misscheduled,
      pods: [itsPod],
      queued: [true, false, true],
    },
    {
      what: 'another label, where it has no pod yet',
      before: plain,
      node: blue,
      queued: [false, true, true],
    },
    {
      what: 'another label, where it has its pod',
      before: plain,
      node: blue,
      pods: [itsPod],
      queued: [false, false, false],
    },
  ])('$what', ({ before, node, daemonSet = agent, pods = [], queued }) => {
    const snapshot = cluster({ daemonSets: [daemonSet], pods })
    const found = [upTo132, from1330, since133].map((semantics) =>
      daemonSetsOfNode(before, node, surroundingsOf(snapshot, semantics), semantics),
    )
    expect(found).toEqual(queued.map((is) => (is ? ['default/agent'] : [])))
  })

  it.each([upTo132, since133])('does not look at a node that is as it was', (semantics) => {
    const snapshot = cluster({ daemonSets: [agent], pods: [] })
    expect(
      daemonSetsOfNode(plain, plain, surroundingsOf(snapshot, semantics), semantics),
    ).toBeUndefined()
  })
})
