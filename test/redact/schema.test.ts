import { describe, expect, it } from 'vitest'
import type { Renamer } from '../../src/redact/renamer.js'
import {
  daemonSetReducer,
  nodeReducer,
  podReducer,
  revisionReducer,
  templateReducer,
} from '../../src/redact/schema.js'

const RENAMER: Renamer = {
  name: (kind) => `<${kind}>`,
  key: () => '<key>',
  value: () => '<value>',
}

const SECRET = 'secret'

/** An object in which every text that says something about anybody is the secret. */
const metadata = {
  name: SECRET,
  generateName: SECRET,
  namespace: SECRET,
  uid: SECRET,
  labels: { [SECRET]: SECRET },
  annotations: {
    [SECRET]: SECRET,
    'deprecated.daemonset.template.generation': '3',
    'kubernetes.io/config.mirror': SECRET,
  },
  finalizers: [SECRET, 'orphan'],
  ownerReferences: [
    { apiVersion: 'apps/v1', kind: 'DaemonSet', name: SECRET, uid: SECRET, controller: true },
    { apiVersion: 'v1', kind: 'Node', name: SECRET },
    { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: SECRET },
    { name: SECRET },
  ],
  managedFields: [{ manager: SECRET }],
}

const term = {
  matchExpressions: [{ key: SECRET, operator: 'In', values: [SECRET] }],
  matchFields: [
    { key: 'metadata.name', operator: 'In', values: [SECRET] },
    { key: 'metadata.namespace', operator: 'In', values: [SECRET] },
  ],
}

const container = {
  name: SECRET,
  image: SECRET,
  command: [SECRET],
  env: [{ name: SECRET, value: SECRET }],
  ports: [{ name: SECRET, containerPort: 80, hostPort: 8080, hostIP: SECRET, protocol: 'TCP' }],
  resources: { limits: { [SECRET]: 1 }, claims: [{ name: SECRET }] },
}

const podTerms = { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: SECRET }] }

const spec = {
  nodeName: SECRET,
  nodeSelector: { [SECRET]: SECRET },
  serviceAccountName: SECRET,
  affinity: {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [term] },
      preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, preference: term }],
    },
    podAffinity: podTerms,
    podAntiAffinity: podTerms,
  },
  tolerations: [{ key: SECRET, operator: 'Equal', value: SECRET, effect: 'NoSchedule' }],
  containers: [container],
  initContainers: [container],
  volumes: [{ name: SECRET, secret: { secretName: SECRET } }],
  topologySpreadConstraints: [{ topologyKey: SECRET }],
  resourceClaims: [{ name: SECRET }],
  schedulingGates: [{ name: SECRET }],
}

const template = { metadata, spec }
const conditions = [{ type: 'Ready', status: 'True', message: SECRET, reason: 'KubeletReady' }]

const containerStatuses = [
  {
    name: SECRET,
    image: SECRET,
    imageID: SECRET,
    state: { waiting: { reason: 'CrashLoopBackOff', message: SECRET } },
    lastState: { terminated: { reason: 'Error', exitCode: 1, containerID: SECRET } },
  },
]

const OBJECTS = [
  [
    'a node',
    nodeReducer,
    {
      metadata,
      spec: { providerID: SECRET, taints: [{ key: SECRET, value: SECRET, effect: 'NoExecute' }] },
      status: { conditions, addresses: [SECRET], images: [SECRET] },
    },
  ],
  [
    'a pod',
    podReducer,
    { metadata, spec, status: { phase: 'Running', podIP: SECRET, conditions } },
  ],
  [
    'a DaemonSet',
    daemonSetReducer,
    {
      metadata,
      spec: {
        selector: { matchLabels: { [SECRET]: SECRET }, matchExpressions: term.matchExpressions },
        template,
        updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, [SECRET]: 1 } },
      },
      status: { numberReady: 3, conditions: [SECRET] },
    },
  ],
  ['a revision', revisionReducer, { metadata, revision: 3, data: { [SECRET]: SECRET } }],
  ['a template', templateReducer, template],
] as const

describe('what is shown', () => {
  it.each(OBJECTS)('of %s tells no secret', (_what, reducer, object) => {
    expect(JSON.stringify(reducer(object, RENAMER))).not.toContain(SECRET)
  })

  it('is what scheduling reads', () => {
    const shown = nodeReducer(OBJECTS[0][2], RENAMER)
    expect(shown).toEqual({
      metadata: {
        name: '<node>',
        namespace: '<namespace>',
        uid: '<uid>',
        labels: { '<key>': '<value>' },
        annotations: {
          'deprecated.daemonset.template.generation': '3',
          'kubernetes.io/config.mirror': 'mirror',
        },
        finalizers: ['orphan'],
        ownerReferences: [
          {
            apiVersion: 'apps/v1',
            kind: 'DaemonSet',
            name: '<daemonSet>',
            uid: '<uid>',
            controller: true,
          },
          { apiVersion: 'v1', kind: 'Node', name: '<node>' },
          { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: '<owner>' },
          { name: '<owner>' },
        ],
      },
      spec: { taints: [{ key: '<key>', value: '<value>', effect: 'NoExecute' }] },
      status: { conditions: [{ type: 'Ready', status: 'True', reason: 'KubeletReady' }] },
    })
    expect(
      nodeReducer({ metadata: { finalizers: [SECRET], ownerReferences: ['?'] } }, RENAMER),
    ).toEqual({
      metadata: { ownerReferences: [null] },
    })
  })

  it('is what containers do, and why they stopped', () => {
    expect(podReducer({ status: { reason: 'Evicted', containerStatuses } }, RENAMER)).toEqual({
      status: {
        reason: 'Evicted',
        containerStatuses: [
          {
            name: '<container>',
            image: '<image>',
            state: { waiting: { reason: 'CrashLoopBackOff' } },
            lastState: { terminated: { reason: 'Error', exitCode: 1 } },
          },
        ],
      },
    })
  })

  it('is what tells whether a sidecar takes a port of its node', () => {
    const sidecar = { restartPolicy: 'Always', ports: [{ hostPort: 80, hostIP: '10.0.0.1' }] }
    expect(templateReducer({ spec: { initContainers: [sidecar] } }, RENAMER)).toEqual({
      spec: {
        initContainers: [
          { restartPolicy: 'Always', ports: [{ hostPort: 80, hostIP: '<address>' }] },
        ],
      },
    })
  })

  it('says that there are volumes, claims and the like, not which', () => {
    expect(
      templateReducer({ spec: { volumes: spec.volumes, schedulingGates: [] } }, RENAMER),
    ).toEqual({
      spec: { volumes: [{ name: 'redacted', emptyDir: {} }], schedulingGates: [] },
    })
  })
})
