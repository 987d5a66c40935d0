import type { Semantics } from './semantics.js'

/**
 * What a switch may change: what a policy says of a node (`placement`), what the API server fills in
 * (`defaults`), refuses (`validation`) and warns of (`warnings`), which passes an event causes (`causesSync`), how a
 * scheduler counts what fits a node (`capacity`), or a part of a plan.
 *
 * @since 0.1.0
 */
export type SemanticsReach =
  | 'placement'
  | 'defaults'
  | 'validation'
  | 'warnings'
  | 'causesSync'
  | 'outcome'
  | 'nodes'
  | 'creates'
  | 'slowStart'
  | 'pods'
  | 'choices'
  | 'rollingUpdate'
  | 'revision'
  | 'status'
  | 'template'
  | 'events'
  | 'backoff'
  | 'requeues'
  | 'schedulerReads'
  | 'capacity'

/**
 * How a feature gate stands from a minor release on: it may be set and is off or on unless it is, it is on
 * for good (`locked`), or it is no longer known and always on (`gone`).
 *
 * @since 0.1.0
 */
export interface GateStage {
  readonly minor: number
  readonly state: 'off' | 'on' | 'locked' | 'gone'
}

/**
 * A feature gate, from the first release that has it.
 *
 * @since 0.1.0
 */
export interface FeatureGate {
  readonly name: string
  readonly stages: readonly GateStage[]
}

/**
 * One of the switches of `Semantics`.
 *
 * @since 0.1.0
 */
export interface SemanticsSwitch {
  readonly name: keyof Semantics
  /**
   * The first releases that have it on, one for each minor that got it: later patches of that minor have it
   * too, and so have all minors after the last one. Empty where a gate is off unless it is set.
   */
  readonly since: readonly string[]
  /** The feature gate that decides it. */
  readonly gate?: FeatureGate
  /** Nothing but these is any different when the switch turns. */
  readonly changes: readonly SemanticsReach[]
  /** What changed in Kubernetes, and the pull request that changed it. */
  readonly upstream: { readonly file: string; readonly function: string; readonly pull?: number }
}
