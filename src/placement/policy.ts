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

/** What only a policy has that has been compiled. */
export const COMPILED: unique symbol = /* @__PURE__ */ Symbol('compiled')

/**
 * A placement policy that has been read once and is asked about many nodes: a DaemonSet's
 * (`daemonSetPolicy`), or that of pods which the scheduler places (`podPolicy`). What is in it is podfit's own.
 *
 * @since 0.1.0
 */
export interface Policy {
  readonly [COMPILED]: true
  /**
   * Who places the pods: the DaemonSet controller, or the scheduler.
   *
   * @internal
   */
  readonly kind: 'DaemonSet' | 'Pod'
  /**
   * Where the pod spec stands in the object: `spec` or `spec.template.spec`.
   *
   * @internal
   */
  readonly path: FieldPath
  /**
   * Where its tolerations stand.
   *
   * @internal
   */
  readonly tolerationsPath: FieldPath
  /** @internal */
  readonly nodeName: string
  /** @internal */
  readonly selectedLabels: readonly SelectedLabel[]
  /** @internal */
  readonly affinity: RequiredAffinity | undefined
  /** @internal */
  readonly tolerations: readonly ReadToleration[]
  /** @internal */
  readonly semantics: Semantics
}
