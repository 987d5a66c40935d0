/**
 * DaemonSets of the shapes that public charts render: agents for logs, metrics, networks, storage, devices and security,
 * with the parts of a pod that each of them is known for.
 */

type Parts = Readonly<Record<string, unknown>>

export interface ChartShape {
  readonly apiVersion: 'apps/v1'
  readonly kind: 'DaemonSet'
  readonly metadata: Parts
  readonly spec: { readonly template: Parts } & Parts
}

const host = (name: string, path = `/${name}`, type?: string): Parts => ({
  name,
  hostPath: { path, ...(type !== undefined && { type }) },
})
const mount = (name: string, mountPath = `/host/${name}`, more: Parts = {}): Parts => ({
  name,
  mountPath,
  ...more,
})
const readOnly = { readOnly: true }
const secret = (name: string, more: Parts = {}): Parts => ({
  name,
  secret: { secretName: name, ...more },
})
const config = (name: string, more: Parts = {}): Parts => ({ name, configMap: { name, ...more } })
const empty = (name: string, more: Parts = {}): Parts => ({ name, emptyDir: more })
const env = (name: string, value: string): Parts => ({ name, value })
const fromField = (name: string, fieldPath: string): Parts => ({
  name,
  valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath } },
})
const fromSecret = (name: string, key: string): Parts => ({
  name,
  valueFrom: { secretKeyRef: { name: 'keys', key, optional: true } },
})
const NODE_NAME = fromField('NODE_NAME', 'spec.nodeName')
const HOST_IP = fromField('HOST_IP', 'status.hostIP')
const port = (name: string, containerPort: number, more: Parts = {}): Parts => ({
  name,
  containerPort,
  protocol: 'TCP',
  ...more,
})
const http = (path: string, at: string | number, more: Parts = {}): Parts => ({
  httpGet: { path, port: at, scheme: 'HTTP' },
  initialDelaySeconds: 10,
  periodSeconds: 10,
  timeoutSeconds: 5,
  ...more,
})
const exec = (...command: readonly string[]): Parts => ({ exec: { command }, periodSeconds: 30 })
const needs = (cpu: string, memory: string, limit: Parts = {}): Parts => ({
  resources: { requests: { cpu, memory }, limits: { memory, ...limit } },
})
const PRIVILEGED = { securityContext: { privileged: true } }
const LEAST = {
  securityContext: {
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    runAsNonRoot: true,
    runAsUser: 65534,
    capabilities: { drop: ['ALL'] },
    seccompProfile: { type: 'RuntimeDefault' },
  },
}
const container = (name: string, more: Parts = {}): Parts => ({
  name,
  image: `registry.example.com/${name}:v1.2.3`,
  imagePullPolicy: 'IfNotPresent',
  ...more,
})
const EVERYWHERE = { tolerations: [{ operator: 'Exists' }] }
const NO_SCHEDULE = { tolerations: [{ effect: 'NoSchedule', operator: 'Exists' }] }
const LINUX = { nodeSelector: { 'kubernetes.io/os': 'linux' } }
const required = (...matchExpressions: readonly Parts[]): Parts => ({
  affinity: {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [{ matchExpressions }],
      },
    },
  },
})
const NOT_VIRTUAL = { key: 'type', operator: 'NotIn', values: ['virtual-kubelet'] }
const NOT_FARGATE = {
  key: 'eks.amazonaws.com/compute-type',
  operator: 'NotIn',
  values: ['fargate', 'hybrid'],
}
const CRITICAL = { priorityClassName: 'system-node-critical' }
const percent = (maxUnavailable: string | number, maxSurge?: string | number): Parts => ({
  updateStrategy: {
    type: 'RollingUpdate',
    rollingUpdate: { maxUnavailable, ...(maxSurge !== undefined && { maxSurge }) },
  },
})

const shape = (
  name: string,
  pod: Parts,
  { annotations, ...spec }: { readonly annotations?: Parts } & Parts = {},
): ChartShape => {
  const labels = { 'app.kubernetes.io/name': name, 'app.kubernetes.io/instance': 'main' }
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: {
      name,
      namespace: 'agents',
      labels: { ...labels, 'helm.sh/chart': `${name}-1.2.3` },
    },
    spec: {
      selector: { matchLabels: labels },
      ...spec,
      template: {
        metadata: { labels, ...(annotations !== undefined && { annotations }) },
        spec: { serviceAccountName: name, ...pod },
      },
    },
  }
}

/** A driver of the container storage interface: the plugin, and what registers and watches it. */
const csiDriver = (name: string, more: Parts = {}, plugin: Parts = {}): ChartShape =>
  shape(
    name,
    {
      ...CRITICAL,
      ...EVERYWHERE,
      hostNetwork: false,
      dnsPolicy: 'ClusterFirst',
      containers: [
        container('plugin', {
          args: ['node', '--endpoint=$(CSI_ENDPOINT)', '--v=2'],
          env: [env('CSI_ENDPOINT', 'unix:/csi/csi.sock'), NODE_NAME],
          ...PRIVILEGED,
          ports: [port('healthz', 9808)],
          livenessProbe: http('/healthz', 'healthz', { failureThreshold: 5 }),
          volumeMounts: [
            mount('kubelet-dir', '/var/lib/kubelet', { mountPropagation: 'Bidirectional' }),
            mount('plugin-dir', '/csi'),
            mount('device-dir', '/dev'),
          ],
          lifecycle: { preStop: { exec: { command: ['/bin/driver', 'pre-stop-hook'] } } },
          ...plugin,
        }),
        container('node-driver-registrar', {
          args: ['--csi-address=/csi/csi.sock', '--kubelet-registration-path=$(PATH)'],
          livenessProbe: exec('/csi-node-driver-registrar', '--mode=kubelet-registration-probe'),
          volumeMounts: [mount('plugin-dir', '/csi'), mount('registration-dir', '/registration')],
        }),
        container('liveness-probe', {
          args: ['--csi-address=/csi/csi.sock'],
          ...LEAST,
          volumeMounts: [mount('plugin-dir', '/csi')],
        }),
      ],
      volumes: [
        host('kubelet-dir', '/var/lib/kubelet', 'Directory'),
        host('plugin-dir', `/var/lib/kubelet/plugins/${name}/`, 'DirectoryOrCreate'),
        host('registration-dir', '/var/lib/kubelet/plugins_registry/', 'Directory'),
        host('device-dir', '/dev', 'Directory'),
      ],
      ...more,
    },
    { ...percent('10%'), revisionHistoryLimit: 10 },
  )

/** A plugin for devices, which a kubelet finds by its socket. */
const devicePlugin = (name: string, label: string, more: Parts = {}): ChartShape =>
  shape(
    name,
    {
      ...CRITICAL,
      tolerations: [
        { key: 'CriticalAddonsOnly', operator: 'Exists' },
        { key: label, operator: 'Exists', effect: 'NoSchedule' },
      ],
      ...required({ key: `${label}.present`, operator: 'In', values: ['true'] }),
      containers: [
        container('device-plugin', {
          env: [env('FAIL_ON_INIT_ERROR', 'false'), NODE_NAME],
          ...LEAST,
          volumeMounts: [mount('device-plugin', '/var/lib/kubelet/device-plugins')],
        }),
      ],
      volumes: [host('device-plugin', '/var/lib/kubelet/device-plugins')],
      ...more,
    },
    { updateStrategy: { type: 'RollingUpdate' } },
  )

const LOG_VOLUMES = [host('varlog', '/var/log'), host('containers', '/var/lib/docker/containers')]
const LOG_MOUNTS = [
  mount('varlog', '/var/log'),
  mount('containers', '/var/lib/docker/containers', readOnly),
]

/** A collector of logs. */
const logs = (name: string, more: Parts = {}, inContainer: Parts = {}): ChartShape =>
  shape(
    name,
    {
      ...NO_SCHEDULE,
      dnsPolicy: 'ClusterFirst',
      terminationGracePeriodSeconds: 30,
      containers: [
        container(name, {
          ports: [port('http', 2020)],
          env: [NODE_NAME],
          livenessProbe: http('/', 'http'),
          readinessProbe: http('/api/v1/health', 'http'),
          ...needs('100m', '128Mi'),
          volumeMounts: [mount('config', '/etc/agent'), ...LOG_MOUNTS],
          ...inContainer,
        }),
      ],
      volumes: [config('config', { defaultMode: 420 }), ...LOG_VOLUMES],
      ...more,
    },
    { annotations: { 'checksum/config': '3a1f' } },
  )

/** A plugin of a network: it lays its binaries down first. */
const network = (name: string, more: Parts = {}, inContainer: Parts = {}): ChartShape =>
  shape(
    name,
    {
      ...CRITICAL,
      ...LINUX,
      hostNetwork: true,
      ...EVERYWHERE,
      terminationGracePeriodSeconds: 0,
      initContainers: [
        container('install-cni', {
          command: ['/opt/cni/bin/install'],
          env: [env('CNI_CONF_NAME', `10-${name}.conflist`), env('SLEEP', 'false')],
          ...PRIVILEGED,
          volumeMounts: [
            mount('cni-bin-dir', '/host/opt/cni/bin'),
            mount('cni-net-dir', '/host/etc/cni/net.d'),
          ],
        }),
      ],
      containers: [
        container(name, {
          envFrom: [{ configMapRef: { name: 'services-endpoint', optional: true } }],
          env: [env('DATASTORE_TYPE', 'kubernetes'), NODE_NAME, HOST_IP],
          ...PRIVILEGED,
          resources: { requests: { cpu: '250m' } },
          lifecycle: { preStop: { exec: { command: ['/bin/node', '-shutdown'] } } },
          livenessProbe: { ...exec('/bin/node', '-live'), failureThreshold: 6 },
          readinessProbe: exec('/bin/node', '-ready'),
          volumeMounts: [
            mount('lib-modules', '/lib/modules', readOnly),
            mount('xtables-lock', '/run/xtables.lock'),
            mount('bpffs', '/sys/fs/bpf', { mountPropagation: 'HostToContainer' }),
          ],
          ...inContainer,
        }),
      ],
      volumes: [
        host('lib-modules', '/lib/modules'),
        host('xtables-lock', '/run/xtables.lock', 'FileOrCreate'),
        host('cni-bin-dir', '/opt/cni/bin', 'DirectoryOrCreate'),
        host('cni-net-dir', '/etc/cni/net.d'),
        host('bpffs', '/sys/fs/bpf', 'Directory'),
      ],
      ...more,
    },
    percent(1),
  )

/** What looks at the machine and tells numbers. */
const exporter = (name: string, at: number, more: Parts = {}, inContainer: Parts = {}) =>
  shape(
    name,
    {
      automountServiceAccountToken: false,
      hostNetwork: true,
      hostPID: true,
      ...LINUX,
      ...NO_SCHEDULE,
      securityContext: { fsGroup: 65534, runAsGroup: 65534, runAsNonRoot: true, runAsUser: 65534 },
      containers: [
        container(name, {
          args: ['--path.procfs=/host/proc', `--web.listen-address=[$(HOST_IP)]:${at}`],
          env: [HOST_IP],
          ports: [port('metrics', at, { hostPort: at })],
          livenessProbe: {
            failureThreshold: 3,
            httpGet: { httpHeaders: [{ name: 'X', value: 'y' }], path: '/', port: at },
          },
          volumeMounts: [
            mount('proc', '/host/proc', readOnly),
            mount('root', '/host/root', { mountPropagation: 'HostToContainer', readOnly: true }),
          ],
          ...inContainer,
        }),
      ],
      volumes: [host('proc', '/proc'), host('sys', '/sys'), host('root', '/')],
      ...more,
    },
    {
      annotations: { 'cluster-autoscaler.kubernetes.io/safe-to-evict': 'true' },
      ...percent(1),
      revisionHistoryLimit: 10,
    },
  )

export const CHART_SHAPES: readonly ChartShape[] = [
  exporter('node-exporter', 9100),
  exporter('process-exporter', 9256, {}, PRIVILEGED),
  exporter('smartctl-exporter', 9633, required(NOT_VIRTUAL), {
    securityContext: { privileged: true, runAsUser: 0 },
  }),
  exporter('ipmi-exporter', 9290, { nodeSelector: { 'feature.node/bmc': 'true' } }),
  exporter(
    'dcgm-exporter',
    9400,
    { runtimeClassName: 'nvidia', hostPID: false },
    {
      securityContext: { capabilities: { add: ['SYS_ADMIN'] }, runAsNonRoot: false, runAsUser: 0 },
      env: [NODE_NAME, env('DCGM_EXPORTER_KUBERNETES', 'true')],
    },
  ),
  exporter(
    'cadvisor',
    8080,
    {},
    { args: ['--housekeeping_interval=10s'], ...needs('400m', '400Mi', { cpu: '800m' }) },
  ),
  shape('windows-exporter', {
    hostNetwork: true,
    nodeSelector: { 'kubernetes.io/os': 'windows' },
    os: { name: 'windows' },
    securityContext: {
      windowsOptions: { hostProcess: true, runAsUserName: 'NT AUTHORITY\\system' },
    },
    initContainers: [
      container('configure-firewall', { command: ['powershell'], args: ['New-NetFirewallRule'] }),
    ],
    containers: [
      container('exporter', {
        args: ['--config.file=%CONTAINER%/config.yml'],
        ports: [port('metrics', 9182)],
      }),
    ],
    volumes: [config('config')],
  }),
  logs('fluent-bit'),
  logs(
    'fluentd',
    { priorityClassName: 'high' },
    {
      env: [
        env('RUBY_GC_HEAP_OLDOBJECT_LIMIT_FACTOR', '0.9'),
        fromSecret('PASSWORD', 'password'),
        NODE_NAME,
      ],
      envFrom: [{ secretRef: { name: 'output' } }],
    },
  ),
  logs(
    'promtail',
    {
      initContainers: [
        container('init', {
          command: ['sh', '-c', 'sysctl -w fs.inotify.max_user_instances=128'],
          ...PRIVILEGED,
        }),
      ],
    },
    {
      securityContext: {
        allowPrivilegeEscalation: false,
        capabilities: { drop: ['ALL'] },
        readOnlyRootFilesystem: true,
      },
      readinessProbe: http('/ready', 'http', { failureThreshold: 5, successThreshold: 1 }),
    },
  ),
  logs(
    'filebeat',
    { hostNetwork: true, dnsPolicy: 'ClusterFirstWithHostNet' },
    {
      args: ['-e', '-E', 'http.enabled=true'],
      livenessProbe: exec('sh', '-c', '#!/usr/bin/env bash -e\ncurl --fail 127.0.0.1:5066\n'),
    },
  ),
  logs(
    'vector',
    { securityContext: { seLinuxOptions: { type: 'spc_t' } }, shareProcessNamespace: false },
    { args: ['--config-dir', '/etc/vector/'] },
  ),
  logs('logging-operator-fluentbit', { imagePullSecrets: [{ name: 'registry' }] }),
  logs('alloy', {
    topologySpreadConstraints: [
      {
        maxSkew: 1,
        topologyKey: 'zone',
        whenUnsatisfiable: 'ScheduleAnyway',
        labelSelector: { matchLabels: { a: 'b' } },
      },
    ],
    containers: [
      container('alloy', {
        args: ['run', '/etc/alloy/config.alloy'],
        ports: [port('http', 12345)],
        volumeMounts: [mount('config', '/etc/alloy')],
      }),
      container('config-reloader', {
        args: ['--watched-dir=/etc/alloy'],
        volumeMounts: [mount('config', '/etc/alloy')],
        ...needs('10m', '50Mi'),
      }),
    ],
  }),
  logs(
    'otel-collector',
    { hostNetwork: false },
    {
      ports: [
        port('otlp', 4317, { hostPort: 4317 }),
        port('jaeger-compact', 6831, { hostPort: 6831, protocol: 'UDP' }),
      ],
      env: [
        fromField('K8S_POD_IP', 'status.podIP'),
        {
          name: 'GOMEMLIMIT',
          valueFrom: {
            resourceFieldRef: {
              resource: 'limits.memory',
              divisor: '1Mi',
              containerName: 'otel-collector',
            },
          },
        },
      ],
    },
  ),
  logs('splunk-otel-agent', {
    hostAliases: [{ ip: '10.0.0.1', hostnames: ['splunk.example.com'] }],
  }),
  network(
    'calico-node',
    {},
    {
      env: [
        env('IP_AUTODETECTION_METHOD', 'first-found'),
        env('FELIX_HEALTHENABLED', 'true'),
        {
          name: 'CLUSTER_TYPE',
          valueFrom: { configMapKeyRef: { name: 'calico-config', key: 'type' } },
        },
      ],
    },
  ),
  network(
    'cilium',
    {
      affinity: {
        podAntiAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [
            {
              labelSelector: { matchLabels: { 'k8s-app': 'cilium' } },
              topologyKey: 'kubernetes.io/hostname',
            },
          ],
        },
      },
      volumes: [
        empty('tmp'),
        host('bpf-maps', '/sys/fs/bpf', 'DirectoryOrCreate'),
        {
          name: 'clustermesh',
          projected: {
            defaultMode: 256,
            sources: [
              { secret: { name: 'cilium-clustermesh', optional: true } },
              {
                secret: {
                  name: 'remote',
                  optional: true,
                  items: [{ key: 'tls.key', path: 'common.key' }],
                },
              },
            ],
          },
        },
      ],
    },
    {
      startupProbe: http('/healthz', 9879, {
        failureThreshold: 105,
        periodSeconds: 2,
        successThreshold: 1,
      }),
      terminationMessagePolicy: 'FallbackToLogsOnError',
      securityContext: {
        seLinuxOptions: { level: 's0', type: 'spc_t' },
        capabilities: { add: ['CHOWN', 'KILL', 'NET_ADMIN', 'BPF'], drop: ['ALL'] },
      },
      lifecycle: { postStart: { exec: { command: ['bash', '-c', 'true'] } } },
    },
  ),
  network(
    'cilium-envoy',
    { hostNetwork: true },
    {
      command: ['/usr/bin/cilium-envoy-starter'],
      args: ['--', '-c /etc/envoy.json'],
      ports: [port('envoy-metrics', 9964, { hostPort: 9964 })],
    },
  ),
  network(
    'kube-flannel',
    {},
    {
      args: ['--ip-masq', '--kube-subnet-mgr'],
      securityContext: { privileged: false, capabilities: { add: ['NET_ADMIN', 'NET_RAW'] } },
    },
  ),
  network('weave-net', { hostPID: true }),
  network('antrea-agent', { affinity: required(NOT_VIRTUAL)['affinity'] }),
  network('kube-router', {}, { livenessProbe: http('/healthz', 20244) }),
  network(
    'multus',
    {
      tolerations: [
        { operator: 'Exists', effect: 'NoSchedule' },
        { operator: 'Exists', effect: 'NoExecute' },
      ],
    },
    { terminationMessagePolicy: 'FallbackToLogsOnError' },
  ),
  network(
    'whereabouts',
    {},
    { command: ['/bin/sh'], args: ['-c', 'SLEEP=false source /install-cni.sh'] },
  ),
  network(
    'aws-node',
    {
      ...required(
        { key: 'kubernetes.io/arch', operator: 'In', values: ['amd64', 'arm64'] },
        NOT_FARGATE,
      ),
      securityContext: {},
    },
    {
      ports: [port('metrics', 61678)],
      env: [
        env('ADDITIONAL_ENI_TAGS', '{}'),
        env('WARM_ENI_TARGET', '1'),
        fromField('MY_NODE_NAME', 'spec.nodeName'),
        fromField('MY_POD_NAME', 'metadata.name'),
      ],
      livenessProbe: exec('/app/grpc-health-probe', '-addr=:50051', '-connect-timeout=5s'),
    },
  ),
  network('ovs-cni'),
  network('sriov-cni', { nodeSelector: { 'beta.kubernetes.io/arch': 'amd64' } }),
  shape(
    'kube-proxy',
    {
      ...CRITICAL,
      ...LINUX,
      ...EVERYWHERE,
      hostNetwork: true,
      containers: [
        container('kube-proxy', {
          command: [
            'kube-proxy',
            '--config=/var/lib/kube-proxy/config.conf',
            '--hostname-override=$(NODE_NAME)',
          ],
          env: [NODE_NAME],
          ...PRIVILEGED,
          resources: {},
          terminationMessagePath: '/dev/termination-log',
          volumeMounts: [mount('kube-proxy', '/var/lib/kube-proxy')],
        }),
      ],
      volumes: [
        config('kube-proxy', { items: [{ key: 'config.conf', path: 'config.conf', mode: 420 }] }),
      ],
    },
    percent(1),
  ),
  shape(
    'node-local-dns',
    {
      ...CRITICAL,
      hostNetwork: true,
      dnsPolicy: 'Default',
      tolerations: [
        { key: 'CriticalAddonsOnly', operator: 'Exists' },
        { effect: 'NoExecute', operator: 'Exists' },
      ],
      containers: [
        container('node-cache', {
          args: ['-localip', '169.254.20.10,10.96.0.10'],
          ports: [port('dns', 53, { protocol: 'UDP' }), port('dns-tcp', 53), port('metrics', 9253)],
          livenessProbe: {
            httpGet: { host: '169.254.20.10', path: '/health', port: 8080 },
            initialDelaySeconds: 60,
          },
          securityContext: { capabilities: { add: ['NET_ADMIN'] } },
        }),
      ],
      volumes: [
        config('config-volume', { items: [{ key: 'Corefile', path: 'Corefile.base' }] }),
        config('kube-dns-config', { optional: true }),
      ],
    },
    {
      ...percent('10%'),
      annotations: { 'prometheus.io/port': '9253', 'prometheus.io/scrape': 'true' },
    },
  ),
  shape('metallb-speaker', {
    ...LINUX,
    hostNetwork: true,
    terminationGracePeriodSeconds: 2,
    tolerations: [
      { key: 'node-role.kubernetes.io/master', effect: 'NoSchedule', operator: 'Exists' },
    ],
    initContainers: [
      container('cp-frr-files', {
        securityContext: { runAsUser: 100, runAsGroup: 101 },
        command: ['/bin/sh', '-c', 'cp -rLf /tmp/frr/* /etc/frr/'],
      }),
    ],
    containers: [
      container('speaker', {
        args: ['--port=7472'],
        env: [NODE_NAME, fromSecret('METALLB_ML_SECRET_KEY', 'secretkey')],
        securityContext: {
          allowPrivilegeEscalation: false,
          capabilities: { drop: ['ALL'], add: ['NET_RAW'] },
        },
      }),
    ],
    volumes: [
      empty('frr-sockets'),
      { name: 'memberlist', secret: { secretName: 'memberlist', defaultMode: 420 } },
    ],
  }),
  shape(
    'ingress-nginx-controller',
    {
      dnsPolicy: 'ClusterFirstWithHostNet',
      ...LINUX,
      hostNetwork: true,
      terminationGracePeriodSeconds: 300,
      containers: [
        container('controller', {
          args: ['/nginx-ingress-controller', '--election-id=leader'],
          lifecycle: { preStop: { exec: { command: ['/wait-shutdown'] } } },
          ports: [
            port('http', 80, { hostPort: 80 }),
            port('https', 443, { hostPort: 443 }),
            port('webhook', 8443),
          ],
          env: [
            fromField('POD_NAME', 'metadata.name'),
            env('LD_PRELOAD', '/usr/local/lib/libmimalloc.so'),
          ],
          ...LEAST,
        }),
      ],
      volumes: [secret('webhook-cert')],
    },
    { minReadySeconds: 10, revisionHistoryLimit: 10, ...percent(1) },
  ),
  shape(
    'traefik',
    {
      automountServiceAccountToken: true,
      hostNetwork: false,
      containers: [
        container('traefik', {
          ports: [port('web', 8000, { hostPort: 80 }), port('traefik', 8080)],
          readinessProbe: http('/ping', 8080),
          ...LEAST,
          volumeMounts: [mount('data', '/data'), mount('tmp', '/tmp')],
        }),
      ],
      volumes: [empty('data'), empty('tmp')],
      securityContext: {
        runAsGroup: 65532,
        runAsNonRoot: true,
        runAsUser: 65532,
        fsGroupChangePolicy: 'OnRootMismatch',
      },
    },
    percent(0, 1),
  ),
  csiDriver(
    'ebs-csi-node',
    required(NOT_FARGATE, {
      key: 'node.kubernetes.io/instance-type',
      operator: 'NotIn',
      values: ['a1.medium'],
    }),
  ),
  csiDriver('efs-csi-node', {
    hostNetwork: true,
    dnsConfig: { nameservers: ['169.254.20.10'], options: [{ name: 'ndots', value: '2' }] },
  }),
  csiDriver('azuredisk-csi-node', {
    nodeSelector: { 'kubernetes.io/os': 'linux' },
    securityContext: { seccompProfile: { type: 'RuntimeDefault' } },
  }),
  csiDriver('pd-csi-node', { preemptionPolicy: 'PreemptLowerPriority' }),
  csiDriver('ceph-csi-rbd', {
    hostPID: true,
    hostNetwork: true,
    dnsPolicy: 'ClusterFirstWithHostNet',
    volumes: [
      empty('keys-tmp-dir', { medium: 'Memory', sizeLimit: '1Mi' }),
      {
        name: 'oidc-token',
        projected: {
          sources: [
            {
              serviceAccountToken: {
                path: 'oidc-token',
                expirationSeconds: 3600,
                audience: 'ceph-csi-kms',
              },
            },
          ],
        },
      },
    ],
  }),
  csiDriver(
    'secrets-store-csi',
    {},
    {
      resources: {
        limits: { cpu: '200m', memory: '200Mi' },
        requests: { cpu: '50m', memory: '100Mi' },
      },
    },
  ),
  csiDriver(
    'nfs-csi',
    { hostNetwork: true },
    {
      securityContext: {
        privileged: true,
        capabilities: { add: ['SYS_ADMIN'] },
        allowPrivilegeEscalation: true,
      },
    },
  ),
  csiDriver('local-path', {
    volumes: [
      {
        name: 'claim',
        ephemeral: {
          volumeClaimTemplate: {
            metadata: { labels: { a: 'b' } },
            spec: {
              accessModes: ['ReadWriteOnce'],
              storageClassName: 'fast',
              resources: { requests: { storage: '1Gi' } },
            },
          },
        },
      },
    ],
  }),
  csiDriver(
    'longhorn-csi-plugin',
    {},
    { lifecycle: { preStop: { exec: { command: ['rm', '-f', '/csi/csi.sock'] } } } },
  ),
  shape(
    'longhorn-manager',
    {
      priorityClassName: 'longhorn-critical',
      containers: [
        container('longhorn-manager', {
          command: ['longhorn-manager', '-d', 'daemon'],
          ports: [port('manager', 9500), port('admission-wh', 9502)],
          readinessProbe: { httpGet: { path: '/v1/healthz', port: 9502, scheme: 'HTTPS' } },
          ...PRIVILEGED,
          volumeMounts: [
            mount('dev', '/host/dev/'),
            mount('longhorn', '/var/lib/longhorn/', { mountPropagation: 'Bidirectional' }),
          ],
        }),
      ],
      volumes: [
        host('dev', '/dev/'),
        host('longhorn', '/var/lib/longhorn/'),
        secret('longhorn-grpc-tls', { optional: true }),
      ],
    },
    percent('100%'),
  ),
  shape('openebs-ndm', {
    hostNetwork: true,
    containers: [
      container('node-disk-manager', {
        args: ['-v', '4', '--feature-gates=GPTBasedUUID'],
        env: [env('SPARSE_FILE_SIZE', '10737418240'), env('SPARSE_FILE_COUNT', '0')],
        livenessProbe: exec('pgrep', '.*ndm'),
        ...PRIVILEGED,
        volumeMounts: [mount('udev', '/run/udev')],
      }),
    ],
    volumes: [host('udev', '/run/udev', 'Directory'), host('sparsepath', '/var/openebs/sparse')],
  }),
  devicePlugin('nvidia-device-plugin', 'nvidia.com/gpu', { runtimeClassName: 'nvidia' }),
  devicePlugin('amdgpu-device-plugin', 'amd.com/gpu'),
  devicePlugin('intel-gpu-plugin', 'gpu.intel.com/i915', {
    initContainers: [container('init', { resources: { limits: { cpu: '100m' } } })],
  }),
  devicePlugin('sriov-device-plugin', 'intel.com/sriov', { hostNetwork: true }),
  devicePlugin('tpu-device-plugin', 'google.com/tpu', {
    resourceClaims: [{ name: 'tpu', resourceClaimTemplateName: 'tpu' }],
    containers: [
      container('tpu', {
        resources: { claims: [{ name: 'tpu' }], limits: { 'google.com/tpu': 4 } },
      }),
    ],
  }),
  shape('gpu-feature-discovery', {
    ...LINUX,
    ...EVERYWHERE,
    ...required({ key: 'feature.node.kubernetes.io/pci-10de.present', operator: 'Exists' }),
    containers: [
      container('gfd', {
        env: [env('MIG_STRATEGY', 'none')],
        ...PRIVILEGED,
        volumeMounts: [
          mount('output-dir', '/etc/kubernetes/node-feature-discovery/features.d'),
          mount('host-sys', '/sys', readOnly),
        ],
      }),
    ],
    volumes: [
      host('output-dir', '/etc/kubernetes/node-feature-discovery/features.d'),
      host('host-sys', '/sys'),
    ],
  }),
  shape('nfd-worker', {
    dnsPolicy: 'ClusterFirstWithHostNet',
    containers: [
      container('worker', {
        command: ['nfd-worker'],
        ports: [port('metrics', 8081)],
        startupProbe: { failureThreshold: 30, grpc: { port: 8082 } },
        livenessProbe: { grpc: { port: 8082, service: '' }, initialDelaySeconds: 10 },
        ...LEAST,
        resources: { limits: { memory: '512Mi' }, requests: { cpu: '5m', memory: '64Mi' } },
      }),
    ],
    volumes: [
      host('host-boot', '/boot'),
      config('nfd-worker-conf', { items: [{ key: 'nfd-worker.conf', path: 'nfd-worker.conf' }] }),
    ],
  }),
  shape(
    'falco',
    {
      ...EVERYWHERE,
      initContainers: [
        container('falco-driver-loader', {
          args: ['auto'],
          ...PRIVILEGED,
          env: [env('HOST_ROOT', '/host')],
        }),
        container('falcoctl-artifact-follow', {
          restartPolicy: 'Always',
          args: ['artifact', 'follow', '--log-format=json'],
          volumeMounts: [mount('plugins', '/plugins')],
        }),
      ],
      containers: [
        container('falco', {
          args: ['/usr/bin/falco', '-pk'],
          env: [fromField('FALCO_HOSTNAME', 'spec.nodeName')],
          tty: false,
          ...PRIVILEGED,
          livenessProbe: http('/healthz', 8765, { initialDelaySeconds: 60, periodSeconds: 15 }),
          volumeMounts: [mount('root-falco-fs', '/root/.falco'), mount('proc-fs', '/host/proc')],
        }),
      ],
      volumes: [
        empty('plugins'),
        empty('root-falco-fs'),
        host('proc-fs', '/proc'),
        config('falco-yaml', { items: [{ key: 'falco.yaml', path: 'falco.yaml' }] }),
      ],
    },
    {
      annotations: {
        'checksum/rules': '01ba',
        'container.apparmor.security.beta.kubernetes.io/falco': 'unconfined',
      },
    },
  ),
  shape(
    'datadog',
    {
      hostPID: true,
      dnsPolicy: 'ClusterFirst',
      ...LINUX,
      securityContext: { runAsUser: 0 },
      initContainers: [
        container('seccomp-setup', {
          command: [
            'cp',
            '/etc/config/system-probe-seccomp.json',
            '/host/var/lib/kubelet/seccomp/system-probe',
          ],
        }),
      ],
      containers: [
        container('agent', {
          command: ['agent', 'run'],
          ports: [port('dogstatsdport', 8125, { protocol: 'UDP' })],
          env: [
            fromSecret('DD_API_KEY', 'api-key'),
            fromField('DD_KUBERNETES_KUBELET_HOST', 'status.hostIP'),
            env('DD_PROCESS_AGENT_ENABLED', 'true'),
          ],
          livenessProbe: http('/live', 5555, { failureThreshold: 6 }),
          startupProbe: http('/startup', 5555),
        }),
        container('system-probe', {
          securityContext: {
            privileged: false,
            capabilities: { add: ['SYS_ADMIN', 'SYS_PTRACE'] },
            seccompProfile: { type: 'Localhost', localhostProfile: 'system-probe' },
            appArmorProfile: { type: 'Unconfined' },
          },
          volumeMounts: [mount('debugfs', '/sys/kernel/debug', { mountPropagation: 'None' })],
        }),
      ],
      volumes: [
        empty('auth-token'),
        host('procdir', '/proc'),
        host('cgroups', '/sys/fs/cgroup'),
        host('debugfs', '/sys/kernel/debug'),
      ],
    },
    percent('10%'),
  ),
  shape(
    'newrelic-infrastructure',
    {
      hostNetwork: true,
      hostIPC: false,
      containers: [
        container('kubelet', {
          envFrom: [],
          env: [
            env('NRI_KUBERNETES_SINK_HTTP_PORT', '8002'),
            fromField('NRI_KUBERNETES_NODENAME', 'spec.nodeName'),
          ],
          ...LEAST,
        }),
      ],
    },
    { updateStrategy: { type: 'OnDelete' } },
  ),
  shape('dynatrace-oneagent', {
    hostIPC: true,
    hostPID: true,
    containers: [
      container('agent', {
        securityContext: {
          runAsNonRoot: false,
          capabilities: { add: ['DAC_OVERRIDE', 'SYS_CHROOT'] },
        },
        stdin: true,
        stdinOnce: false,
        workingDir: '/opt',
      }),
    ],
    volumes: [host('host-root', '/')],
  }),
  shape('velero-node-agent', {
    containers: [
      container('node-agent', {
        command: ['/velero'],
        args: ['node-agent', 'server'],
        env: [fromField('VELERO_NAMESPACE', 'metadata.namespace')],
        volumeMounts: [
          mount('host-pods', '/host_pods', { mountPropagation: 'HostToContainer' }),
          mount('credentials', '/credentials', { subPath: 'cloud' }),
        ],
      }),
    ],
    volumes: [host('host-pods', '/var/lib/kubelet/pods'), secret('credentials')],
  }),
  shape('spire-agent', {
    hostPID: true,
    hostNetwork: true,
    containers: [
      container('spire-agent', {
        args: ['-config', '/run/spire/config/agent.conf'],
        volumeMounts: [mount('spire-token', '/var/run/secrets/tokens')],
      }),
    ],
    volumes: [
      {
        name: 'spire-token',
        projected: {
          sources: [
            {
              serviceAccountToken: {
                path: 'spire-agent',
                expirationSeconds: 7200,
                audience: 'spire-server',
              },
            },
            {
              downwardAPI: {
                items: [{ path: 'labels', fieldRef: { fieldPath: 'metadata.labels' } }],
              },
            },
          ],
        },
      },
      {
        name: 'csi',
        csi: { driver: 'csi.spiffe.io', readOnly: true, volumeAttributes: { a: 'b' } },
      },
    ],
  }),
  shape(
    'kured',
    {
      hostPID: true,
      restartPolicy: 'Always',
      tolerations: [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }],
      containers: [
        container('kured', {
          command: ['/usr/bin/kured'],
          args: ['--reboot-sentinel=/sentinel/reboot-required'],
          env: [fromField('KURED_NODE_ID', 'spec.nodeName')],
          ...PRIVILEGED,
          volumeMounts: [mount('sentinel', '/sentinel', readOnly)],
        }),
      ],
      volumes: [host('sentinel', '/var/run', 'Directory')],
    },
    { updateStrategy: { type: 'RollingUpdate' } },
  ),
  shape(
    'node-problem-detector',
    {
      terminationGracePeriodSeconds: 30,
      containers: [
        container('npd', {
          command: ['/bin/sh', '-c', 'exec /node-problem-detector'],
          env: [NODE_NAME],
          ...PRIVILEGED,
          ports: [port('exporter', 20257)],
          volumeMounts: [mount('localtime', '/etc/localtime', readOnly)],
        }),
      ],
      volumes: [host('localtime', '/etc/localtime', 'FileOrCreate')],
    },
    { ...percent(1), minReadySeconds: 5 },
  ),
  shape(
    'image-puller',
    {
      initContainers: [container('pull', { command: ['sh', '-c', 'true'] })],
      containers: [container('pause', { resources: { requests: { cpu: 0, memory: 0 } } })],
      terminationGracePeriodSeconds: 0,
      schedulerName: 'default-scheduler',
      overhead: { cpu: '10m' },
    },
    percent('100%'),
  ),
  shape(
    'hugepages-tuner',
    {
      setHostnameAsFQDN: false,
      enableServiceLinks: false,
      hostname: 'tuner',
      subdomain: 'tuners',
      readinessGates: [{ conditionType: 'example.com/ready' }],
      activeDeadlineSeconds: null,
      containers: [
        container('tuner', {
          resources: { limits: { 'hugepages-2Mi': '64Mi', memory: '64Mi', cpu: 1 } },
          volumeMounts: [mount('hugepages', '/hugepages')],
          volumeDevices: [{ name: 'block', devicePath: '/dev/x' }],
        }),
      ],
      volumes: [
        empty('hugepages', { medium: 'HugePages' }),
        { name: 'block', persistentVolumeClaim: { claimName: 'block', readOnly: false } },
      ],
      securityContext: {
        sysctls: [{ name: 'net.core.somaxconn', value: '1024' }],
        supplementalGroups: [1, 2],
      },
    },
    percent('25%', 0),
  ),
]
