import type { Pod } from '../kube/pod.js'
import { isStaticPod } from '../sync/staticPod.js'
import type { Cluster } from './cluster.js'

/**
 * A static pod as the API server shows it.
 *
 * @since 0.1.0
 */
export interface StaticPod {
  readonly namespace: string
  readonly name: string
  readonly node: string
}

/**
 * The static pods of a snapshot, in the order of its pods. They run because a kubelet has their manifests:
 * no DaemonSet made them, none replaces them, and no taint or selector of the API keeps them away. Undefined
 * where the pods are unknown.
 *
 * - **Upstream** kubernetes `pkg/kubelet/pod/mirror_client.go` basicMirrorClient.CreateMirrorPod
 *
 * @example
 * import { cluster } from 'podfit'
 * import { staticPods } from 'podfit/controller'
 *
 * const metadata = { namespace: 'kube-system', name: 'etcd-n1', annotations: { 'kubernetes.io/config.mirror': '4b2f' } }
 * staticPods(cluster({ pods: [{ metadata, spec: { nodeName: 'n1' } }] })) // => [{ namespace: 'kube-system', name: 'etcd-n1', node: 'n1' }]
 *
 * @since 0.1.0
 */
export const staticPods = ({ pods }: Cluster): readonly StaticPod[] | undefined =>
  pods && [...pods.values()].filter(isStaticPod).map(described)

const described = ({ metadata, spec }: Pod): StaticPod => ({
  namespace: metadata?.namespace ?? '',
  name: metadata?.name ?? '',
  node: spec?.nodeName ?? '',
})
