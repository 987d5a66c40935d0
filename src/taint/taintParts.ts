import type { Taint } from '../kube/taint.js'
import { NO_EXECUTE, NO_SCHEDULE, TAINT_UNSCHEDULABLE } from '../kube/wellKnown.js'
import type { TaintText } from '../reason/reason.js'

/** A taint with absent parts as empty text. */
export const taintParts = ({
  key,
  value,
  effect,
}: Pick<Taint, 'key' | 'value' | 'effect'>): TaintText => ({
  key: key ?? '',
  value: value ?? '',
  effect: effect ?? '',
})

/** Whether a taint keeps pods away; `PreferNoSchedule` only asks. */
export const isBlocking = ({ effect }: Taint): boolean =>
  effect === NO_SCHEDULE || effect === NO_EXECUTE

type KeyAndEffect = Pick<Taint, 'key' | 'effect'>

/** Whether two taints are the same one of a node: key and effect decide, not the value. */
export const sameTaint = (a: KeyAndEffect, b: KeyAndEffect): boolean =>
  (a.key ?? '') === (b.key ?? '') && (a.effect ?? '') === (b.effect ?? '')

/** Key and effect as one text, the same for the same taint. */
export const taintKey = ({ key, effect }: KeyAndEffect): string =>
  JSON.stringify([key ?? '', effect ?? ''])

/** The taint that goes with a cordon. */
export const CORDON_TAINT: Taint = { key: TAINT_UNSCHEDULABLE, effect: NO_SCHEDULE }

/** Whether a taint is that one. */
export const isCordonTaint = ({ key, effect }: KeyAndEffect): boolean =>
  key === TAINT_UNSCHEDULABLE && effect === NO_SCHEDULE
