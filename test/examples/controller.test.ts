import { readFileSync } from 'node:fs'
import { KubeConfig } from '@kubernetes/client-node'
import type { ObjectMeta } from 'podfit'
import { daemonSet, node } from 'podfit/testing'
import { describe, expect, it } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { fakeApiServer, type FakeApiServer, type Held } from '../support/fakeApiServer.js'

interface Told {
  readonly of: ObjectMeta
  readonly type: string
  readonly reason: string
  readonly message: string
}

interface Explainer {
  readonly listed: (kind: string, items: readonly object[]) => readonly Told[]
  readonly put: (kind: string, object: object) => void
  readonly drop: (kind: string, object: object) => void
  readonly told: () => readonly Told[]
}

interface Example {
  readonly explainer: () => Explainer
  readonly run: (
    config: KubeConfig,
    options: { every: number; retry: number; log: (line: string) => void },
  ) => Promise<() => Promise<void>>
}

const folder = new URL('../../examples/controller/', import.meta.url)
const { explainer, run } = (await import(new URL('controller.mjs', folder).href)) as Example

const NODES = '/api/v1/nodes'
const DAEMON_SETS = '/apis/apps/v1/daemonsets'
const EVENTS = '/api/v1/events'

const agent = daemonSet('agent')
const said = (events: readonly Told[]): readonly string[] =>
  events.map(({ of, type, reason, message }) => `${of.name} ${type} ${reason}: ${message}`)

describe('what the example of a controller tells', () => {
  it('nothing of the first lists, whichever comes first', () => {
    for (const first of ['Node', 'DaemonSet']) {
      const known = explainer()
      const lists = [
        ['Node', [node('n1')]],
        ['DaemonSet', [agent]],
      ] as const
      for (const [kind, items] of first === 'Node' ? lists : lists.toReversed()) {
        expect(known.listed(kind, items)).toEqual([])
        for (const item of items) known.put(kind, item)
      }
      expect(known.told()).toEqual([])
    }
  })

  it('one Event for all nodes of the same fate, with the reasons', () => {
    const known = explainer()
    const nodes = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => node(name))
    known.listed('Node', nodes)
    known.listed('DaemonSet', [agent])
    for (const each of nodes) known.put('Node', each.taint('gpu=true:NoSchedule'))
    expect(said(known.told())).toEqual([
      'agent Warning NoNewPods: no new pod on a, b, c, d, e and 2 more; an existing one keeps running (untolerated taint gpu=true:NoSchedule)',
    ])
    expect(known.told()).toEqual([])
    known.put('Node', node('a').taint('gpu=true:NoExecute'))
    known.put('Node', node('b'))
    known.drop('Node', node('c'))
    expect(said(known.told())).toEqual([
      'agent Warning NotAllowed: not allowed on a; an existing pod is deleted (untolerated taint gpu=true:NoExecute)',
      'agent Normal ShouldRun: should run on b',
    ])
  })

  it('what comes and goes between two looks is nothing', () => {
    const known = explainer()
    known.listed('Node', [node('n1')])
    known.listed('DaemonSet', [agent])
    known.put('Node', node('n1').taint('gpu=true:NoSchedule'))
    known.put('Node', node('n1'))
    known.put('DaemonSet', daemonSet('other'))
    known.drop('DaemonSet', daemonSet('other'))
    expect(known.told()).toEqual([])
  })

  it('of another list what it changes, after what was told before', () => {
    const known = explainer()
    known.listed('Node', [node('n1'), node('n2')])
    known.listed('DaemonSet', [agent])
    known.put('Node', node('n1').taint('a:NoSchedule'))
    expect(
      said(known.listed('Node', [node('n1').taint('a:NoSchedule'), node('n3')])).map((line) =>
        line.replace(/ \(.*/, ''),
      ),
    ).toEqual([
      'agent Warning NoNewPods: no new pod on n1; an existing one keeps running',
      'agent Normal ShouldRun: should run on n3',
    ])
  })
})

const until = async (done: () => boolean): Promise<void> => {
  for (const end = Date.now() + 60_000; !done();) {
    if (Date.now() > end) throw new Error('it does not come to that')
    await new Promise((resolve) => void setTimeout(resolve, 10))
  }
}

const messages = (server: FakeApiServer): readonly unknown[] =>
  server.objects(EVENTS).map(({ message }) => message)

/** Builders as an API server holds them. */
const held = (object: object): Held => JSON.parse(JSON.stringify(object)) as Held

describe('the example of a controller, beside an API server', () => {
  it('writes Events, through lists that fail and watches that end, with the rights of its role', async () => {
    const server = await fakeApiServer()
    const config = new KubeConfig()
    config.loadFromString(server.kubeconfig)
    const log: string[] = []
    server.put(NODES, held(node('n1')))
    server.put(DAEMON_SETS, held(agent))
    server.fail(1)
    const stop = await run(config, { every: 20, retry: 20, log: (line) => void log.push(line) })
    const watches = (path: string): number =>
      server.asked.filter((asked) => asked.path === path && asked.query['watch'] === 'true').length
    await until(() => watches(NODES) > 0 && watches(DAEMON_SETS) > 0)
    expect(log.length).toBeGreaterThan(0)
    expect(messages(server)).toEqual([])

    server.put(NODES, held(node('n1').taint('gpu=true:NoSchedule')))
    await until(() => messages(server).length === 1)
    server.endWatches()
    await until(() => watches(NODES) > 1 && watches(DAEMON_SETS) > 1)
    server.put(NODES, held(node('n2')))
    await until(() => messages(server).length === 2)
    server.drop(NODES, 'n1')
    server.put(DAEMON_SETS, held(daemonSet('agent').tolerates('gpu=true:NoSchedule')))
    server.put(DAEMON_SETS, held(daemonSet('picky').onNodesLike('disk=ssd')))
    await until(() => messages(server).length === 3)
    await stop()
    await server.close()

    expect(messages(server)).toEqual([
      'no new pod on n1; an existing one keeps running (untolerated taint gpu=true:NoSchedule)',
      'should run on n2',
      'not allowed on n2; an existing pod is deleted (node affinity requires disk In (ssd))',
    ])
    const [event] = server.objects(EVENTS)
    expect(event).toMatchObject({
      metadata: { namespace: 'default' },
      involvedObject: { apiVersion: 'apps/v1', kind: 'DaemonSet', name: 'agent' },
      type: 'Warning',
      reason: 'NoNewPods',
      source: { component: 'podfit' },
    })

    const [, role] = parseAllDocuments(
      readFileSync(new URL('controller.yaml', folder), 'utf8'),
    ).map((document) => document.toJS() as { rules: readonly Rule[] })
    const done = new Set(
      server.asked.map(({ method, path, query }) => {
        const verb = method === 'POST' ? 'create' : query['watch'] === 'true' ? 'watch' : 'list'
        return `${verb} ${path.replace(/.*\//, '')}`
      }),
    )
    const allowed = (role?.rules ?? []).flatMap(({ resources, verbs }) =>
      verbs.flatMap((verb) => resources.map((resource) => `${verb} ${resource}`)),
    )
    expect([...done].sort()).toEqual(allowed.sort())
  })
})

interface Rule {
  readonly resources: readonly string[]
  readonly verbs: readonly string[]
}
