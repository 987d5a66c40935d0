import { describe, expect, it } from 'vitest'
import { cluster } from '../../../src/cluster/cluster.js'
import { orThrow } from '../../../src/data/orThrow.js'
import { clusterHealth, nodeOverview, placementMatrix, type Trouble } from '../../../src/impact.js'
import {
  matrixMarkdown,
  matrixText,
  nodeMarkdown,
  nodeText,
  statusMarkdown,
  statusText,
  troubleText,
} from '../../../src/report.js'
import { aDaemonSet, aNode } from '../../../src/testing/builders.js'

const NOBODY = { pods: [], revisions: [] }

const TROUBLES: readonly (readonly [Trouble, string, string, string | undefined])[] = [
  [
    { code: 'ControllerStops', severity: 'error', outcome: { code: 'SelectsAllPods' } },
    'selects every pod',
    'the selector is empty, so the controller does nothing',
    'make it again with a selector',
  ],
  [
    {
      code: 'ControllerStops',
      severity: 'error',
      outcome: {
        code: 'Failed',
        step: 'revisions',
        fault: { code: 'Unidentified', missing: 'uid' },
      },
    },
    'controller fails',
    'failed to construct revisions of DaemonSet: no owner uid provided',
    'correct the DaemonSet: the controller tries again and again',
  ],
  [
    { code: 'ControllerStops', severity: 'error', outcome: { code: 'WaitsForExpectations' } },
    'waits',
    'the controller has not yet observed its earlier writes',
    undefined,
  ],
  [
    { code: 'BeingDeleted', severity: 'warning', cascade: 'orphan', finalizers: ['orphan'] },
    'being deleted',
    'its pods and revisions stay, without an owner',
    'see who takes off its finalizers: orphan',
  ],
  [
    { code: 'BeingDeleted', severity: 'warning', cascade: 'background', finalizers: [] },
    'being deleted',
    'its pods and revisions are deleted after it, once its finalizers are gone',
    undefined,
  ],
  [
    { code: 'NamespaceTerminating', severity: 'warning', nodes: ['n1', 'n2'] },
    'namespace goes',
    'the API server refuses to create its pods, for the namespace is being deleted (2 nodes)',
    undefined,
  ],
  [
    { code: 'Endless', severity: 'error', why: 'EmptyRevisionHash' },
    'never done',
    'never ends: the current ControllerRevision has an empty hash, so no pod ever counts as updated',
    'correct the selector, or the ControllerRevision',
  ],
  [
    {
      code: 'RolloutMayStall',
      severity: 'warning',
      outdated: 3,
      unfinished: { least: 0, most: 3 },
      updateStrategy: { code: 'Surge', maxSurge: 1 },
      blockers: [
        {
          node: 'n1',
          effect: 'wouldCount',
          cause: { code: 'NodeRefuses' },
          remedy: { code: 'MakeNodeAdmit', node: 'n1' },
        },
        {
          node: 'n2',
          effect: 'wouldCount',
          cause: { code: 'NodeRefuses' },
          remedy: { code: 'MakeNodeAdmit', node: 'n2' },
        },
      ],
      budgetNeeded: 2,
    },
    'may get stuck',
    '0 to 3 nodes may never get the update within maxSurge 1; n1 and 1 more: the scheduler puts no pod on that node',
    'make node n1 eligible, or exclude it in the template, or set maxSurge to 2',
  ],
  [
    {
      code: 'RolloutStalls',
      severity: 'error',
      outdated: 1,
      unfinished: { least: 1, most: 1 },
      updateStrategy: { code: 'InPlace', maxUnavailable: 1 },
      blockers: [],
    },
    'rollout stuck',
    '1 node never gets the update within maxUnavailable 1',
    undefined,
  ],
  [
    {
      code: 'Unavailable',
      severity: 'error',
      course: 'lasts',
      cause: { code: 'HeldByResources', resources: ['pods'] },
      nodes: ['n1'],
      pods: ['p1'],
      remedy: { code: 'FreeResources', node: 'n1', resources: ['pods'] },
    },
    'too little on the node',
    'the node takes no more pods (p1 on n1)',
    'take pods off node n1, or let it take more',
  ],
  [
    {
      code: 'Unavailable',
      severity: 'note',
      course: 'passes',
      cause: { code: 'NotYetCreated' },
      nodes: ['n1', 'n2', 'n3'],
      pods: [],
    },
    'not created yet',
    'not created yet (n1 and 2 more)',
    undefined,
  ],
  [
    { code: 'RunsNowhere', severity: 'warning', why: [] },
    'on no node',
    'there are no nodes',
    undefined,
  ],
  [
    { code: 'NoTargetNode', severity: 'warning', pods: ['p1', 'p2'] },
    'no target node',
    'the node of p1, p2 cannot be determined: never counted, deleted or replaced',
    'delete the pods',
  ],
  [
    {
      code: 'OwnerChanges',
      severity: 'warning',
      adopted: { ...NOBODY, pods: ['p1'] },
      released: { ...NOBODY, revisions: ['r1'] },
    },
    'orphans',
    'the next pass adopts pods without an owner: p1, releases revisions that its selector no longer matches: r1',
    'nothing, if they are meant to be its own; otherwise change their labels',
  ],
  [
    {
      code: 'StaleStatus',
      severity: 'note',
      differences: [{ number: 'numberReady', recorded: 1, computed: 2 }],
      observed: true,
    },
    'stale status',
    'its status disagrees with its pods and nodes: ready 1 → 2',
    undefined,
  ],
  [
    { code: 'InProgress', severity: 'note', creates: 1, deletes: 2, outdated: 3 },
    'in progress',
    'the next pass creates 1 pod and deletes 2; 3 outdated pods',
    undefined,
  ],
  [
    { code: 'NotKnown', severity: 'warning', needs: ['pods'] },
    'not known',
    'pods were not given',
    'give them, too',
  ],
]

describe('troubleText', () => {
  it.each(TROUBLES)('says %j', (trouble, title, cause, fix) => {
    expect(troubleText(trouble, 'a/b')).toEqual({ title, cause, ...(fix && { fix }) })
  })
})

const now = '2026-01-01T00:10:00Z'
const options = { now, events: [] } as const

describe('pages', () => {
  const many = Array.from({ length: 60 }, (_, i) =>
    aDaemonSet({ name: `agent-${i}`, podSpec: { nodeSelector: { disk: `d${i}` } } }),
  )
  const nodes = [
    aNode('n1', { labels: { disk: 'd1' } }),
    {
      ...aNode('n2'),
      spec: { unschedulable: true },
      status: { conditions: [{ type: 'Ready', status: 'False', lastTransitionTime: now }] },
    },
  ]
  const snapshot = cluster({ nodes, pods: [], revisions: [], daemonSets: many })

  it('are short, unless details are asked for', () => {
    const health = clusterHealth(snapshot, options)
    const short = statusText(health)
    expect(short.some((line) => /^ {2}and \d+ more \(--details lists them\): /.test(line))).toBe(
      true,
    )
    expect(short.length).toBeLessThan(50)
    const all = statusText(health, { details: true }).join('\n')
    for (const { daemonSet } of health.daemonSets) expect(all).toContain(` ${daemonSet} `)
    expect(statusMarkdown(health)[0]).toMatch(/^\*\*60 DaemonSets on 2 nodes/)
  })

  it('say of a node what is the matter with it', () => {
    const found = nodeOverview(snapshot, 'n2', options)
    const [head] = found._tag === 'Right' ? nodeText(found.right) : []
    expect(head).toBe(
      `n2 (not ready since ${now}, cordoned): 0 of 60 DaemonSets should run here, 0 of them available`,
    )
    expect(found._tag === 'Right' && nodeMarkdown(found.right).length).toBe(65)
  })

  it('have as many columns as there are kinds of nodes, and say of how many they say nothing', () => {
    const racks = Array.from({ length: 30 }, (_, i) =>
      aNode(`m${i}`, { labels: { disk: `d${i}` } }),
    )
    const matrix = placementMatrix(cluster({ nodes: racks, daemonSets: many }), options)
    const short = matrixText(matrix)
    expect(short).toContain('and 10 kinds more with 10 nodes (--details shows them)')
    const whole = matrixText(matrix, { details: true })
    expect(whole.some((line) => line.startsWith('AD  1 node: m'))).toBe(true)
    expect(matrixMarkdown(matrix).some((line) => line.startsWith('- AD: 1 node: m'))).toBe(true)
    expect(matrixText({ daemonSets: [], beingDeleted: [], classes: [], unknown: [] })).toEqual([
      '0 DaemonSets on 0 nodes of 0 kinds',
    ])
  })

  it('say what they say nothing about, whatever it is', () => {
    const line = (kind: string, what: string) => `? not known: ${what}; ${kind} were not given`
    const NODES = line('nodes', 'where pods should run')
    const PODS = line('pods', 'which pods are there')
    const DAEMON_SETS = line('DaemonSets', 'which DaemonSets there are')
    const nothing = cluster({})
    expect(matrixText(placementMatrix(nothing, options))).toEqual([
      '0 DaemonSets on 0 nodes of 0 kinds',
      NODES,
      PODS,
      DAEMON_SETS,
    ])
    const inMarkdown = (text: string) => text.startsWith('- ? not known: which pods are there;')
    expect(matrixMarkdown(placementMatrix(nothing, options)).some(inMarkdown)).toBe(true)
    for (const each of [NODES, PODS, DAEMON_SETS]) {
      expect(statusText(clusterHealth(nothing, options))).toContain(each)
    }
    const here = orThrow(nodeOverview(cluster({ nodes: [aNode('n1')] }), 'n1', options))
    expect(nodeText(here)).toEqual([
      'n1 (ready): 0 of 0 DaemonSets should run here',
      PODS,
      DAEMON_SETS,
    ])
    expect(nodeMarkdown(here).some(inMarkdown)).toBe(true)
  })
})
