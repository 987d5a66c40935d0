import { cluster, compile, decide, decodeNode, explain, plan, type Reason } from 'podfit'
import { NodeCodec } from 'podfit/codecs'
import { decideTemplate } from 'podfit/pools'
import { verdictText } from 'podfit/report'
import { forecast } from 'podfit/rollout'

const decision: 'run' | 'stay' | 'leave' = decide(compile({ spec: { template: {} } }), {})
const [reason]: readonly (Reason | undefined)[] = explain(compile({}), {}).reasons
const read = decodeNode({})
const name: string | null | undefined =
  read._tag === 'Right' ? read.right.metadata?.name : read.left[0]?.expected
const created: string | undefined = plan({ daemonSet: {}, now: new Date() }).creates[0]?.node
const lines: readonly string[] = verdictText(explain(compile({}), {}))
const onPool: 'Certain' | 'Depends' = decideTemplate(compile({}), { node: {} }).code
const foreseen: string = forecast(cluster({}), {}, { now: new Date() }).code
const is: boolean = NodeCodec.is({})

// @ts-expect-error a decision is not any string, so the types are not any
const wrong: 'maybe' = decide(compile({}), {})

export { created, decision, foreseen, is, lines, name, onPool, reason, wrong }
