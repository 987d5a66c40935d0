import { describe, expect, it } from 'vitest'
import type { AuditFinding } from '../../../src/audit/auditRules.js'
import { auditText, notCheckedLines, notCheckedText } from '../../../src/report/text/auditText.js'

const subject = { kind: 'DaemonSet', namespace: 'a', name: 'agent' } as const
const common = { severity: 'warning', subject, path: [] } as const
const gpu = { key: 'gpu', value: 'a100', effect: 'NoSchedule' }
const tainted = { taint: gpu, nodes: ['n1', 'n2'] }

const CASES: readonly (readonly [string, AuditFinding, string, readonly string[]])[] = [
  [
    'no node selected',
    { ...common, code: 'RunsNowhere', selected: [], taints: [], reasons: [] },
    'should run on no node (DESIRED 0): no node matches its nodeSelector and node affinity',
    [],
  ],
  [
    'all selected nodes tainted',
    { ...common, code: 'RunsNowhere', selected: ['n1', 'n2'], taints: [tainted], reasons: [] },
    'should run on no node (DESIRED 0): untolerated taints on every node that matches its nodeSelector and node affinity (2 nodes)',
    ['gpu=a100:NoSchedule on 2 nodes: n1, n2'],
  ],
  [
    'nodes left out by a name that none has',
    {
      ...common,
      code: 'MisspelledLabel',
      key: 'kubernetes.io/os',
      value: 'Windows',
      near: 'windows',
      leavesOut: true,
    },
    'leaves out kubernetes.io/os=Windows, which no kubelet says of its node: it is called windows',
    [],
  ],
  [
    'nodes that come near',
    {
      ...common,
      code: 'RunsNowhere',
      selected: [],
      taints: [],
      reasons: [
        {
          nodes: ['n1', 'n2'],
          reasons: [
            {
              code: 'NodeSelectorMismatch',
              path: ['spec'],
              nodePath: ['metadata'],
              key: 'disk',
              expected: 'ssd',
              actual: 'SSD',
              near: { code: 'ValueCase', wanted: 'ssd' },
              leaves: true,
            },
          ],
        },
      ],
    },
    'should run on no node (DESIRED 0): no node matches its nodeSelector and node affinity',
    ['n1, n2: nodeSelector requires disk=ssd', 'near miss: wanted is "ssd", only the case differs'],
  ],
  [
    'a virtual node by its taint',
    { ...common, code: 'RunsOnVirtualNode', taint: gpu, nodes: ['n1'] },
    'should run on 1 virtual node, where its pods never start: taint gpu=a100:NoSchedule',
    ['n1', 'keep it away with a node affinity (NotIn), or tolerate fewer taints'],
  ],
  [
    'nodes of two systems',
    {
      ...common,
      code: 'RunsOnSeveralSystems',
      systems: [
        { os: 'linux', nodes: ['n1', 'n2'] },
        { os: 'windows', nodes: ['w1'] },
      ],
      declared: 'linux',
    },
    'should run on 2 linux nodes and 1 windows node, and selects no operating system, though its template is for linux',
    ['linux: n1, n2', 'windows: w1', 'add kubernetes.io/os to its nodeSelector'],
  ],
  [
    'seconds that are lost',
    {
      ...common,
      code: 'TolerationSecondsLost',
      key: 'node.kubernetes.io/not-ready',
      effect: 'NoExecute',
      seconds: 30,
    },
    'tolerationSeconds: 30 of node.kubernetes.io/not-ready:NoExecute is dropped: the controller puts its own toleration there, without seconds',
    ['its pods are never evicted for this taint'],
  ],
  [
    'virtual nodes',
    { ...common, code: 'RunsOnVirtualNode', label: 'type=virtual-kubelet', nodes: ['n1'] },
    'should run on 1 virtual node, where its pods never start: type=virtual-kubelet',
    ['n1', 'keep it away with a node affinity (NotIn), or tolerate fewer taints'],
  ],
  [
    'a toleration of everything',
    { ...common, code: 'BlanketToleration', effect: '', needed: [tainted], admits: [gpu, gpu] },
    'tolerates every taint',
    [
      'needed for gpu=a100:NoSchedule on 2 nodes: n1, n2',
      'also tolerates gpu=a100:NoSchedule, gpu=a100:NoSchedule',
    ],
  ],
  [
    'a toleration of an effect that nothing needs',
    { ...common, code: 'BlanketToleration', effect: 'NoExecute', needed: [], admits: [] },
    'tolerates every NoExecute taint',
    [
      'no node needs it today: no node that matches its nodeSelector and node affinity has a taint that only this one tolerates',
    ],
  ],
  [
    'a toleration of everything, without nodes',
    { ...common, code: 'BlanketToleration', effect: '', admits: [gpu] },
    'tolerates every taint',
    ['also tolerates gpu=a100:NoSchedule'],
  ],
  [
    'an unused toleration',
    { ...common, code: 'UnusedToleration', key: 'gpu', value: '', effect: '' },
    'tolerates gpu, which no node has',
    [],
  ],
  [
    'a dead taint',
    { ...common, code: 'DeadTaint', looked: ['daemonSets', 'pods'], ...tainted },
    'taint gpu=a100:NoSchedule is tolerated by no DaemonSet and no pod',
    ['n1, n2'],
  ],
  [
    'a dead taint as far as DaemonSets tell',
    { ...common, code: 'DeadTaint', looked: ['daemonSets'], ...tainted },
    'taint gpu=a100:NoSchedule is tolerated by no DaemonSet (pods were not given)',
    ['n1, n2'],
  ],
  [
    'a port that two want',
    {
      ...common,
      code: 'HostPortCollision',
      other: { kind: 'DaemonSet', name: 'b' },
      port: 80,
      protocol: 'TCP',
      nodes: ['n1'],
    },
    'wants host port 80/TCP on 1 node, and so does b',
    ['n1'],
  ],
  [
    'pods of another controller',
    {
      ...common,
      code: 'SharedPods',
      other: { kind: 'ReplicaSet', namespace: 'a', name: 'web' },
      pods: ['p1'],
    },
    'its selector also matches pods of ReplicaSet a/web',
    ['p1'],
  ],
  [
    'the template of another DaemonSet',
    {
      ...common,
      code: 'SharedPods',
      other: { kind: 'DaemonSet', namespace: '', name: 'web' },
      pods: [],
    },
    'its selector also matches pods of DaemonSet web',
    [],
  ],
  [
    'a selector that the namespace announces',
    {
      ...common,
      code: 'AddedNodeSelector',
      by: 'Namespace',
      labels: { team: 'a' },
      refused: ['n2'],
    },
    'its namespace gives pods the node selector team=a, if the admission plug-in PodNodeSelector is enabled, and the DaemonSet controller does not know',
    ['1 node without the labels: n2'],
  ],
  [
    'a selector that the namespace announces and every node has',
    { ...common, code: 'AddedNodeSelector', by: 'Namespace', labels: { team: 'a' }, refused: [] },
    'its namespace gives pods the node selector team=a, if the admission plug-in PodNodeSelector is enabled, and the DaemonSet controller does not know',
    [],
  ],
  [
    'labels that admission added',
    {
      ...common,
      code: 'AddedNodeSelector',
      by: 'Pods',
      labels: { team: 'a', zone: 'b' },
      refused: ['n2'],
    },
    'its pods got the node selector team=a, zone=b from admission, and the DaemonSet controller does not know',
    ['1 node without the labels: there pods are created and rejected again and again: n2'],
  ],
  [
    'added labels that every node has',
    { ...common, code: 'AddedNodeSelector', by: 'Pods', labels: { team: 'a' }, refused: [] },
    'its pods got the node selector team=a from admission, and the DaemonSet controller does not know',
    ['so far every node that should run it has the labels'],
  ],
  [
    'added labels, without nodes',
    { ...common, code: 'AddedNodeSelector', by: 'Pods', labels: { team: 'a' } },
    'its pods got the node selector team=a from admission, and the DaemonSet controller does not know',
    [],
  ],
  [
    'a selector that the namespace announces, without nodes',
    { ...common, code: 'AddedNodeSelector', by: 'Namespace', labels: { team: 'a' } },
    'its namespace gives pods the node selector team=a, if the admission plug-in PodNodeSelector is enabled, and the DaemonSet controller does not know',
    [],
  ],
  [
    'a deadlock',
    {
      ...common,
      code: 'BootstrapDeadlock',
      removes: gpu,
      blockedBy: [{ taint: { ...gpu, key: 'x' } }, { taint: { ...gpu, key: 'y' }, owner: subject }],
      nodes: ['n1'],
    },
    'never starts on new nodes, so it never removes gpu=a100:NoSchedule',
    [
      'blocked by x=a100:NoSchedule, which nothing removes',
      'blocked by y=a100:NoSchedule, which a/agent removes',
      'new nodes like n1',
    ],
  ],
  [
    'an old status',
    {
      ...common,
      code: 'StaleStatus',
      observed: true,
      differences: [{ number: 'numberReady', recorded: 2, computed: 1 }],
    },
    'its status disagrees with its pods and nodes',
    ['numberReady is 2, should be 1'],
  ],
  [
    'the status of an old spec',
    { ...common, code: 'StaleStatus', observed: false, differences: [] },
    'the controller has not observed the newest spec: the status is of an older one',
    [],
  ],
]

describe('auditText', () => {
  it.each(CASES)('%s', (_what, finding, message, details) => {
    expect(auditText(finding)).toEqual({ message, details })
  })
})

it('notCheckedText says what a rule lacks', () => {
  const missing = ['nodes', ['pods', 'namespaces']] as const
  expect(notCheckedText({ code: 'AddedNodeSelector', missing })).toBe(
    'AddedNodeSelector (nodes, pods or namespaces not given)',
  )
})

it('notCheckedLines has a line for each thing that was not given', () => {
  expect(
    notCheckedLines([
      { code: 'RunsNowhere', missing: ['nodes'] },
      { code: 'StaleStatus', missing: ['pods', 'now'] },
      { code: 'DeadTaint', missing: ['nodes'] },
    ]),
  ).toEqual([
    'Not checked (nodes not given): RunsNowhere, DeadTaint.',
    'Not checked (pods, now not given): StaleStatus.',
  ])
  expect(notCheckedLines([])).toEqual([])
})
