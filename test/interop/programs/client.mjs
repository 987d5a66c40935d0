// An informer of the client that is named feeds a store, which says what changes; every line is a change.
import process from 'node:process'
import { createStore } from 'podfit'

const imported = await import(process.argv[2])
const client = imported.KubeConfig === undefined ? imported.default : imported
const config = new client.KubeConfig()
config.loadFromString(process.env.CONFIG)
const core = config.makeApiClient(client.CoreV1Api)
const apps = config.makeApiClient(client.AppsV1Api)

const say = (what) => console.log(JSON.stringify(what))
const store = createStore({ watch: 'reasons' })
// Clients before 1.0 answer with the response beside the body.
const itemsOf = (answer) => (answer.body ?? answer).items
store.load({ daemonSets: itemsOf(await apps.listDaemonSetForAllNamespaces()) })
say({ listed: store.snapshot().daemonSets.size })

const informer = client.makeInformer(config, '/api/v1/nodes', () => core.listNode())
for (const verb of ['add', 'update'])
  informer.on(verb, (node) => {
    const { decisions } = store.put('Node', node)
    say({ verb, decisions })
  })
informer.on('delete', (node) => {
  say({ verb: 'delete', decisions: store.drop('Node', node).decisions })
  process.exit(0)
})
informer.on('error', (error) => say({ error: String(error) }))
await informer.start()
