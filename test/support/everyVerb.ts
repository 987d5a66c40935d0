import { aDaemonSet, aNode, aPodOf } from '../../src/testing/builders.js'
import { recordOf } from '../../src/testing/sceneRevisions.js'

const live = aDaemonSet()
const revision = (hash: string, number: number) => ({
  apiVersion: 'apps/v1',
  kind: 'ControllerRevision',
  metadata: {
    namespace: 'default',
    name: `agent-${hash}`,
    labels: { app: 'agent', 'controller-revision-hash': hash },
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
  revision: number,
  data: recordOf({ ...live.spec?.template, ...(number === 1 && { spec: { hostPID: true } }) }),
})

/** A cluster with a DaemonSet, a pod of it and its revisions. */
export const CLUSTER: readonly object[] = [
  aNode('n1'),
  aNode('n2', { taints: ['gpu:NoSchedule'] }),
  live,
  aPodOf(live, { node: 'n1', hash: 'b' }),
  revision('a', 1),
  revision('b', 2),
]

/** A suite of one assertion about it. */
export const SUITE = `apiVersion: podfit/v1
kind: Suite
metadata: {name: s}
tests:
- name: t
  cases: [{name: c, assertions: [{runsOnEvery: {daemonSets: [agent], nodes: {names: [n1]}}}]}]
`

/** How every verb is given a cluster (`@c.json`) and something beside it (`@m.json`, or both in `@d.json`). */
export const VERBS: Readonly<Record<string, readonly string[]>> = {
  plan: ['-f', '@c.json', '-f', '@m.json'],
  explain: ['agent', '-f', '@c.json', '-f', '@m.json'],
  diff: ['@c.json', '@m.json'],
  rollout: ['agent', '-f', '@c.json', '-f', '@m.json'],
  'what-if': ['cordon n1', '-f', '@c.json', '-f', '@m.json'],
  taint: ['nodes', 'n1', 'a=b:NoSchedule', '-f', '@c.json', '-f', '@m.json'],
  history: ['agent', '-f', '@c.json', '-f', '@m.json'],
  undo: ['agent', '-f', '@c.json', '-f', '@m.json'],
  convert: ['-f', '@d.json'],
  audit: ['-f', '@c.json', '-f', '@m.json', '--fail-on', 'never'],
  lint: ['-f', '@c.json', '-f', '@m.json', '--fail-on', 'never'],
  simplify: ['-f', '@c.json', '-f', '@m.json'],
  suggest: ['agent', 'n2', '-f', '@c.json', '-f', '@m.json'],
  status: ['-f', '@c.json', '-f', '@m.json'],
  node: ['n1', '-f', '@c.json', '-f', '@m.json'],
  capacity: ['-f', '@c.json', '-f', '@m.json'],
  ready: ['-f', '@c.json', '-f', '@m.json'],
  matrix: ['-f', '@c.json', '-f', '@m.json'],
  redact: ['-f', '@c.json', '-f', '@m.json'],
  test: ['@s.yaml', '-f', '@c.json', '-f', '@m.json'],
}

/** What convert needs. */
export const DEPLOYMENT = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'd', namespace: 'default' },
  spec: { selector: { matchLabels: { app: 'd' } }, template: {} },
}
