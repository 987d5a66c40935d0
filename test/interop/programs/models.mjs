// Objects of kubernetes-models, kubernetes-fluent-client and cdk8s are taken as they are.
import { ApiObject, App, Chart, Testing } from 'cdk8s'
import { kind } from 'kubernetes-fluent-client'
import { DaemonSet } from 'kubernetes-models/apps/v1'
import { Node } from 'kubernetes-models/v1'
import { daemonSetPolicy, decide, decodeObjects, orThrow } from 'podfit'

const template = { metadata: {}, spec: { nodeSelector: { disk: 'ssd' }, containers: [] } }
const spec = { selector: { matchLabels: { app: 'agent' } }, template }
const labels = { disk: 'ssd' }

const modelled = new DaemonSet({ metadata: { name: 'agent' }, spec })
const node = new Node({ metadata: { name: 'n1', labels } })
const fluent = Object.assign(new kind.DaemonSet(), { metadata: { name: 'agent' }, spec })
const fluentNode = Object.assign(new kind.Node(), { metadata: { name: 'n1', labels } })

const chart = new Chart(new App(), 'agents')
const agent = new ApiObject(chart, 'agent', { apiVersion: 'apps/v1', kind: 'DaemonSet', spec })
agent.metadata.addLabel('app', 'agent')
const { daemonSets = [], broken } = decodeObjects(Testing.synth(chart))

console.log(
  JSON.stringify({
    'kubernetes-models': decide(orThrow(daemonSetPolicy(modelled)), node),
    'as JSON': decide(orThrow(daemonSetPolicy(modelled.toJSON())), node.toJSON()),
    'kubernetes-fluent-client': decide(orThrow(daemonSetPolicy(fluent)), fluentNode),
    cdk8s: daemonSets.map((each) => decide(orThrow(daemonSetPolicy(each)), node)),
    broken,
  }),
)
