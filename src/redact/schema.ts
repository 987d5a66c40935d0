import { isJsonObject } from '../data/own.js'
import { readSelectorText } from '../kube/namespace.js'
import {
  ANNOTATION_MIRROR,
  ANNOTATION_NODE_SELECTOR,
  ANNOTATION_TEMPLATE_GENERATION,
  FINALIZER_ARGO_HOOK,
  FINALIZER_FOREGROUND,
  FINALIZER_ORPHAN,
} from '../kube/wellKnown.js'
import type { TextKind } from './pseudonyms.js'
import {
  keyed,
  kept,
  labels,
  listOf,
  objectOf,
  onlyKnown,
  quantities,
  renamed,
  shownAs,
  text,
  type Reducer,
} from './reduce.js'

/** What is shown of each kind of object: what scheduling and the controller read, and nothing else. */

/** The annotation that says for how many identical nodes a node stands. */
export const ANNOTATION_NODES = 'podfit/nodes'

const FINALIZERS: ReadonlySet<unknown> = new Set([
  FINALIZER_ORPHAN,
  FINALIZER_FOREGROUND,
  FINALIZER_ARGO_HOOK,
])

const finalizers: Reducer = (value) => {
  const shown = Array.isArray(value) ? value.filter((each) => FINALIZERS.has(each)) : []
  return shown.length === 0 ? undefined : shown
}

/** The name of an owner is one of the names of its kind. */
const OWNERS: Readonly<Record<string, Parameters<typeof renamed>[0]>> = {
  DaemonSet: 'daemonSet',
  Node: 'node',
}

const owner: Reducer = (value, renamer) => {
  const kind = isJsonObject(value) ? value['kind'] : undefined
  const names = typeof kind === 'string' && Object.hasOwn(OWNERS, kind) ? OWNERS[kind] : undefined
  return objectOf({
    apiVersion: kept,
    kind: kept,
    name: renamed(names ?? 'owner'),
    uid: renamed('uid'),
    controller: kept,
    blockOwnerDeletion: kept,
  })(value, renamer)
}

/** A node selector as text, whose labels are renamed; one that cannot be read is left out. */
const selectorText: Reducer = (value, renamer) => {
  const entries = Object.entries(typeof value === 'string' ? readSelectorText(value) : {})
  const shown = entries.map(([key, of]) => `${renamer.key(key)}=${renamer.value(key, of)}`)
  return shown.length === 0 ? undefined : shown.join(',')
}

/** What is shown of the metadata of an object whose name is of some kind. */
export const metadataOf = (kind: Exclude<TextKind, 'key' | 'value'>): Reducer =>
  objectOf({
    name: renamed(kind),
    namespace: renamed('namespace'),
    uid: renamed('uid'),
    generation: kept,
    labels,
    annotations: onlyKnown({
      [ANNOTATION_TEMPLATE_GENERATION]: kept,
      [ANNOTATION_MIRROR]: text(() => 'mirror'),
      [ANNOTATION_NODES]: kept,
      [ANNOTATION_NODE_SELECTOR]: selectorText,
    }),
    creationTimestamp: kept,
    deletionTimestamp: kept,
    deletionGracePeriodSeconds: kept,
    finalizers,
    ownerReferences: listOf(owner),
  })

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
    conditions,
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
