import { describe, expect, it } from 'vitest'
import { plan as planFor } from '../../../src/cluster/plan.js'
import type { ControllerRevision } from '../../../src/kube/controllerRevision.js'
import type { DaemonSet } from '../../../src/kube/daemonSet.js'
import type { Node } from '../../../src/kube/node.js'
import type { Pod } from '../../../src/kube/pod.js'
import { planText } from '../../../src/report/text/planText.js'
import { colourStyle } from '../../../src/report/text/style.js'
import type { Disposition } from '../../../src/sync/disposition.js'
import type { CurrentRevision, Plan, PodPlan } from '../../../src/sync/plan.js'
import { aDaemonSet, aNode, aPodOf } from '../../../src/testing/builders.js'
import { recordOf } from '../../../src/testing/sceneRevisions.js'
import { frozen } from '../../support/frozen.js'
import { UNCHANGED } from '../../support/passes.js'

const NOW = '2026-01-02T00:00:00Z'

const current: CurrentRevision = {
  code: 'Current',
  name: 'agent-1',
  hash: '1',
  number: 1,
  renumbered: {},
  relabelled: [],
  ...UNCHANGED,
}

const rest: Plan = {
  ...planFor({ daemonSet: aDaemonSet(), nodes: [], pods: [], revisions: [], now: NOW }),
  revision: current,
  status: { written: false, computed: {}, recorded: {} },
}

const linesOf = (parts: Partial<Plan>): readonly string[] => planText(frozen({ ...rest, ...parts }))

const pod = (name: string, disposition: Disposition, parts: Partial<PodPlan> = {}): PodPlan => ({
  name,
  claim: 'owned',
  node: `node-${name}`,
  updated: true,
  disposition,
  ...parts,
})

const outdated = (name: string): PodPlan => pod(name, { code: 'keep' }, { updated: false })

describe('planText', () => {
  it('has no lines where nothing is done', () => {
    expect(linesOf({})).toEqual([])
    expect(linesOf({ pods: [pod('a', { code: 'keep' })] })).toEqual([])
  })

  it('says how the pass ends', () => {
    expect(linesOf({ outcome: { code: 'SelectsAllPods' } })).toEqual([
      '! the selector is empty, so the controller does nothing',
    ])
  })

  it('says that creations are refused, beneath those that are tried', () => {
    const creates = [{ node: 'n1', why: 'NoPod' }] as const
    expect(linesOf({ creates, createsRefused: 'NamespaceTerminating' })).toEqual([
      '+ create 1 pod on n1: the node should run a pod and has none',
      '! the API server refuses to create: the namespace is being deleted',
    ])
  })

  it('10.15: marks a static pod', () => {
    const adopted = { claim: 'adopted', static: true } as const
    expect(linesOf({ pods: [pod('a', { code: 'keep' }, adopted)] })).toEqual([
      '< adopt a (node-a, a static pod): it has no owner and the selector matches',
    ])
  })

  it('names the input that was not given', () => {
    expect(linesOf({ unknown: ['pods', 'revisions'] })).toEqual([
      '? pods were not given',
      '? revisions were not given',
    ])
  })

  it('groups what is created by its reason', () => {
    expect(
      linesOf({
        creates: [
          { node: 'n1', why: 'NoPod' },
          { node: 'n2', why: 'OldPodUnavailable' },
          { node: 'n3', why: 'NoPod' },
        ],
      }),
    ).toEqual([
      '+ create 2 pods on n1, n3: the node should run a pod and has none',
      '+ create 1 pod on n2: the outdated pod is unavailable, so its replacement starts at once',
    ])
  })

  it('says which creations Kubernetes picks', () => {
    const choice = {
      id: 'c',
      action: 'create',
      count: 1,
      from: ['n1', 'n2'],
      why: 'MaxSurge',
    } as const
    expect(
      linesOf({
        creates: [
          { node: 'n1', why: 'Surge', choice: 'c' },
          { node: 'n2', why: 'Surge', choice: 'c' },
        ],
        choices: [choice],
      }),
    ).toEqual([
      '+ create 1 of 2 nodes (Kubernetes picks which): n1, n2: replaces an outdated pod, within maxSurge',
    ])
    expect(linesOf({ choices: [choice] })).toEqual([
      '+ create 1 of 2 nodes (Kubernetes picks which): n1, n2',
    ])
  })

  it('says which deletions Kubernetes picks, and why any of them', () => {
    const from = ['a', 'b', 'c', 'd', 'e', 'f', 'g']
    const outdatedOne = { code: 'choice', choice: 'c', why: 'Outdated' } as const
    const duplicate = { code: 'choice', choice: 'c', why: 'Duplicate' } as const
    expect(
      linesOf({
        pods: [
          pod('kept', { code: 'keep' }),
          pod('other', { code: 'choice', choice: 'another', why: 'Failed' }),
          ...from.map((name) => pod(name, name === 'c' ? duplicate : outdatedOne)),
        ],
        choices: [{ id: 'c', action: 'delete', count: 2, from, why: 'BurstLimit' }],
      }),
    ).toEqual([
      '- delete 2 of 7 pods (Kubernetes picks which): a, b, c, d, e and 2 more: outdated, within maxUnavailable; another pod on the node is older',
    ])
  })

  it('prints the name of a pod as it is', () => {
    const odd = pod("a$&b$'", { code: 'delete', why: 'Duplicate' })
    expect(linesOf({ pods: [odd] }).join()).toContain("a$&b$'")
  })

  it('groups pods by what becomes of them, each with its node', () => {
    expect(
      linesOf({
        pods: [
          pod('a', { code: 'delete', why: 'Duplicate' }),
          pod('b', { code: 'terminating' }),
          pod('c', { code: 'keep' }),
          pod('d', { code: 'delete', why: 'Duplicate' }),
          {
            name: 'e',
            claim: 'owned',
            disposition: { code: 'unpinned', fault: { code: 'NoTerms' } },
          },
        ],
      }),
    ).toEqual([
      '- delete a (node-a), d (node-d): another pod on the node is older',
      '· terminating: b (node-b)',
      '! its node cannot be determined: e',
    ])
  })

  it('says which pods are adopted', () => {
    const adopted = ['a', 'b'].map((name) => pod(name, { code: 'keep' }, { claim: 'adopted' }))
    expect(linesOf({ pods: adopted })).toEqual([
      '< adopt a (node-a), b (node-b): it has no owner and the selector matches',
    ])
  })

  it.each<[Plan['rollingUpdate'], string]>([
    [{ code: 'Waits' }, '· 2 outdated pods: the rolling update waits for the next pass'],
    [
      { code: 'OtherStrategy' },
      '· 2 outdated pods: replaced only once they are deleted (OnDelete)',
    ],
    [
      { code: 'Ran', maxUnavailable: 3, maxSurge: 0, spent: 1 },
      '· 2 outdated pods: maxUnavailable 3, 1 in use',
    ],
    [
      { code: 'Ran', maxUnavailable: 0, maxSurge: 2, spent: 0 },
      '· 2 outdated pods: maxSurge 2, 0 in use',
    ],
  ])('says what holds outdated pods: %j', (rollingUpdate, line) => {
    const pods = [outdated('a'), outdated('b')]
    expect(linesOf({ rollingUpdate, pods })).toEqual([line])
  })

  it.each<[Plan['rollingUpdate']]>([
    [{ code: 'NotReached' }],
    [{ code: 'Unknown', needs: 'pods' }],
  ])('says nothing of a rolling update that is %j', (rollingUpdate) => {
    expect(linesOf({ rollingUpdate, pods: [outdated('a')] })).toEqual([])
  })

  it('says nothing of a rolling update without outdated pods', () => {
    const released = pod('a', { code: 'keep' }, { claim: 'released', updated: false })
    const { updated: _updated, ...unknown } = pod('b', { code: 'keep' })
    expect(linesOf({ rollingUpdate: { code: 'Waits' }, pods: [released, unknown] })).toEqual([])
  })

  it('says what becomes of the revisions', () => {
    expect(linesOf({ revision: { code: 'New', number: 4, ...UNCHANGED } })).toEqual([
      '+ record the template as revision 4',
    ])
  })

  it('says which numbers of the status change', () => {
    const recorded = {
      desiredNumberScheduled: 2,
      numberReady: 2,
      updatedNumberScheduled: 0,
      observedGeneration: 1,
    }
    const computed = {
      desiredNumberScheduled: 3,
      currentNumberScheduled: 2,
      numberMisscheduled: 1,
      numberReady: 2,
      numberAvailable: 2,
      updatedNumberScheduled: 0,
      numberUnavailable: 1,
      observedGeneration: '9007199254740993',
    }
    expect(linesOf({ status: { written: true, computed, recorded } })).toEqual([
      '~ status: desired 2 → 3, current 0 → 2, available 0 → 2, unavailable 0 → 1, misscheduled 0 → 1, observed generation 1 → 9007199254740993',
    ])
  })

  it('counts an absent number as 0', () => {
    const status = { written: true, computed: { numberReady: 1 }, recorded: { numberAvailable: 2 } }
    expect(linesOf({ status })).toEqual(['~ status: ready 0 → 1, available 2 → 0'])
  })

  it('says nothing of a status that is not written, may not be, or stays as it is', () => {
    const computed = { numberReady: 1 }
    expect(linesOf({ status: { written: false, computed, recorded: {} } })).toEqual([])
    expect(linesOf({ status: { computed, recorded: {} } })).toEqual([])
    expect(linesOf({ status: { written: true, computed, recorded: computed } })).toEqual([])
  })

  it('groups the nodes that run none by reason, the largest group first', () => {
    const daemonSet = aDaemonSet({ podSpec: { nodeSelector: { zone: 'a' } } })
    const nodes = [
      aNode('n1'),
      aNode('n2', { labels: { zone: 'a' }, taints: ['gpu:NoSchedule'] }),
      aNode('n3', { labels: { zone: 'a' }, taints: ['gpu:NoSchedule'] }),
      aNode('n4', { labels: { zone: 'a' } }),
    ]
    expect(textOf({ daemonSet, nodes, pods: [aPodOf(daemonSet, { node: 'n4' })] })).toEqual([
      '? revisions were not given',
      '· should not run on 2 nodes: untolerated taint gpu:NoSchedule (n2, n3)',
      '· should not run on 1 node: nodeSelector requires zone=a (n1)',
    ])
  })

  it('says it when a DaemonSet runs nowhere', () => {
    const daemonSet = aDaemonSet({
      podSpec: { nodeSelector: { zone: 'a' } },
      status: { observedGeneration: 1 },
    })
    expect(textOf({ daemonSet, nodes: [aNode('n1')], pods: [] })).toEqual([
      '? revisions were not given',
      '! should run on no node: DESIRED is 0',
      '· should not run on 1 node: nodeSelector requires zone=a (n1)',
    ])
  })

  it('quotes the events', () => {
    expect(linesOf({ events: [{ code: 'FailedDaemonPod', anyOf: ['p'], node: 'n1' }] })).toEqual([
      'event Warning FailedDaemonPod Found failed daemon pod default/p on node n1, will try to kill it',
    ])
  })

  it('says what the scheduler may have to say, if a pod is created', () => {
    const schedulerReads = ['resources', 'deviceTaints', 'declaredFeatures'] as const
    expect(linesOf({ schedulerReads })).toEqual([])
    expect(linesOf({ schedulerReads, creates: [{ node: 'n1', why: 'NoPod' }] })).toEqual([
      '+ create 1 pod on n1: the node should run a pod and has none',
      'note the scheduler may still hold a created pod Pending: the template has resources, devices that may have taints, a feature that nodes have to declare, which the controller does not look at',
    ])
  })

  it('sets off the marks if asked', () => {
    const parts: Plan = { ...rest, unknown: ['nodes'], creates: [{ node: 'n1', why: 'NoPod' }] }
    expect(planText(parts, colourStyle)).toEqual([
      '\u001b[33m?\u001b[39m nodes were not given',
      '\u001b[32m+\u001b[39m create 1 pod on n1: the node should run a pod and has none',
    ])
  })

  it('tells a pass in order', () => {
    const daemonSet = aDaemonSet({
      podSpec: { containers: [{ name: 'main', resources: { requests: { cpu: '1' } } }] },
    })
    const revision: ControllerRevision = {
      metadata: {
        namespace: 'default',
        name: 'agent-h1',
        labels: { app: 'agent', 'controller-revision-hash': 'h1' },
        ownerReferences: [
          {
            apiVersion: 'apps/v1',
            kind: 'DaemonSet',
            name: 'agent',
            uid: 'uid-agent',
            controller: true,
          },
        ],
      },
      revision: 1,
      data: recordOf(daemonSet.spec?.template ?? {}),
    }
    const pods = [
      aPodOf(daemonSet, { node: 'n1', hash: 'h1' }),
      aPodOf(daemonSet, { node: 'n2', hash: 'h0' }),
      aPodOf(daemonSet, { node: 'n3', hash: 'h1', phase: 'Failed' }),
      aPodOf(daemonSet, { node: 'n5', hash: 'h1' }),
      aPodOf(daemonSet, { node: 'gone', hash: 'h1', unbound: true }),
    ]
    const nodes = [
      aNode('n1'),
      aNode('n2'),
      aNode('n3'),
      aNode('n4'),
      aNode('n5', { taints: ['gpu:NoSchedule'] }),
    ]
    expect(textOf({ daemonSet, nodes, pods, revisions: [revision] })).toEqual([
      '+ create 1 pod on n4: the node should run a pod and has none',
      '- delete pod-n3 (n3): it has failed',
      '! keeps running although the node is no longer eligible: pod-n5 (n5): untolerated taint gpu:NoSchedule',
      '- delete pod-gone (gone): it waits for a node that does not exist',
      '· 1 outdated pod: the rolling update waits for the next pass',
      '~ status: desired 0 → 4, current 0 → 3, ready 0 → 2, up-to-date 0 → 2, available 0 → 2, unavailable 0 → 2, misscheduled 0 → 1, observed generation 0 → 1',
      '· should not run on 1 node: untolerated taint gpu:NoSchedule (n5)',
      'event Warning FailedDaemonPod Found failed daemon pod default/pod-n3 on node n3, will try to kill it',
      'note the scheduler may still hold a created pod Pending: the template has resources, which the controller does not look at',
    ])
  })
})

interface Input {
  readonly daemonSet: DaemonSet
  readonly nodes: readonly Node[]
  readonly pods: readonly Pod[]
  readonly revisions?: readonly ControllerRevision[]
}

const textOf = (input: Input): readonly string[] =>
  planText(planFor({ ...frozen(input), now: NOW }))
