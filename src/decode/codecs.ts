import type { Affinity, NodeSelectorTerm } from '../kube/affinity.js'
import type { Condition, ObjectMeta } from '../kube/objectMeta.js'
import type { ControllerRevision } from '../kube/controllerRevision.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import type { Event } from '../kube/event.js'
import type { LabelSelector } from '../kube/labelSelector.js'
import type { Namespace } from '../kube/namespace.js'
import type { Node } from '../kube/node.js'
import type { Container, ContainerState, ContainerStatus, Pod, PodSpec } from '../kube/pod.js'
import type { PodTemplate } from '../kube/podTemplate.js'
import type { Taint } from '../kube/taint.js'
import type { Toleration } from '../kube/toleration.js'
import { ANNOTATION_MIRROR } from '../kube/wellKnown.js'
import {
  boolean,
  int32,
  int64,
  intOrString,
  list,
  named,
  onlyKeys,
  stringMap,
  struct,
  text,
  theKind,
  time,
  type GoType,
} from './goTypes.js'

/** @since 0.1.0 */
export const TaintCodec: GoType<Taint> = named(
  'Taint',
  struct({
    key: text,
    value: text,
    effect: text,
    timeAdded: time,
  }),
)

/** @since 0.1.0 */
export const TolerationCodec: GoType<Toleration> = named(
  'Toleration',
  struct({
    key: text,
    operator: text,
    value: text,
    effect: text,
    tolerationSeconds: int64,
  }),
)

/** @since 0.1.0 */
export const ObjectMetaCodec: GoType<ObjectMeta> = named(
  'ObjectMeta',
  struct({
    name: text,
    namespace: text,
    uid: text,
    generation: int64,
    labels: stringMap,
    annotations: onlyKeys(stringMap, [ANNOTATION_MIRROR]),
    creationTimestamp: time,
    deletionTimestamp: time,
    deletionGracePeriodSeconds: int64,
    finalizers: list(text, ''),
    ownerReferences: list(
      struct({
        apiVersion: text,
        kind: text,
        name: text,
        uid: text,
        controller: boolean,
        blockOwnerDeletion: boolean,
      }),
      {},
    ),
  }),
)

const requirements = list(struct({ key: text, operator: text, values: list(text, '') }), {})

/** @since 0.1.0 */
export const LabelSelectorCodec: GoType<LabelSelector> = named(
  'LabelSelector',
  struct({
    matchLabels: stringMap,
    matchExpressions: requirements,
  }),
)

/** @since 0.1.0 */
export const NodeSelectorTermCodec: GoType<NodeSelectorTerm> = named(
  'NodeSelectorTerm',
  struct({
    matchExpressions: requirements,
    matchFields: requirements,
  }),
)

/** @since 0.1.0 */
export const AffinityCodec: GoType<Affinity> = named(
  'Affinity',
  struct({
    nodeAffinity: struct({
      requiredDuringSchedulingIgnoredDuringExecution: struct({
        nodeSelectorTerms: list(NodeSelectorTermCodec, {}),
      }),
      preferredDuringSchedulingIgnoredDuringExecution: list(
        struct({ weight: int32, preference: NodeSelectorTermCodec }),
        {},
      ),
    }),
  }),
)

const ContainerCodec: GoType<Container> = named(
  'Container',
  struct({
    name: text,
    image: text,
    restartPolicy: text,
    ports: list(
      struct({ containerPort: int32, hostPort: int32, hostIP: text, protocol: text, name: text }),
      {},
    ),
  }),
)

/** @since 0.1.0 */
export const PodSpecCodec: GoType<PodSpec> = named(
  'PodSpec',
  struct({
    nodeName: text,
    nodeSelector: stringMap,
    affinity: AffinityCodec,
    tolerations: list(TolerationCodec, {}),
    hostNetwork: boolean,
    restartPolicy: text,
    activeDeadlineSeconds: int64,
    containers: list(ContainerCodec, {}),
    initContainers: list(ContainerCodec, {}),
  }),
)

/** @since 0.1.0 */
export const PodTemplateCodec: GoType<PodTemplate> = named(
  'PodTemplate',
  struct({
    metadata: ObjectMetaCodec,
    spec: PodSpecCodec,
  }),
)

const ConditionCodec: GoType<Condition> = named(
  'Condition',
  struct({
    type: text,
    status: text,
    reason: text,
    message: text,
    lastTransitionTime: time,
  }),
)

const typeMeta = (kind: string) => ({
  apiVersion: text,
  kind: theKind(kind),
  metadata: ObjectMetaCodec,
})

/** @since 0.1.0 */
export const NodeCodec: GoType<Node> = named(
  'Node',
  struct({
    ...typeMeta('Node'),
    spec: struct({ taints: list(TaintCodec, {}), unschedulable: boolean }),
    status: struct({ conditions: list(ConditionCodec, {}) }),
  }),
)

const ContainerStateCodec: GoType<ContainerState> = named(
  'ContainerState',
  struct({
    waiting: struct({ reason: text, message: text }),
    running: struct({ startedAt: time }),
    terminated: struct({ reason: text, exitCode: int32, finishedAt: time }),
  }),
)

const ContainerStatusCodec: GoType<ContainerStatus> = named(
  'ContainerStatus',
  struct({
    name: text,
    image: text,
    ready: boolean,
    started: boolean,
    restartCount: int32,
    state: ContainerStateCodec,
    lastState: ContainerStateCodec,
  }),
)

/** @since 0.1.0 */
export const PodCodec: GoType<Pod> = named(
  'Pod',
  struct({
    ...typeMeta('Pod'),
    spec: PodSpecCodec,
    status: struct({
      phase: text,
      reason: text,
      message: text,
      conditions: list(ConditionCodec, {}),
      initContainerStatuses: list(ContainerStatusCodec, {}),
      containerStatuses: list(ContainerStatusCodec, {}),
    }),
  }),
)

/** @since 0.1.0 */
export const EventCodec: GoType<Event> = named(
  'Event',
  struct({
    ...typeMeta('Event'),
    involvedObject: struct({ kind: text, namespace: text, name: text, uid: text }),
    reason: text,
    message: text,
    count: int32,
    lastTimestamp: time,
    eventTime: time,
  }),
)

/** @since 0.1.0 */
export const DaemonSetCodec: GoType<DaemonSet> = named(
  'DaemonSet',
  struct({
    ...typeMeta('DaemonSet'),
    spec: struct({
      selector: LabelSelectorCodec,
      template: PodTemplateCodec,
      updateStrategy: struct({
        type: text,
        rollingUpdate: struct({ maxUnavailable: intOrString, maxSurge: intOrString }),
      }),
      minReadySeconds: int32,
      revisionHistoryLimit: int32,
    }),
    status: struct({
      currentNumberScheduled: int32,
      numberMisscheduled: int32,
      desiredNumberScheduled: int32,
      numberReady: int32,
      observedGeneration: int64,
      updatedNumberScheduled: int32,
      numberAvailable: int32,
      numberUnavailable: int32,
      collisionCount: int32,
    }),
  }),
)

/** @since 0.1.0 */
export const NamespaceCodec: GoType<Namespace> = named(
  'Namespace',
  struct({
    ...typeMeta('Namespace'),
    status: struct({ phase: text }),
  }),
)

/** @since 0.1.0 */
export const ControllerRevisionCodec: GoType<ControllerRevision> = named(
  'ControllerRevision',
  struct({
    ...typeMeta('ControllerRevision'),
    revision: int64,
  }),
)
