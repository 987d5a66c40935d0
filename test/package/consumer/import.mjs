import { cluster, daemonSetPolicy, decide, decodeObjects, explain, orThrow } from 'podfit'
import { NodeCodec } from 'podfit/codecs'
import { noBlanketTolerations, respond } from 'podfit/admission'
import { satisfiable } from 'podfit/analysis'
import { fits } from 'podfit/capacity'
import { readiness } from 'podfit/readiness'
import { decideTemplate } from 'podfit/pools'
import { verdictText } from 'podfit/report'
import { forecast } from 'podfit/rollout'
import { assertThat, daemonSet } from 'podfit/testing'

const policy = orThrow(daemonSetPolicy({ spec: { template: {} } }))
const { nodes } = decodeObjects([
  { kind: 'Node', metadata: { name: 'n1' }, spec: { taints: [{ key: 'a', effect: 'NoExecute' }] } },
])
const [node] = nodes
if (!NodeCodec.is(node) || verdictText(explain(policy, node)).length === 0)
  throw new Error('broken')
if (satisfiable(policy).code !== 'Satisfiable') throw new Error('broken')
if (decideTemplate(policy, { node }).code !== 'Certain') throw new Error('broken')
if (readiness({ daemonSets: [] }).places.length > 0) throw new Error('broken')
if (orThrow(fits({}, {}, [])).code !== 'never') throw new Error('broken')
if (forecast(cluster({}), {}, { now: '' }).code !== 'Unknown') throw new Error('broken')
if (respond({}, [noBlanketTolerations()]).response.allowed) throw new Error('broken')
assertThat(daemonSet('agent')).not.toRunOn(node)
console.log(decide(policy, node), explain(policy, node).reasons[0].code, nodes.length)
