import type { Taint } from '../kube/taint.js'
import { NO_EXECUTE, NO_SCHEDULE } from '../kube/wellKnown.js'
import type { TaintText } from '../reason/reason.js'

/** A taint with absent parts as empty text. */
export const taintParts = ({ key, value, effect }: Taint): TaintText => ({
  key: key ?? '',
  value: value ?? '',
  effect: effect ?? '',
})

/** Whether a taint keeps pods away; `PreferNoSchedule` only asks. */
export const isBlocking = ({ effect }: Taint): boolean =>
  effect === NO_SCHEDULE || effect === NO_EXECUTE
