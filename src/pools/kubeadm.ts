import * as E from 'fp-ts/Either'
import type { Maybe } from '../data/maybe.js'
import { own } from '../data/own.js'
import type { StringMap } from '../kube/objectMeta.js'
import type { Taint } from '../kube/taint.js'
import { NO_SCHEDULE } from '../kube/wellKnown.js'
import { CLOUD_UNINITIALIZED } from '../kube/wellKnownTaints.js'
import { NODE_ROLE } from '../kube/wellKnownLabels.js'
import type { InputIssue } from '../reason/inputIssue.js'
import type { NodeTemplate } from './nodeTemplate.js'
import { poolTemplate } from './poolTemplate.js'
import { issuesOf, listed, readLabels, readTaints } from './writtenList.js'

/**
 * The part of kubeadm's JoinConfiguration or InitConfiguration (`kubeadm.k8s.io`) that says what its node is like.
 *
 * @since 0.2.0
 */
export interface KubeadmNode {
  readonly kind?: Maybe<string>
  readonly nodeRegistration?: Maybe<{
    readonly name?: Maybe<string>
    readonly taints?: Maybe<readonly Taint[]>
    /** Flags of the kubelet: a list since `v1beta4`, a map before. */
    readonly kubeletExtraArgs?: Maybe<readonly KubeletArgument[] | StringMap>
  }>
  readonly controlPlane?: unknown
}

/** A flag of the kubelet, without its dashes. @since 0.2.0 */
export interface KubeletArgument {
  readonly name?: Maybe<string>
  readonly value?: Maybe<string>
}

const CONTROL_PLANE = `${NODE_ROLE}/control-plane`

/**
 * The template of the node that joins with a configuration of kubeadm.
 *
 * - **Rules**
 *   1. A worker registers with `nodeRegistration.taints`, or with `register-with-taints` of the kubelet's extra arguments,
 *      which replaces them. A node of the control plane gets both: kubeadm puts its taints on later.
 *   2. Without `taints` a node of the control plane has the taint of the control plane; with an empty list it has none.
 *   3. Labels are `node-labels` of the kubelet's extra arguments, and those that mark the control plane.
 *   4. With `cloud-provider=external` a cloud controller has to initialize it.
 *
 * - **Errors** `Left` for every label and taint of the arguments that cannot be read. Never throws.
 * - **Upstream** kubernetes `cmd/kubeadm/app/phases/kubelet/flags.go` buildKubeletArgsCommon; kubernetes
 *   `cmd/kubeadm/app/phases/markcontrolplane/markcontrolplane.go` MarkControlPlane; kubernetes
 *   `cmd/kubeadm/app/util/config/initconfiguration.go` SetNodeRegistrationDynamicDefaults
 *
 * @example
 * import { orThrow } from 'podfit'
 * import { kubeadmTemplate } from 'podfit/pools'
 *
 * const kubeletExtraArgs = [{ name: 'node-labels', value: 'disk=ssd' }]
 * const template = orThrow(kubeadmTemplate({ nodeRegistration: { name: 'w1', kubeletExtraArgs } }))
 * template.node.metadata?.labels?.['disk'] // => 'ssd'
 *
 * @since 0.2.0
 */
export const kubeadmTemplate = ({
  kind,
  nodeRegistration,
  controlPlane,
}: KubeadmNode): E.Either<readonly InputIssue[], NodeTemplate> => {
  const isControlPlane =
    kind === 'InitConfiguration' || (controlPlane !== undefined && controlPlane !== null)
  const extra = nodeRegistration?.kubeletExtraArgs
  const path = ['nodeRegistration', 'kubeletExtraArgs']
  const labels = readLabels(listed(valueOf(extra, 'node-labels')), path)
  const flag = valueOf(extra, 'register-with-taints')
  const flagged = readTaints(listed(flag), path)
  if (E.isLeft(labels) || E.isLeft(flagged)) return E.left(issuesOf(labels, flagged))
  const given =
    nodeRegistration?.taints ??
    (isControlPlane ? [{ key: CONTROL_PLANE, effect: NO_SCHEDULE }] : [])
  return E.right(
    poolTemplate({
      name: nodeRegistration?.name ?? (isControlPlane ? 'control-plane' : 'joining'),
      labels: {
        ...labels.right,
        ...(isControlPlane && {
          [CONTROL_PLANE]: '',
          'node.kubernetes.io/exclude-from-external-load-balancers': '',
        }),
      },
      taints: [...(isControlPlane || flag === undefined ? given : []), ...flagged.right],
      startupTaints: valueOf(extra, 'cloud-provider') === 'external' ? [CLOUD_UNINITIALIZED] : [],
      unknownLabels: [],
    }),
  )
}

/** The value of a flag; of one that is given twice the last. */
const valueOf = (
  extra: Maybe<readonly KubeletArgument[] | StringMap>,
  flag: string,
): string | undefined => {
  if (extra === undefined || extra === null) return undefined
  if (!isList(extra)) return own(extra, flag)
  return extra.findLast(({ name }) => name === flag)?.value ?? undefined
}

const isList = (
  extra: readonly KubeletArgument[] | StringMap,
): extra is readonly KubeletArgument[] => Array.isArray(extra)
