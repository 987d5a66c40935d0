import type { FieldPath } from '../data/fieldPath.js'
import type { Maybe } from '../data/maybe.js'
import type { ObjectMeta } from './objectMeta.js'
import type { PodSpec } from './pod.js'

/**
 * The template of a workload's pods. It is carried whole: fields that scheduling does not read are part
 * of what a revision compares.
 *
 * @since 0.1.0
 */
export interface PodTemplate {
  readonly metadata?: Maybe<ObjectMeta>
  readonly spec?: Maybe<PodSpec>
}

/**
 * Any workload that carries a pod template at `spec.template`: Deployment, StatefulSet, ReplicaSet, Job.
 *
 * @since 0.1.0
 */
export interface Workload {
  readonly apiVersion?: Maybe<string>
  readonly kind?: Maybe<string>
  readonly metadata?: Maybe<ObjectMeta>
  readonly spec?: Maybe<{
    readonly template?: Maybe<PodTemplate>
    /** A CronJob's template stands deeper, in its job template. */
    readonly jobTemplate?: undefined
  }>
}

/** Where a workload's pod spec stands. */
export const POD_SPEC: FieldPath = ['spec', 'template', 'spec']

/** Terms of an affinity: those that must hold, and those that should. */
export const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution'
export const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution'

/** Where the required node affinity stands in a pod spec. */
export const REQUIRED_AFFINITY: readonly string[] = ['affinity', 'nodeAffinity', REQUIRED]

/**
 * The lists of a DaemonSet that are merged item by item, by the member that holds them, and the members that tell
 * which item it is. A strategic merge patch goes by the first of these, applying by all of them. A list without any
 * is one of texts.
 *
 * - **Upstream** api `core/v1/types.go` PodSpec, Container; apimachinery `pkg/apis/meta/v1/types.go` ObjectMeta
 */
export const LIST_KEYS: Readonly<Record<string, readonly string[]>> = {
  containers: ['name'],
  initContainers: ['name'],
  ephemeralContainers: ['name'],
  volumes: ['name'],
  env: ['name'],
  imagePullSecrets: ['name'],
  resourceClaims: ['name'],
  schedulingGates: ['name'],
  evictionResponders: ['name'],
  ports: ['containerPort', 'protocol'],
  volumeMounts: ['mountPath'],
  volumeDevices: ['devicePath'],
  hostAliases: ['ip'],
  topologySpreadConstraints: ['topologyKey', 'whenUnsatisfiable'],
  ownerReferences: ['uid'],
  conditions: ['type'],
  finalizers: [],
}
