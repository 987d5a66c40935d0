import {
  cluster,
  daemonSetPolicy,
  decide,
  decodeNode,
  explain,
  orThrow,
  plan,
  type Reason,
} from 'podfit'
import { NodeCodec } from 'podfit/codecs'
import { noBlanketTolerations, respond } from 'podfit/admission'
import { satisfiable } from 'podfit/analysis'
import { fits } from 'podfit/capacity'
import { readiness } from 'podfit/readiness'
import { decideTemplate } from 'podfit/pools'
import { verdictText } from 'podfit/report'
import { forecast } from 'podfit/rollout'
import { assertThat, daemonSet, node } from 'podfit/testing'

const decision: 'run' | 'stay' | 'leave' = decide(
  orThrow(daemonSetPolicy({ spec: { template: {} } })),
  {},
)
const [reason]: readonly (Reason | undefined)[] = explain(orThrow(daemonSetPolicy({})), {}).reasons
const read = decodeNode({})
const name: string | null | undefined =
  read._tag === 'Right' ? read.right.metadata?.name : read.left[0]?.expected
const created: string | undefined = plan({ daemonSet: {}, now: new Date() }).creates[0]?.node
const lines: readonly string[] = verdictText(explain(orThrow(daemonSetPolicy({})), {}))
const possible: 'Satisfiable' | 'Unsatisfiable' = satisfiable(orThrow(daemonSetPolicy({}))).code
const onPool: 'Certain' | 'Depends' = decideTemplate(orThrow(daemonSetPolicy({})), {
  node: {},
}).code
const fit: string = orThrow(fits({}, {}, [])).code
const places: number = readiness({ daemonSets: [] }).places.length
const foreseen: string = forecast(cluster({}), {}, { now: new Date() }).code
const fixed: 'DaemonSet' = daemonSet('agent').kind
assertThat(daemonSet('agent')).toRunOn(node('n1'))
const allowed: boolean = respond({}, [noBlanketTolerations()]).response.allowed
const is: boolean = NodeCodec.is({})

// @ts-expect-error a decision is not any string, so the types are not any
const wrong: 'maybe' = decide(orThrow(daemonSetPolicy({})), {})

export {
  allowed,
  created,
  decision,
  fit,
  places,
  fixed,
  foreseen,
  is,
  lines,
  name,
  onPool,
  possible,
  reason,
  wrong,
}
