import type { AuditFinding } from '../../src/audit/auditRules.js'

/** A manifest in which a rule finds something, the same put right, and what says that the rule is so. */
export interface LintExample {
  /** Where in the manifest the examples stand: the pod spec unless given. */
  readonly at?: 'metadata' | 'spec'
  readonly fires: string
  readonly silent: string
  readonly source: string
}

const required = (...terms: readonly string[]): string =>
  [
    'affinity:',
    '  nodeAffinity:',
    '    requiredDuringSchedulingIgnoredDuringExecution:',
    '      nodeSelectorTerms:',
    ...terms.map((term) => `      - matchExpressions: [${term}]`),
  ].join('\n')

const is = (key: string, operator: string, ...values: readonly string[]): string =>
  `{key: ${key}, operator: ${operator}${values.length === 0 ? '' : `, values: [${values.join(', ')}]`}}`

const antiAffinity = (app: string): string =>
  [
    'affinity:',
    '  podAntiAffinity:',
    '    requiredDuringSchedulingIgnoredDuringExecution:',
    `    - {topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: ${app}}}}`,
  ].join('\n')

const rolling = (maxUnavailable: string, more = ''): string =>
  `updateStrategy: {type: RollingUpdate, rollingUpdate: {maxUnavailable: ${maxUnavailable}${more}}}`

const port = `template:
  metadata: {labels: {app: agent}}
  spec:
    containers: [{name: a, image: 'a:1', ports: [{containerPort: 80, hostPort: 8080}]}]
`

const DAEMON_UTIL = 'kubernetes `pkg/controller/daemon/util/daemonset_util.go`'
const HELPERS = 'component-helpers `scheduling/corev1/nodeaffinity/nodeaffinity.go`'
const VALIDATION = 'kubernetes `pkg/apis/core/validation/validation.go`'
const APPS_VALIDATION = 'kubernetes `pkg/apis/apps/validation/validation.go`'

/** The rules that need no cluster, in the order of the table. */
export const LINT_EXAMPLES: { readonly [C in AuditFinding['code']]?: LintExample } = {
  NeverSelects: {
    fires: `nodeSelector: {disk: ssd}\n${required(is('disk', 'NotIn', 'ssd'))}`,
    silent: `nodeSelector: {disk: ssd}\n${required(is('size', 'NotIn', 'small'))}`,
    source: `${HELPERS} RequiredNodeAffinity.Match`,
  },
  BlanketToleration: {
    fires: 'tolerations: [{operator: Exists}]',
    silent: 'tolerations: [{key: dedicated, operator: Exists}]',
    source: 'api `core/v1/toleration.go` Toleration.ToleratesTaint',
  },
  TolerationSecondsLost: {
    fires:
      'tolerations:\n- {key: node.kubernetes.io/not-ready, operator: Exists, effect: NoExecute, tolerationSeconds: 30}',
    silent:
      'tolerations:\n- {key: maintenance, operator: Exists, effect: NoExecute, tolerationSeconds: 30}',
    source: `${DAEMON_UTIL} AddOrUpdateDaemonPodTolerations`,
  },
  DeadTerm: {
    fires: `nodeSelector: {disk: ssd}\n${required(is('disk', 'In', 'hdd'), is('size', 'Exists'))}`,
    silent: required(is('disk', 'In', 'hdd'), is('size', 'Exists')),
    source: `${HELPERS} RequiredNodeAffinity.Match`,
  },
  AffinityAlwaysHolds: {
    fires: required(is('zone', 'NotIn', 'a'), is('zone', 'NotIn', 'b')),
    silent: required(is('zone', 'NotIn', 'a', 'b')),
    source: `${HELPERS} NodeSelector.Match`,
  },
  ImpliedTerm: {
    fires: required(is('zone', 'In', 'a'), is('zone', 'In', 'a', 'b')),
    silent: required(is('zone', 'In', 'a'), is('zone', 'In', 'b')),
    source: `${HELPERS} NodeSelector.Match`,
  },
  ImpliedRequirement: {
    fires: required(`${is('zone', 'Exists')}, ${is('zone', 'In', 'a', 'b')}`),
    silent: required(`${is('disk', 'Exists')}, ${is('zone', 'In', 'a', 'b')}`),
    source: `${HELPERS} nodeSelectorTerm.match`,
  },
  NameAsLabel: {
    fires: required(is('metadata.name', 'In', 'worker-1')),
    silent: required(is('kubernetes.io/hostname', 'In', 'worker-1')),
    source: `${VALIDATION} ValidateNodeFieldSelectorRequirement`,
  },
  MisspelledLabel: {
    fires: 'nodeSelector: {kubernetes.io/arch: x86_64}',
    silent: 'nodeSelector: {kubernetes.io/arch: amd64}',
    source: 'kubernetes `pkg/kubelet/kubelet_node_status.go` Kubelet.initialNode',
  },
  DeprecatedLabel: {
    fires: 'nodeSelector: {beta.kubernetes.io/os: linux}',
    silent: 'nodeSelector: {kubernetes.io/os: linux}',
    source: 'kubernetes `pkg/api/node/util.go` GetNodeLabelDeprecatedMessage',
  },
  DeprecatedTaint: {
    fires: 'tolerations: [{key: node-role.kubernetes.io/master, effect: NoSchedule}]',
    silent:
      'tolerations:\n- {key: node-role.kubernetes.io/master, effect: NoSchedule}\n- {key: node-role.kubernetes.io/control-plane, effect: NoSchedule}',
    source: 'kubernetes `pkg/api/node/util.go` GetNodeLabelDeprecatedMessage',
  },
  NoOperatingSystem: {
    fires: 'os: {name: linux}',
    silent: 'os: {name: linux}\nnodeSelector: {kubernetes.io/os: linux}',
    source: 'kubernetes `pkg/kubelet/lifecycle/predicate.go` rejectPodAdmissionBasedOnOSField',
  },
  ExistsWithValue: {
    fires: 'tolerations: [{key: gpu, operator: Exists, value: a100}]',
    silent: 'tolerations: [{key: gpu, value: a100}]',
    source: `${VALIDATION} ValidateTolerations`,
  },
  SecondsWithoutNoExecute: {
    fires: 'tolerations: [{key: gpu, operator: Exists, effect: NoSchedule, tolerationSeconds: 30}]',
    silent: 'tolerations: [{key: gpu, operator: Exists, effect: NoExecute, tolerationSeconds: 30}]',
    source: `${VALIDATION} ValidateTolerations`,
  },
  ComparisonDisabled: {
    fires: "tolerations: [{key: sla, operator: Gt, value: '950', effect: NoSchedule}]",
    silent: "tolerations: [{key: sla, value: '999', effect: NoSchedule}]",
    source: 'api `core/v1/toleration.go` Toleration.ToleratesTaint',
  },
  AutomaticToleration: {
    fires:
      'tolerations: [{key: node.kubernetes.io/disk-pressure, operator: Exists, effect: NoSchedule}]',
    silent:
      'tolerations: [{key: node.kubernetes.io/network-unavailable, operator: Exists, effect: NoSchedule}]',
    source: `${DAEMON_UTIL} AddOrUpdateDaemonPodTolerations`,
  },
  ImpliedToleration: {
    fires:
      'tolerations:\n- {key: gpu, operator: Exists}\n- {key: gpu, value: a100, effect: NoSchedule}',
    silent: 'tolerations:\n- {key: gpu, value: a100}\n- {key: gpu, value: h100}',
    source: 'api `core/v1/toleration.go` Toleration.ToleratesTaint',
  },
  SelectorMismatch: {
    at: 'spec',
    fires: 'selector: {matchLabels: {app: agent}}\ntemplate: {metadata: {labels: {app: agents}}}',
    silent: 'selector: {matchLabels: {app: agent}}\ntemplate: {metadata: {labels: {app: agent}}}',
    source: `${APPS_VALIDATION} ValidateDaemonSetSpec`,
  },
  UpdateBudget: {
    at: 'spec',
    fires: rolling('0%'),
    silent: rolling('10%'),
    source: `${DAEMON_UTIL} UnavailableCount`,
  },
  SurgeWithHostPorts: {
    at: 'spec',
    fires: `${port}${rolling('0', ', maxSurge: 1')}`,
    silent: `${port}${rolling('1')}`,
    source: 'kubernetes `pkg/scheduler/framework/plugins/nodeports/node_ports.go` Fits',
  },
  PreferredAffinity: {
    fires: [
      'affinity:',
      '  nodeAffinity:',
      '    preferredDuringSchedulingIgnoredDuringExecution:',
      `    - {weight: 1, preference: {matchExpressions: [${is('disk', 'In', 'ssd')}]}}`,
    ].join('\n'),
    silent: required(is('disk', 'In', 'ssd')),
    source: 'kubernetes `pkg/controller/daemon/daemon_controller.go` NodeShouldRunDaemonPod',
  },
  PodAntiAffinity: {
    fires: antiAffinity('agent'),
    silent: antiAffinity('database'),
    source: `${DAEMON_UTIL} ReplaceDaemonSetPodNodeNameNodeAffinity`,
  },
  IgnoreAnnotation: {
    at: 'metadata',
    fires: "annotations: {ignore.podfit/PreferredAffinity: ''}",
    silent: 'annotations: {team: node}',
    source: 'podfit’s own',
  },
}
