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
  alike,
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

/**
 * A taint, read as Go decodes it: a member of another type is an error with its path.
 *
 * @example
 * import { TaintCodec } from 'podfit/codecs'
 *
 * TaintCodec.is({ key: 'gpu', effect: 'NoSchedule' }) // => true
 * TaintCodec.is({ key: 1 }) // => false
 *
 * @since 0.1.0
 */
export const TaintCodec: GoType<Taint> = named(
  'Taint',
  struct({
    key: text,
    value: text,
    effect: text,
    timeAdded: time,
  }),
)

/**
 * A toleration, read as Go decodes it: a member of another type is an error with its path.
 *
 * @example
 * import { TolerationCodec } from 'podfit/codecs'
 *
 * TolerationCodec.is({ key: 'gpu', operator: 'Exists', tolerationSeconds: '60' }) // => false
 *
 * @since 0.1.0
 */
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

/**
 * The metadata of an object, read as Go decodes it: a member of another type is an error with its path.
 *
 * @example
 * import { ObjectMetaCodec } from 'podfit/codecs'
 *
 * ObjectMetaCodec.is({ labels: { app: 1 } }) // => false
 *
 * @since 0.1.0
 */
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

/**
 * A label selector, read as Go decodes it: a member of another type is an error with its path.
 *
 * @example
 * import { LabelSelectorCodec } from 'podfit/codecs'
 *
 * LabelSelectorCodec.is({ matchLabels: { app: 'agent' } }) // => true
 *
 * @since 0.1.0
 */
export const LabelSelectorCodec: GoType<LabelSelector> = named(
  'LabelSelector',
  struct({
    matchLabels: stringMap,
    matchExpressions: requirements,
  }),
)

/**
 * A term of a node selector, read as Go decodes it: a member of another type is an error with its path.
 *
 * @example
 * import { NodeSelectorTermCodec } from 'podfit/codecs'
 *
 * NodeSelectorTermCodec.is({ matchExpressions: [{ key: 'disk', operator: 'Exists' }] }) // => true
 *
 * @since 0.1.0
 */
export const NodeSelectorTermCodec: GoType<NodeSelectorTerm> = named(
  'NodeSelectorTerm',
  struct({
    matchExpressions: requirements,
    matchFields: requirements,
  }),
)

/**
 * The affinity of a pod, read as Go decodes it: a member of another type is an error with its path.
 *
 * @example
 * import { AffinityCodec } from 'podfit/codecs'
 *
 * AffinityCodec.is({ nodeAffinity: {} }) // => true
 *
 * @since 0.1.0
 */
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
    resources: alike,
    ports: list(
      struct({ containerPort: int32, hostPort: int32, hostIP: text, protocol: text, name: text }),
      {},
    ),
  }),
)

/**
 * The spec of a pod, read as Go decodes it: a member of another type is an error with its path.
 *
 * @example
 * import { PodSpecCodec } from 'podfit/codecs'
 *
 * PodSpecCodec.is({ tolerations: [{ operator: 'Exists' }] }) // => true
 *
 * @since 0.1.0
 */
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
    overhead: alike,
    preemptionPolicy: alike,
    priority: alike,
    priorityClassName: alike,
    resources: alike,
    runtimeClassName: alike,
    containers: list(ContainerCodec, {}),
    initContainers: list(ContainerCodec, {}),
  }),
)

/**
 * A pod template, read as Go decodes it: a member of another type is an error with its path.
 *
 * @example
 * import { PodTemplateCodec } from 'podfit/codecs'
 *
 * PodTemplateCodec.is({ spec: { nodeSelector: { disk: 'ssd' } } }) // => true
 *
 * @since 0.1.0
 */
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

/**
 * A Node, read as Go decodes it: a member of another type is an error with its path.
 *
 * @example
 * import { NodeCodec } from 'podfit/codecs'
 *
 * NodeCodec.is({ kind: 'Node', metadata: { name: 'n1' } }) // => true
 * NodeCodec.is({ kind: 'Pod' }) // => false
 *
 * @since 0.1.0
 */
export const NodeCodec: GoType<Node> = named(
  'Node',
  struct({
    ...typeMeta('Node'),
    spec: struct({ taints: list(TaintCodec, {}), unschedulable: boolean }),
    status: struct({ conditions: list(ConditionCodec, {}), allocatable: alike }),
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
    allocatedResources: alike,
    resources: alike,
  }),
)

/**
 * A Pod, read as Go decodes it: a member of another type is an error with its path.
 *
 * @example
 * import { PodCodec } from 'podfit/codecs'
 *
 * PodCodec.is({ kind: 'Pod', spec: { nodeName: 'n1' } }) // => true
 *
 * @since 0.1.0
 */
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
      allocatedResources: alike,
      resources: alike,
    }),
  }),
)

/**
 * An Event, read as Go decodes it: a member of another type is an error with its path.
 *
 * @example
 * import { EventCodec } from 'podfit/codecs'
 *
 * EventCodec.is({ kind: 'Event', reason: 'FailedCreate' }) // => true
 *
 * @since 0.1.0
 */
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

/**
 * A DaemonSet, read as Go decodes it: a member of another type is an error with its path.
 *
 * @example
 * import { DaemonSetCodec } from 'podfit/codecs'
 *
 * DaemonSetCodec.is({ kind: 'DaemonSet', spec: {} }) // => true
 * DaemonSetCodec.decode({ kind: 'Deployment' })._tag // => 'Left'
 *
 * @since 0.1.0
 */
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
      conditions: list(ConditionCodec, {}),
    }),
  }),
)

/**
 * A Namespace, read as Go decodes it: a member of another type is an error with its path.
 *
 * @example
 * import { NamespaceCodec } from 'podfit/codecs'
 *
 * NamespaceCodec.is({ kind: 'Namespace', metadata: { name: 'a' } }) // => true
 *
 * @since 0.1.0
 */
export const NamespaceCodec: GoType<Namespace> = named(
  'Namespace',
  struct({
    ...typeMeta('Namespace'),
    status: struct({ phase: text }),
  }),
)

/**
 * A ControllerRevision, read as Go decodes it: a member of another type is an error with its path.
 *
 * @example
 * import { ControllerRevisionCodec } from 'podfit/codecs'
 *
 * ControllerRevisionCodec.is({ kind: 'ControllerRevision', revision: 1 }) // => true
 *
 * @since 0.1.0
 */
export const ControllerRevisionCodec: GoType<ControllerRevision> = named(
  'ControllerRevision',
  struct({
    ...typeMeta('ControllerRevision'),
    revision: int64,
  }),
)
