const { cluster, daemonSetPolicy, decide, decodeObjects, explain, orThrow } = require('podfit')
const { NodeCodec } = require('podfit/codecs')
const { noBlanketTolerations, respond } = require('podfit/admission')
const { satisfiable } = require('podfit/analysis')
const { fits } = require('podfit/capacity')
const { decideTemplate } = require('podfit/pools')
const { verdictText } = require('podfit/report')
const { forecast } = require('podfit/rollout')
const { assertThat, daemonSet } = require('podfit/testing')

const policy = orThrow(daemonSetPolicy({ spec: { template: {} } }))
const { nodes } = decodeObjects([
  { kind: 'Node', metadata: { name: 'n1' }, spec: { taints: [{ key: 'a', effect: 'NoExecute' }] } },
])
const [node] = nodes
if (!NodeCodec.is(node) || verdictText(explain(policy, node)).length === 0)
  throw new Error('broken')
if (satisfiable(policy).code !== 'Satisfiable') throw new Error('broken')
if (decideTemplate(policy, { node }).code !== 'Certain') throw new Error('broken')
if (orThrow(fits({}, {}, [])).code !== 'never') throw new Error('broken')
if (forecast(cluster({}), {}, { now: '' }).code !== 'Unknown') throw new Error('broken')
if (respond({}, [noBlanketTolerations()]).response.allowed) throw new Error('broken')
assertThat(daemonSet('agent')).not.toRunOn(node)
console.log(decide(policy, node), explain(policy, node).reasons[0].code, nodes.length)
