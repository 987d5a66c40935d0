import type { TaintOwner } from '../../readiness/taintOwners.js'
import { UsageError } from '../exitCode.js'
import type { Option } from '../frame/command.js'
import { listOption, type Reader } from './option.js'

/** `TAINT=DAEMONSET`; the taint is a key, or a key and an effect. */
const taintOwner: Reader<TaintOwner> = (text, flag) => {
  const [, key = '', effect = 'NoSchedule', daemonSet = ''] =
    /^([^=:]+)(?::([^=]+))?=(.+)$/.exec(text) ?? []
  if (key === '') throw new UsageError(`${flag} ${text}: expected KEY[:EFFECT]=DAEMONSET`)
  return { taint: { key, effect }, daemonSets: [daemonSet] }
}

/** Who takes which taint off new nodes. */
export const TAINT_OWNERS: Option<readonly TaintOwner[]> = listOption(
  {
    name: 'taint-owner',
    value: 'TAINT=DAEMONSET',
    text: 'the DaemonSet takes the taint (KEY or KEY:EFFECT) off new nodes',
  },
  taintOwner,
)
