import { expect, it } from 'vitest'
import { podfit } from '../support/world.js'

/** Questions that people have asked in public, and what podfit answers. */

const at = (name: string): string => `test/fixtures/threads/${name}.yaml`

it.each<[string, readonly string[], readonly string[]]>([
  [
    'NVIDIA/dcgm-exporter#731: DESIRED 0, and nothing hints why',
    ['diff', 'test/fixtures/eks-karpenter.json', at('dcgm-exporter')],
    [
      'monitoring/dcgm-exporter: should run on 3 instead of 0 nodes',
      '+ 3 nodes gain it, 3 pods created; until now: untolerated taint nvidia.com/gpu=true:NoSchedule',
      '~ triggers a rollout: a new revision (spec.template.spec.tolerations)',
    ],
  ],
  [
    'kubernetes/kubernetes#106417: two pods of a rollout that surges want the same port of a node',
    [
      'rollout',
      'prometheus-node-exporter',
      '-f',
      'test/fixtures/eks-karpenter.json',
      '--apply',
      at('node-exporter-surge'),
    ],
    [
      '~ triggers a rollout: a new revision (spec.template.metadata.labels["app.kubernetes.io/version"], spec.template.spec.containers[0].image)',
      '✗ gets stuck: 35 nodes never get the update',
      '→ set maxSurge to 0 and maxUnavailable to 1',
      '! maxSurge puts two pods on a node, and the template takes host port 9100',
    ],
  ],
  [
    'NVIDIA/gpu-operator#2717: one DaemonSet lacks what its siblings tolerate',
    ['diff', at('gpu-operator'), at('gpu-operator-mended')],
    [
      'gpu-operator/nvidia-vgpu-device-manager: should run on 1 instead of 0 nodes',
      '+ 1 node gains it; until now: untolerated taint nvidia.com/gpu=true:NoSchedule (gpu-1)',
      'No change for gpu-operator/nvidia-driver-daemonset.',
    ],
  ],
  [
    'mojaloop/project#4355: a taint takes the CNI off, once its pods restart',
    ['what-if', 'taint nodes -l infra=true infra-workload=true:NoSchedule', '-f', at('mojaloop')],
    [
      'istio-system/istio-cni-node: should run on 1 instead of 3 nodes',
      '! 2 nodes get no new pod, 1 pod left misscheduled: untolerated taint infra-workload=true:NoSchedule',
      'No change for monitoring/node-exporter.',
    ],
  ],
  [
    'kubernetes/kubernetes#112759: the label was right, the taint was in the way',
    [
      'what-if',
      'untaint node master node-role.kubernetes.io/control-plane',
      '-f',
      at('control-plane'),
    ],
    [
      'default/agent: should run on 1 instead of 0 nodes',
      'until now: untolerated taint node-role.kubernetes.io/control-plane:NoSchedule (master)',
    ],
  ],
  [
    'kubernetes/kubernetes#52141: two NotIn terms exclude nothing, one with both does',
    ['diff', at('not-in-or'), at('not-in-and'), '--nodes', at('not-in-nodes')],
    [
      'default/agent: should run on 1 instead of 3 nodes',
      '- 1 node loses it: node affinity requires role NotIn (cache) (cache-1)',
      '- 1 node loses it: node affinity requires role NotIn (db) (db-1)',
    ],
  ],
  [
    'kubernetes/kubernetes#132459: when the taint goes, the status is mended',
    ['what-if', 'untaint node worker-1 node.cilium.io/agent-not-ready', '-f', at('misscheduled')],
    ['~ the controller syncs default/agent', 'default/agent: should run on 1 instead of 0 nodes'],
  ],
])('%s', async (_thread, args, lines) => {
  const { code, stdout } = await podfit([...args, '--now', '2026-10-02T14:05:30Z'])
  expect(code).toBe(0)
  for (const line of lines) expect(stdout).toContain(line)
})

it.each<[string, string, number, readonly string[]]>([
  [
    'kubernetes/kubernetes#51788: the namespace selects nodes, and the controller does not know',
    'namespace-selector',
    0,
    [
      'warning DaemonSet logging/fluentd: its namespace gives pods the node selector region=primary,',
      '1 node without the labels: infra-1',
    ],
  ],
  [
    'aws-observability/helm-charts#58: what tolerates everything lands on Fargate',
    'fargate',
    1,
    [
      'error DaemonSet amazon-cloudwatch/cloudwatch-agent: should run on 1 virtual node, where its pods never start',
      'warning DaemonSet amazon-cloudwatch/cloudwatch-agent: tolerates every taint [BlanketToleration]',
    ],
  ],
  [
    'openshift/cluster-cloud-controller-manager-operator#267: the remover of a taint waits for another',
    'deadlock',
    1,
    [
      'azure-cloud-node-manager: never starts on new nodes, so it never removes node.cloudprovider.kubernetes.io/uninitialized=true:NoSchedule',
      'blocked by example.com/dedicated=team-a:NoSchedule, which nothing removes',
    ],
  ],
])('%s', async (_thread, name, exit, lines) => {
  const { code, stdout } = await podfit(['audit', '-f', at(name), '--now', '2026-10-02T14:05:30Z'])
  expect(code).toBe(exit)
  for (const line of lines) expect(stdout).toContain(line)
})

it.each<[string, string, readonly string[]]>([
  [
    'kubernetes-sigs/karpenter#1337: the terms of an affinity are alternatives',
    'karpenter-1337',
    [
      '? node pool general: absent → run or leave, depending on karpenter.k8s.aws/instance-gpu-manufacturer',
      '+ node pool gpu: absent → run',
    ],
  ],
  [
    'kubernetes-sigs/karpenter#532: a DaemonSet of another pool is not counted',
    'karpenter-532',
    [
      '- node pool general: absent → leave: node affinity requires karpenter.sh/nodepool In (batch)',
      '- node pool gpu: absent → leave: node affinity requires karpenter.sh/nodepool In (batch); untolerated taint nvidia.com/gpu=true:NoSchedule',
    ],
  ],
  [
    'kubernetes-sigs/karpenter#919: labels that come with registration come in any case',
    'karpenter-919',
    [
      '+ node pool general: absent → run',
      '- node pool gpu: absent → stay: untolerated taint nvidia.com/gpu=true:NoSchedule',
    ],
  ],
  [
    'kubernetes-sigs/karpenter#1749: what tolerates everything runs on tainted pools',
    'karpenter-1749',
    ['+ node pool general: absent → run', '+ node pool gpu: absent → run'],
  ],
  [
    'kubernetes-sigs/karpenter#2838: the instance type is one of several',
    'karpenter-2838',
    [
      '? node pool general: absent → run or leave, depending on node.kubernetes.io/instance-type',
      '? node pool gpu: absent → stay or leave, depending on node.kubernetes.io/instance-type: untolerated taint nvidia.com/gpu=true:NoSchedule',
    ],
  ],
])('%s', async (_thread, namespace, lines) => {
  const files = { 'none.json': '{ "kind": "NodeList", "apiVersion": "v1", "items": [] }' }
  const args = ['diff', '@none.json', at('karpenter-daemonsets'), '--nodes', '@none.json']
  const { stdout } = await podfit([...args, '--nodes', at('karpenter-pools'), '-n', namespace], {
    files,
  })
  for (const line of lines) expect(stdout.split('\n')).toContain(`  ${line}`)
})
