import type { Node } from '../../src/kube/node.js'
import type { PolicySubject } from '../../src/placement/compile.js'
import type { Reason } from '../../src/reason/reason.js'

/** What a reason means, and the smallest input that gives it. */
export interface ReasonEntry {
  readonly meaning: string
  readonly leaves: string
  readonly policy: PolicySubject
  readonly node: Node
}

const daemonSet = (podSpec: object): PolicySubject => ({
  kind: 'DaemonSet',
  spec: { template: { spec: podSpec } },
})

const gpu = [{ key: 'gpu', operator: 'In', values: ['true'] }]

/** Every reason code, in the order of the page. */
export const REASONS: Readonly<Record<Reason['code'], ReasonEntry>> = {
  NodeNameMismatch: {
    meaning: '`nodeName` in the template names another node.',
    leaves: 'always',
    policy: daemonSet({ nodeName: 'n2' }),
    node: { metadata: { name: 'n1' } },
  },
  NodeSelectorMismatch: {
    meaning:
      'An entry of `nodeSelector` is not on the node with that value. One reason for each entry; `actual` is absent with the label.',
    leaves: 'with a DaemonSet; the pod of another policy keeps running',
    policy: daemonSet({ nodeSelector: { gpu: 'true' } }),
    node: { metadata: { name: 'n1', labels: { gpu: 'True' } } },
  },
  NodeAffinityMismatch: {
    meaning:
      'No term of the required node affinity matches. Each term says why: `RequirementsUnmet` with every unmet requirement, `EmptyTerm`, or `UnreadableTerm` with its faults.',
    leaves: 'with a DaemonSet; the pod of another policy keeps running',
    policy: daemonSet({
      affinity: {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [{ matchExpressions: gpu }],
          },
        },
      },
    }),
    node: { metadata: { name: 'n1' } },
  },
  NodeUnschedulable: {
    meaning: 'The node is cordoned, and the pod does not tolerate it. Daemon pods always do.',
    leaves: 'never',
    policy: { kind: 'Pod', spec: {} },
    node: { metadata: { name: 'n1' }, spec: { unschedulable: true } },
  },
  UntoleratedTaint: {
    meaning:
      'A `NoSchedule` or `NoExecute` taint that no toleration tolerates. One reason for each.',
    leaves: 'with `NoExecute`',
    policy: daemonSet({}),
    node: { metadata: { name: 'n1' }, spec: { taints: [{ key: 'gpu', effect: 'NoSchedule' }] } },
  },
}
