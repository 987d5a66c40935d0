import { own } from '../data/own.js'
import type { Pod } from '../kube/pod.js'
import type { OfKind } from '../kube/kind.js'
import { ANNOTATION_MIRROR } from '../kube/wellKnown.js'
import { controllerOf } from '../kube/objectFacts.js'

/**
 * Whether a pod is the mirror of a static pod: one that a kubelet runs from a file of its own and shows to
 * the API server. Nothing that looks at it through the API manages it: deleted, it is recreated at once.
 *
 * - **Rules**
 *   1. It has the annotation `kubernetes.io/config.mirror`.
 *   2. Or its controller is a Node, as newer kubelets have it.
 *
 * - **Upstream** kubernetes `pkg/kubelet/pod/mirror_client.go` basicMirrorClient.CreateMirrorPod; kubernetes
 *   `pkg/kubelet/types/pod_update.go` IsMirrorPod
 *
 * @example
 * import { isStaticPod } from 'podfit/controller'
 *
 * isStaticPod({ metadata: { annotations: { 'kubernetes.io/config.mirror': '4b2f' } } }) // => true
 *
 * @since 0.1.0
 */
export const isStaticPod = <const K extends string>({
  metadata,
}: Pod & OfKind<K, 'Pod'>): boolean =>
  own(metadata?.annotations, ANNOTATION_MIRROR) !== undefined ||
  controllerOf(metadata)?.kind === 'Node'
