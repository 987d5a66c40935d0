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

/** Whether a taint is the one that goes with a cordon. */
export const isCordonTaint = ({ key, effect }: KeyAndEffect): boolean =>
  key === TAINT_UNSCHEDULABLE && effect === NO_SCHEDULE
