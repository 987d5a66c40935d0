/**
 * What the next pass of the controller does on the recorded clusters, written down by hand from the objects
 * and the rules, and held against what the real controller did (test/fixtures/README.md).
 */
export interface GoldenPlan {
  /** Nodes where it should run, where a pod may only stay, and where none may be. */
  readonly nodes: readonly [run: number, stay: number, leave: number]
  /** Desired, current, up to date, ready, available, unavailable, misscheduled. */
  readonly status: string
  /** Whether the pass writes a status that differs from the recorded one. */
  readonly writesStatus: boolean
  /** Everything else that the pass does or leaves, in a few words. */
  readonly does: readonly string[]
}

const atRest = (nodes: GoldenPlan['nodes'], status: string): GoldenPlan => ({
  nodes,
  status,
  writesStatus: false,
  does: [],
})

const ONE_OF_24 = 'choose 1 of 24 to delete: MaxUnavailable'

export const goldenPlans: Readonly<Record<string, Readonly<Record<string, GoldenPlan>>>> = {
  'kind.json': {
    'kube-system/kindnet': atRest([3, 0, 0], '3 3 3 3 3 0 0'),
    'kube-system/kube-proxy': atRest([3, 0, 0], '3 3 3 3 3 0 0'),
    'monitoring/prometheus-node-exporter': atRest([3, 0, 0], '3 3 3 3 3 0 0'),
    'logging/fluent-bit': atRest([2, 1, 0], '2 2 2 1 1 1 0'),
  },
  'eks-karpenter.json': {
    'kube-system/aws-node': {
      nodes: [35, 0, 3],
      status: '35 35 35 33 33 2 0',
      writesStatus: true,
      does: ['stranded aws-node-plwdt'],
    },
    'kube-system/kube-proxy': {
      nodes: [35, 0, 3],
      status: '35 35 35 34 34 1 0',
      writesStatus: true,
      does: ['stranded kube-proxy-9tlqb'],
    },
    'kube-system/ebs-csi-node': {
      nodes: [35, 0, 3],
      status: '35 35 35 33 33 2 0',
      writesStatus: true,
      does: ['stranded ebs-csi-node-tx87g'],
    },
    'kube-system/nvidia-device-plugin-daemonset': atRest([3, 0, 35], '3 3 3 3 3 0 0'),
    'monitoring/dcgm-exporter': atRest([0, 3, 35], '0 0 0 0 0 0 0'),
    'monitoring/prometheus-node-exporter': {
      nodes: [35, 0, 3],
      status: '35 35 35 34 34 1 0',
      writesStatus: true,
      does: [
        'adopt node-exporter-debug',
        'delete node-exporter-debug: Duplicate',
        'stranded prometheus-node-exporter-kdw2r',
      ],
    },
    'logging/fluent-bit': {
      nodes: [23, 15, 0],
      status: '23 23 23 22 22 1 2',
      writesStatus: true,
      does: [
        'delete fluent-bit-8twqk: Failed',
        'event FailedDaemonPod',
        'stay fluent-bit-82qxt: UntoleratedTaint',
        'stay fluent-bit-v2p8k: UntoleratedTaint',
        'stranded fluent-bit-bf2sb',
      ],
    },
    'observability/vector-agent-small': {
      nodes: [10, 4, 24],
      status: '10 10 10 10 10 0 1',
      writesStatus: true,
      does: ['stay vector-agent-small-kppfr: UntoleratedTaint'],
    },
    'observability/vector-agent-large': {
      nodes: [9, 3, 26],
      status: '9 8 8 8 8 1 0',
      writesStatus: true,
      does: ['create on ip-10-0-97-23.ec2.internal: NoPod', 'release vector-agent-large-w6ljx'],
    },
    'falco/falco': {
      nodes: [6, 0, 32],
      status: '6 6 1 6 6 0 0',
      writesStatus: true,
      does: ['delete revision falco-6c7d46f75d'],
    },
    'datadog/datadog': {
      nodes: [35, 0, 3],
      status: '35 35 11 32 32 3 0',
      writesStatus: true,
      does: [ONE_OF_24, 'terminating datadog-zz2ns'],
    },
    'istio-system/ztunnel': atRest([17, 0, 21], '17 17 5 17 17 0 0'),
    'spegel/spegel': {
      nodes: [14, 0, 24],
      status: '14 14 14 12 12 2 0',
      writesStatus: true,
      does: ['delete spegel-6nf6b: NodeGone'],
    },
  },
  'mixed-windows.json': {
    'kube-system/kube-proxy': atRest([5, 0, 5], '5 5 5 5 5 0 0'),
    'kube-system/azure-ip-masq-agent': atRest([5, 0, 5], '5 5 5 5 5 0 0'),
    'kube-system/cloud-node-manager': atRest([5, 0, 5], '5 5 5 5 5 0 0'),
    'kube-system/cloud-node-manager-windows': atRest([4, 0, 6], '4 4 4 4 4 0 0'),
    'kube-system/csi-azuredisk-node-win': atRest([4, 0, 6], '4 4 4 4 4 0 0'),
    'kube-system/csi-azuredisk-node': atRest([5, 0, 5], '5 5 3 4 4 1 0'),
    'monitoring/windows-exporter': {
      nodes: [1, 3, 6],
      status: '1 1 1 1 1 0 1',
      writesStatus: true,
      does: ['stay windows-exporter-srp4f: UntoleratedTaint'],
    },
    'logging/fluent-bit': {
      nodes: [6, 4, 0],
      status: '6 6 6 5 5 1 1',
      writesStatus: true,
      does: ['stay fluent-bit-ggvr2: UntoleratedTaint'],
    },
  },
  'kubeadm-old.json': {
    'kube-flannel/kube-flannel-ds': atRest([4, 0, 0], '4 4 4 4 4 0 0'),
    'kube-system/kube-proxy': atRest([4, 0, 0], '4 4 4 4 4 0 0'),
    'kube-system/node-problem-detector': atRest([4, 0, 0], '4 4 4 4 4 0 0'),
    'logging/fluentd': {
      nodes: [3, 1, 0],
      status: '3 3 3 3 3 0 1',
      writesStatus: false,
      does: ['stay fluentd-57pws: UntoleratedTaint'],
    },
  },
}
