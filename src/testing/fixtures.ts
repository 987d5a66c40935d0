import type { NodeSelectorTerm } from '../kube/affinity.js'
import type {
  DaemonSet,
  DaemonSetSpec,
  DaemonSetStatus,
  RollingUpdateDaemonSet,
} from '../kube/daemonSet.js'
import type { ControllerRevision } from '../kube/controllerRevision.js'
import type { Node, NodeSpec, NodeStatus } from '../kube/node.js'
import { DEFAULT_NAMESPACE } from '../kube/objectFacts.js'
import type { ObjectMeta, StringMap } from '../kube/objectMeta.js'
import type { Pod, PodSpec, PodStatus } from '../kube/pod.js'
import { REQUIRED } from '../kube/podTemplate.js'
import type { Taint } from '../kube/taint.js'
import type { Toleration } from '../kube/toleration.js'
import type { Maybe } from '../data/maybe.js'
import { LABEL_REVISION_HASH } from '../kube/wellKnown.js'
import { createdRevision, ownerReference, pinnedAffinity } from '../sync/createdObjects.js'
import { writtenRequirements, writtenTaint, writtenToleration } from './written.js'

/** The instant since when everything in fixtures is as it is. */
const LONG_AGO = '2026-01-01T00:00:00Z'

/**
 * A Node that can be described further. It is a plain Node for whoever reads it, also for `JSON.stringify`, and it is
 * never changed: every method answers with another one.
 *
 * @example
 * import { node } from 'podfit/testing'
 *
 * node('n1').label('zone', 'a').metadata.labels // => { zone: 'a' }
 *
 * @since 0.2.0
 */
export class NodeFixture implements Node {
  readonly apiVersion = 'v1'
  readonly kind = 'Node'
  readonly metadata: ObjectMeta
  readonly spec: NodeSpec
  declare readonly status?: NodeStatus

  /** @internal */
  constructor(metadata: ObjectMeta, spec: NodeSpec, status?: NodeStatus) {
    this.metadata = metadata
    this.spec = spec
    if (status !== undefined) this.status = status
    Object.freeze(this)
  }

  /** With a label besides those that it has. */
  label(key: string, value = ''): NodeFixture {
    return this.labels({ [key]: value })
  }

  /** With labels besides those that it has. */
  labels(labels: StringMap): NodeFixture {
    const all = { ...this.metadata.labels, ...labels }
    return new NodeFixture({ ...this.metadata, labels: all }, this.spec, this.status)
  }

  /** With taints besides those that it has: as `kubectl taint` writes them, or as they are. */
  taint(...taints: readonly (string | Taint)[]): NodeFixture {
    const all = [...(this.spec.taints ?? []), ...taints.map(writtenTaint)]
    return new NodeFixture(this.metadata, { ...this.spec, taints: all }, this.status)
  }

  /** With the cordon of `kubectl cordon`, before the node controller adds the taint that goes with it. */
  cordon(): NodeFixture {
    return new NodeFixture(this.metadata, { ...this.spec, unschedulable: true }, this.status)
  }

  /** With so much to give to pods, 110 of them unless it says how many: `{ cpu: '2', memory: '4Gi' }`. */
  allocatable(resources: StringMap): NodeFixture {
    const allocatable = { pods: '110', ...resources }
    return new NodeFixture(this.metadata, this.spec, { ...this.status, allocatable })
  }
}

/**
 * A node without labels and taints, to be described further.
 *
 * - **Errors** `taint` throws an `Error` in kubectl's words for text that `kubectl taint` would refuse.
 *
 * @example
 * import { daemonSetPolicy, decide, orThrow } from 'podfit'
 * import { daemonSet, node } from 'podfit/testing'
 *
 * const worker = node('worker').label('zone', 'a').taint('dedicated=db:NoSchedule')
 * const agent = daemonSet('agent')
 * decide(orThrow(daemonSetPolicy(agent)), worker) // => 'stay'
 * decide(orThrow(daemonSetPolicy(agent.tolerates('dedicated=db:NoSchedule'))), worker) // => 'run'
 *
 * @since 0.2.0
 */
export const node = (name: string): NodeFixture =>
  new NodeFixture({ name, labels: {} }, { taints: [] })

/**
 * What fixtures with a status share: every method answers with another one of the same kind.
 *
 * @example
 * import { pod } from 'podfit/testing'
 *
 * pod('agent-1').withStatus({ phase: 'Failed' }).status.phase // => 'Failed'
 *
 * @since 0.2.0
 */
export abstract class Fixture<Self, Spec extends object, Status extends object> {
  readonly metadata: ObjectMeta
  readonly spec: Spec
  readonly status: Status

  /** @internal */
  constructor(metadata: ObjectMeta, spec: Spec, status: Status) {
    this.metadata = metadata
    this.spec = spec
    this.status = status
  }

  /** @internal */
  protected abstract remake(metadata: ObjectMeta, spec: Spec, status: Status): Self

  /** With these members of its metadata. */
  withMetadata(metadata: ObjectMeta): Self {
    return this.remake({ ...this.metadata, ...metadata }, this.spec, this.status)
  }

  /** With these members of its spec. */
  withSpec(spec: Spec): Self {
    return this.remake(this.metadata, { ...this.spec, ...spec }, this.status)
  }

  /** With these members of its status. */
  withStatus(status: Status): Self {
    return this.remake(this.metadata, this.spec, { ...this.status, ...status })
  }
}

/**
 * A DaemonSet that can be described further. It is a plain DaemonSet for whoever reads it, and it is never changed:
 * every method answers with another one.
 *
 * @example
 * import { daemonSet } from 'podfit/testing'
 *
 * daemonSet('agent').inNamespace('kube-system').metadata.namespace // => 'kube-system'
 *
 * @since 0.2.0
 */
export class DaemonSetFixture
  extends Fixture<DaemonSetFixture, DaemonSetSpec, DaemonSetStatus>
  implements DaemonSet
{
  readonly apiVersion = 'apps/v1'
  readonly kind = 'DaemonSet'

  /** @internal */
  constructor(metadata: ObjectMeta, spec: DaemonSetSpec, status: DaemonSetStatus) {
    super(metadata, spec, status)
    Object.freeze(this)
  }

  /** @internal */
  protected remake(
    metadata: ObjectMeta,
    spec: DaemonSetSpec,
    status: DaemonSetStatus,
  ): DaemonSetFixture {
    return new DaemonSetFixture(metadata, spec, status)
  }

  /** With these members of its pods' spec. */
  withPodSpec(podSpec: PodSpec): DaemonSetFixture {
    const { template } = this.spec
    return this.withSpec({
      template: { ...template, spec: { ...template?.spec, ...podSpec } },
    })
  }

  /** In a namespace; without this, in `default`. */
  inNamespace(namespace: string): DaemonSetFixture {
    return this.withMetadata({ namespace })
  }

  /**
   * With tolerations besides those that it has: as they are, or as taints are written. `key=value:Effect` tolerates
   * that taint, without `=value` those of every value, without `:Effect` those of every effect, and `*` all.
   */
  tolerates(...tolerations: readonly (string | Toleration)[]): DaemonSetFixture {
    const { spec } = this.spec.template ?? {}
    return this.withPodSpec({
      tolerations: [...(spec?.tolerations ?? []), ...tolerations.map(writtenToleration)],
    })
  }

  /** Whose pods request so much, in their first container: `{ cpu: '100m' }`. */
  requests(requests: StringMap): DaemonSetFixture {
    return this.withPodSpec(requesting(this.spec.template?.spec, requests))
  }

  /** With a node selector besides the one that it has. */
  onNodesWith(labels: StringMap): DaemonSetFixture {
    const { spec } = this.spec.template ?? {}
    return this.withPodSpec({ nodeSelector: { ...spec?.nodeSelector, ...labels } })
  }

  /**
   * With the node affinity that a node has to fit one of some label selectors, written as for `kubectl get -l`:
   * `zone in (a,b),!virtual`.
   */
  onNodesLike(...selectors: readonly string[]): DaemonSetFixture {
    const nodeSelectorTerms = selectors.map((selector): NodeSelectorTerm => ({
      matchExpressions: writtenRequirements(selector),
    }))
    return this.withPodSpec({ affinity: { nodeAffinity: { [REQUIRED]: { nodeSelectorTerms } } } })
  }

  /** With a rolling update of this budget: `{ maxUnavailable: '10%' }`. */
  rolls(rollingUpdate: RollingUpdateDaemonSet): DaemonSetFixture {
    const known = this.spec.updateStrategy?.rollingUpdate
    return this.withSpec({
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { ...known, ...rollingUpdate } },
    })
  }

  /** Whose pods are replaced once somebody deletes them. */
  rollsOnDelete(): DaemonSetFixture {
    return this.withSpec({ updateStrategy: { type: 'OnDelete' } })
  }
}

/**
 * A DaemonSet in namespace `default`, with a UID, whose pods have the label `app` and one container, and which rolls
 * one by one; to be described further.
 *
 * - **Errors** Methods that take text throw an `Error` for text that cannot be read.
 *
 * @example
 * import { daemonSet, node, assertThat } from 'podfit/testing'
 *
 * const agent = daemonSet('agent').onNodesLike('zone in (a,b)').tolerates('dedicated=db:NoSchedule')
 * agent.spec.template?.spec?.tolerations // => [{ key: 'dedicated', operator: 'Equal', value: 'db', effect: 'NoSchedule' }]
 * assertThat(agent).toRunOn(node('worker').label('zone', 'b'))
 *
 * @since 0.2.0
 */
export const daemonSet = (name: string): DaemonSetFixture => {
  const labels = { app: name }
  return new DaemonSetFixture(
    { namespace: DEFAULT_NAMESPACE, name, uid: `uid-${name}`, generation: 1 },
    {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { containers: [{ name: 'main', image: 'main:1', resources: {} }] },
      },
      updateStrategy: {
        type: 'RollingUpdate',
        rollingUpdate: { maxUnavailable: 1, maxSurge: 0 },
      },
      revisionHistoryLimit: 10,
    },
    {},
  )
}

/** The containers of a pod, of which the first requests so much. */
const requesting = (spec: Maybe<PodSpec>, requests: StringMap): Pick<PodSpec, 'containers'> => {
  const [first, ...others] = spec?.containers ?? []
  return { containers: [{ ...first, resources: { requests } }, ...others] }
}

/**
 * A Pod that can be described further. It is a plain Pod for whoever reads it, and it is never changed: every method
 * answers with another one.
 *
 * @example
 * import { pod } from 'podfit/testing'
 *
 * pod('agent-1').on('n1').spec.nodeName // => 'n1'
 *
 * @since 0.2.0
 */
export class PodFixture extends Fixture<PodFixture, PodSpec, PodStatus> implements Pod {
  readonly apiVersion = 'v1'
  readonly kind = 'Pod'

  /** @internal */
  constructor(metadata: ObjectMeta, spec: PodSpec, status: PodStatus) {
    super(metadata, spec, status)
    Object.freeze(this)
  }

  /** @internal */
  protected remake(metadata: ObjectMeta, spec: PodSpec, status: PodStatus): PodFixture {
    return new PodFixture(metadata, spec, status)
  }

  /** With a label besides those that it has. */
  label(key: string, value = ''): PodFixture {
    return this.withMetadata({ labels: { ...this.metadata.labels, [key]: value } })
  }

  /** With tolerations besides those that it has, written as for a DaemonSet. */
  tolerates(...tolerations: readonly (string | Toleration)[]): PodFixture {
    return this.withSpec({
      tolerations: [...(this.spec.tolerations ?? []), ...tolerations.map(writtenToleration)],
    })
  }

  /** That requests so much, in its first container: `{ cpu: '100m' }`. */
  requests(requests: StringMap): PodFixture {
    return this.withSpec(requesting(this.spec, requests))
  }

  /** Owned by a DaemonSet, in its namespace and with the labels of its template. */
  of(owner: DaemonSet): PodFixture {
    return this.withMetadata({
      namespace: owner.metadata?.namespace,
      labels: { ...owner.spec?.template?.metadata?.labels, ...this.metadata.labels },
      ownerReferences: [ownerReference(owner)],
    })
  }

  /** Of the revision with this hash. */
  revision(hash: string): PodFixture {
    return this.label(LABEL_REVISION_HASH, hash)
  }

  /** Bound to a node, as the scheduler leaves a pod of a DaemonSet. */
  on(name: string): PodFixture {
    return this.withSpec({ nodeName: name, affinity: pinnedAffinity(undefined, name) })
  }

  /** Made for a node, and not scheduled yet. */
  waitingFor(name: string): PodFixture {
    const { nodeName: _nodeName, ...spec } = this.spec
    return new PodFixture(
      this.metadata,
      { ...spec, affinity: pinnedAffinity(undefined, name) },
      { ...this.status, ...conditions('Pending', 'False') },
    )
  }

  /** Running, but not ready. */
  notReady(): PodFixture {
    return this.withStatus(conditions('Running', 'False'))
  }

  /** In a phase: `Failed`, `Succeeded`, `Pending`. */
  inPhase(phase: string): PodFixture {
    return this.withStatus(conditions(phase, phase === 'Running' ? 'True' : 'False'))
  }

  /** Being deleted. */
  terminating(): PodFixture {
    return this.withMetadata({ deletionTimestamp: LONG_AGO })
  }
}

const conditions = (phase: string, ready: string): PodStatus => ({
  phase,
  conditions: [{ type: 'Ready', status: ready, lastTransitionTime: LONG_AGO }],
})

/**
 * A pod in namespace `default` that runs and is ready, for ever; to be described further.
 *
 * @example
 * import { daemonSet, node, assertThat, pod } from 'podfit/testing'
 *
 * const agent = daemonSet('agent')
 * const nodes = [node('n1'), node('n2')]
 * const pods = [pod('agent-1').of(agent).on('n1')]
 * pods[0]?.spec.nodeName // => 'n1'
 * const now = '2026-01-02T00:00:00Z'
 * assertThat({ daemonSet: agent, nodes, pods, revisions: [], now }).toPlan({ create: 1 })
 *
 * @since 0.2.0
 */
export const pod = (name: string): PodFixture =>
  new PodFixture(
    { namespace: DEFAULT_NAMESPACE, name, labels: {}, creationTimestamp: LONG_AGO },
    { containers: [{ name: 'main', image: 'main:1', resources: {} }] },
    conditions('Running', 'True'),
  )

/**
 * The revision that a DaemonSet records of its template, under a hash: pods with this hash are up to date.
 *
 * @example
 * import { assertThat, daemonSet, node, pod, revision } from 'podfit/testing'
 *
 * const agent = daemonSet('agent')
 * const pods = [pod('p1').of(agent).on('n1').revision('new'), pod('p2').of(agent).on('n2').revision('old')]
 * const nodes = [node('n1'), node('n2')]
 * const now = '2026-01-02T00:00:00Z'
 * const cluster = { nodes, pods, revisions: [revision(agent, 'new')] }
 * assertThat({ daemonSet: agent, ...cluster, now }).toPlan({ delete: 1, keep: 1 })
 * cluster.revisions[0]?.metadata?.name // => 'agent-new'
 *
 * @since 0.2.0
 */
export const revision = (owner: DaemonSet, hash: string, number = 1): ControllerRevision =>
  createdRevision(owner, hash, number)
