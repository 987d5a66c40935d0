/** Everything here has an inferred type, which TypeScript has to name in this file's own declarations. */
import * as podfit from 'podfit'
import * as api from 'podfit/api'
import * as audits from 'podfit/audit'
import * as codecs from 'podfit/codecs'
import * as controller from 'podfit/controller'
import * as decoding from 'podfit/decode'
import * as expectations from 'podfit/expect'
import * as fp from 'podfit/fp'
import * as impact from 'podfit/impact'
import * as kubectl from 'podfit/kubectl'
import * as analysis from 'podfit/analysis'
import * as capacity from 'podfit/capacity'
import * as readiness from 'podfit/readiness'
import * as pools from 'podfit/pools'
import * as redaction from 'podfit/redact'
import * as report from 'podfit/report'
import * as rollouts from 'podfit/rollout'
import * as suggestions from 'podfit/suggest'

/** Every function of a door, with the types of its arguments and its answer spelled out. */
const opened = <D extends object>(door: D): { readonly [Name in keyof D]: readonly [D[Name]] } =>
  Object.fromEntries(Object.entries(door).map(([name, value]) => [name, [value]])) as never

export const everything = opened(podfit)
export const ofApi = opened(api)
export const ofAudit = opened(audits)
export const ofCodecs = opened(codecs)
export const ofController = opened(controller)
export const ofDecode = opened(decoding)
export const ofExpect = opened(expectations)
export const ofFp = opened(fp)
export const ofImpact = opened(impact)
export const ofKubectl = opened(kubectl)
export const ofAnalysis = opened(analysis)
export const ofCapacity = opened(capacity)
export const ofReadiness = opened(readiness)
export const ofPools = opened(pools)
export const ofRedact = opened(redaction)
export const ofReport = opened(report)
export const ofRollout = opened(rollouts)
export const ofSuggest = opened(suggestions)

export const read = podfit.decodeNode({})
export const readAll = (values: readonly unknown[]) => values.map((each) => podfit.decodeNode(each))
export const planned = (...args: Parameters<typeof podfit.plan>) => podfit.plan(...args)
export const decoded = codecs.NodeCodec.decode({})
export const semantics = podfit.semanticsFor({ kubernetes: '1.30' })
export const store = podfit.createStore({ watch: 'decisions' })
