import type { FieldPath } from '../data/fieldPath.js'
import type { Semantics } from '../kube/semantics.js'
import type { RequiredAffinity } from '../selector/nodeAffinity.js'
import type { ReadToleration } from '../taint/readToleration.js'

/** An entry of `nodeSelector`, with the paths it is reported under. */
export interface SelectedLabel {
  readonly key: string
  readonly value: string
  readonly path: FieldPath
  readonly nodePath: FieldPath
}

/**
 * A placement policy that has been read once and is asked about many nodes. Made by `compile`; its
 * fields are not meant to be built by hand.
 *
 * @since 0.1.0
 */
export interface Policy {
  /** Who places the pods: the DaemonSet controller, or the scheduler. */
  readonly kind: 'DaemonSet' | 'Pod'
  /** Where the pod spec stands in the object: `spec` or `spec.template.spec`. */
  readonly path: FieldPath
  /** Where its tolerations stand. */
  readonly tolerationsPath: FieldPath
  readonly nodeName: string
  readonly selectedLabels: readonly SelectedLabel[]
  readonly affinity: RequiredAffinity | undefined
  readonly tolerations: readonly ReadToleration[]
  readonly semantics: Semantics
}
