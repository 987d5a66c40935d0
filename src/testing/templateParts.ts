/**
 * What pod templates have beside what scheduling reads, as the API server of any release since 1.21 serves it:
 * every field that is always written is there, and none that is left out.
 */

const CLAIM = {
  metadata: { labels: { tier: 'scratch' } },
  spec: {
    accessModes: ['ReadWriteOnce'],
    resources: { requests: { storage: '1Gi' } },
    volumeMode: 'Filesystem',
  },
}

const FIELD_REF = { apiVersion: 'v1', fieldPath: 'metadata.labels' }
const RESOURCE_FIELD_REF = { containerName: 'c', resource: 'limits.cpu', divisor: '0' }

/** Volumes of every kind that Go writes in its own way. */
export const VOLUMES: readonly object[] = [
  { emptyDir: {} },
  { emptyDir: { medium: 'Memory', sizeLimit: '64Mi' } },
  { hostPath: { path: '/var/log', type: '' } },
  { secret: { secretName: 's', defaultMode: 420, optional: false } },
  { configMap: { name: 'c', items: [{ key: 'k', path: 'p', mode: 0 }], defaultMode: 420 } },
  { ephemeral: { volumeClaimTemplate: CLAIM } },
  { ephemeral: { volumeClaimTemplate: { metadata: {}, spec: { resources: {} } } } },
  { ephemeral: {} },
  { persistentVolumeClaim: { claimName: 'pvc', readOnly: true } },
  { downwardAPI: { items: [{ path: 'l', fieldRef: FIELD_REF }], defaultMode: 420 } },
  { downwardAPI: { items: [{ path: 'r', resourceFieldRef: RESOURCE_FIELD_REF }] } },
  {
    projected: {
      sources: [
        { serviceAccountToken: { expirationSeconds: 3600, path: 'token' } },
        { configMap: { name: 'ca' } },
        { downwardAPI: {} },
        { secret: { optional: true } },
      ],
      defaultMode: 420,
    },
  },
  { projected: { sources: null } },
  { csi: { driver: 'd', readOnly: false, volumeAttributes: { a: '' } } },
  { nfs: { server: 's', path: '/' } },
  { iscsi: { targetPortal: 't', iqn: 'i', lun: 0, iscsiInterface: 'default' } },
  { rbd: { monitors: ['m'], image: 'i', pool: 'rbd', user: 'admin', keyring: '/k' } },
  { cephfs: { monitors: null } },
  { fc: { lun: 0, wwids: ['w'] } },
  { scaleIO: { gateway: 'g', system: 's', secretRef: null } },
  { azureDisk: { diskName: 'd', diskURI: 'u', readOnly: false } },
  { flexVolume: { driver: 'd', options: { o: '' } } },
]

const HANDLER = { exec: { command: ['true'] } }
const HTTP_GET = { path: '/', port: 8080, scheme: 'HTTP' }

/** Members of containers. */
export const CONTAINER_PARTS: readonly object[] = [
  { livenessProbe: { httpGet: { ...HTTP_GET, httpHeaders: [{ name: 'h', value: '' }] } } },
  { readinessProbe: { ...HANDLER, periodSeconds: 10, terminationGracePeriodSeconds: 0 } },
  { startupProbe: { tcpSocket: { port: 'http' }, failureThreshold: 3 } },
  { lifecycle: { postStart: HANDLER, preStop: { httpGet: HTTP_GET } } },
  { resources: { limits: { cpu: '1', memory: '64Mi' }, requests: { cpu: '100m' } } },
  {
    ports: [
      { containerPort: 53, protocol: 'UDP' },
      { containerPort: 53, protocol: 'TCP' },
    ],
  },
  {
    env: [
      { name: 'EMPTY' },
      { name: 'FIELD', valueFrom: { fieldRef: FIELD_REF } },
      { name: 'RESOURCE', valueFrom: { resourceFieldRef: RESOURCE_FIELD_REF } },
      { name: 'KEY', valueFrom: { secretKeyRef: { key: 'k', optional: true } } },
    ],
  },
  { envFrom: [{ configMapRef: {} }, { prefix: 'p_', secretRef: { name: 's' } }] },
  {
    volumeMounts: [{ name: 'v', mountPath: '/v' }],
    volumeDevices: [{ name: 'd', devicePath: '' }],
  },
  { securityContext: { capabilities: { add: ['NET_ADMIN'] }, runAsUser: 0, privileged: false } },
  { securityContext: {} },
  { terminationMessagePath: '/dev/termination-log', terminationMessagePolicy: 'File' },
]

/** Members of pod specs. */
export const SPEC_PARTS: readonly object[] = [
  { initContainers: [{ name: 'init', resources: {} }] },
  { ephemeralContainers: [{ name: 'debug', targetContainerName: 'c', resources: {} }] },
  {
    topologySpreadConstraints: [
      { maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule', labelSelector: {} },
    ],
  },
  {
    securityContext: {
      fsGroup: 0,
      seLinuxOptions: {},
      sysctls: [{ name: 's', value: '' }],
      supplementalGroups: [0],
    },
  },
  { dnsPolicy: 'Default', dnsConfig: { options: [{ name: 'ndots' }] } },
  { hostAliases: [{ ip: '127.0.0.1', hostnames: ['h'] }], imagePullSecrets: [{}] },
  { readinessGates: [{ conditionType: 'example.com/ready' }], overhead: { cpu: '10m' } },
  { terminationGracePeriodSeconds: 0, automountServiceAccountToken: false, priority: 0 },
  { serviceAccountName: 'agent', serviceAccount: 'agent', priorityClassName: 'high' },
]
