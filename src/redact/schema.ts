import { metadataOf } from './metadataSchema.js'
import {
  keyed,
  kept,
  labels,
  listOf,
  renamed,
  objectOf,
  quantities,
  shownAs,
  text,
  type Reducer,
} from './reduce.js'

/** What is shown of each kind of object: what scheduling and the controller read, and nothing else. */

const valueOf =
  (key: string): Reducer =>
  (value, renamer) =>
    text((of) => renamer.value(key, of))(value, renamer)

const requirement = keyed({ operator: () => kept, values: (key) => listOf(valueOf(key)) })

const fieldRequirement = objectOf({
  key: kept,
  operator: kept,
  values: listOf(renamed('node')),
})

const term = objectOf({
  matchExpressions: listOf(requirement),
  matchFields: listOf(fieldRequirement),
})

const nodeAffinity = objectOf({
  requiredDuringSchedulingIgnoredDuringExecution: objectOf({ nodeSelectorTerms: listOf(term) }),
  preferredDuringSchedulingIgnoredDuringExecution: listOf(
    objectOf({ weight: kept, preference: term }),
  ),
})

const podTerms = shownAs({
  preferredDuringSchedulingIgnoredDuringExecution: [
    { weight: 1, podAffinityTerm: { topologyKey: 'redacted' } },
  ],
})

const toleration = keyed({
  operator: () => kept,
  value: valueOf,
  effect: () => kept,
  tolerationSeconds: () => kept,
})

const redactedItem = shownAs([{ name: 'redacted' }])

const resources = objectOf({ limits: quantities, requests: quantities, claims: redactedItem })

const container = objectOf({
  name: renamed('container'),
  image: renamed('image'),
  restartPolicy: kept,
  ports: listOf(
    objectOf({ containerPort: kept, hostPort: kept, hostIP: renamed('address'), protocol: kept }),
  ),
  resources,
})

const podSpec = objectOf({
  nodeName: renamed('node'),
  nodeSelector: labels,
  affinity: objectOf({ nodeAffinity, podAffinity: podTerms, podAntiAffinity: podTerms }),
  tolerations: listOf(toleration),
  hostNetwork: kept,
  restartPolicy: kept,
  activeDeadlineSeconds: kept,
  containers: listOf(container),
  initContainers: listOf(container),
  resources,
  topologySpreadConstraints: shownAs([
    { maxSkew: 1, topologyKey: 'redacted', whenUnsatisfiable: 'ScheduleAnyway' },
  ]),
  volumes: shownAs([{ name: 'redacted', emptyDir: {} }]),
  resourceClaims: redactedItem,
  schedulingGates: redactedItem,
})

/** A pod template, as a DaemonSet or a revision has it. */
export const templateReducer: Reducer = objectOf({
  metadata: objectOf({ labels, creationTimestamp: kept }),
  spec: podSpec,
})

const conditions = listOf(
  objectOf({ type: kept, status: kept, reason: kept, lastTransitionTime: kept }),
)

const containerState = objectOf({
  waiting: objectOf({ reason: kept }),
  running: objectOf({ startedAt: kept }),
  terminated: objectOf({ reason: kept, exitCode: kept, finishedAt: kept }),
})

const containerStatuses = listOf(
  objectOf({
    name: renamed('container'),
    image: renamed('image'),
    ready: kept,
    started: kept,
    restartCount: kept,
    state: containerState,
    lastState: containerState,
  }),
)

export const nodeReducer: Reducer = objectOf({
  metadata: metadataOf('node'),
  spec: objectOf({
    taints: listOf(keyed({ value: valueOf, effect: () => kept, timeAdded: () => kept })),
    unschedulable: kept,
  }),
  status: objectOf({ conditions }),
})

export const podReducer: Reducer = objectOf({
  metadata: metadataOf('pod'),
  spec: podSpec,
  status: objectOf({
    phase: kept,
    reason: kept,
    conditions,
    initContainerStatuses: containerStatuses,
    containerStatuses,
  }),
})

export const daemonSetReducer: Reducer = objectOf({
  metadata: metadataOf('daemonSet'),
  spec: objectOf({
    selector: objectOf({ matchLabels: labels, matchExpressions: listOf(requirement) }),
    template: templateReducer,
    updateStrategy: objectOf({
      type: kept,
      rollingUpdate: objectOf({ maxUnavailable: kept, maxSurge: kept }),
    }),
    minReadySeconds: kept,
    revisionHistoryLimit: kept,
  }),
  status: objectOf({
    currentNumberScheduled: kept,
    numberMisscheduled: kept,
    desiredNumberScheduled: kept,
    numberReady: kept,
    observedGeneration: kept,
    updatedNumberScheduled: kept,
    numberAvailable: kept,
    numberUnavailable: kept,
    collisionCount: kept,
  }),
})

export const revisionReducer: Reducer = objectOf({
  metadata: metadataOf('revision'),
  revision: kept,
})

export const namespaceReducer: Reducer = objectOf({
  metadata: metadataOf('namespace'),
  status: objectOf({ phase: kept }),
})
