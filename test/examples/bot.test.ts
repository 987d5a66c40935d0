import { readFileSync } from 'node:fs'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { KubeConfig } from '@kubernetes/client-node'
import { cluster, decodeObjects, type Cluster } from 'podfit'
import { daemonSet, node, pod } from 'podfit/testing'
import { describe, expect, it } from 'vitest'
import { fakeApiServer, type Held } from '../support/fakeApiServer.js'

interface Example {
  readonly readQuestion: (text: string) => unknown
  readonly answer: (snapshot: Cluster, question: string, now: Date) => string
  readonly bot: (config: KubeConfig) => Server
}

const file = new URL('../../examples/ops-bot/bot.mjs', import.meta.url).href
const { readQuestion, answer, bot } = (await import(file)) as Example

const recorded = cluster(
  decodeObjects(JSON.parse(readFileSync('test/fixtures/eks-karpenter.json', 'utf8'))),
)
const asked = (question: string, snapshot = recorded): string =>
  answer(snapshot, question, new Date('2026-01-01T00:00:00Z'))

describe('the example of a bot', () => {
  it.each([
    'why is fluent-bit not on worker-3?',
    'Why is `fluent-bit` not running on node `worker-3`?',
    'hey bot, why does fluent-bit not run on worker-3',
    "why isn't fluent-bit running on worker-3?",
    'why not fluent-bit on worker-3',
    'why fluent-bit not on node worker-3',
  ])('reads %s', (question) => {
    expect(readQuestion(question)).toEqual({ daemonSet: 'fluent-bit', node: 'worker-3' })
  })

  it('reads no other question, and says what it can be asked', () => {
    expect(readQuestion('how are you?')).toBe(undefined)
    expect(asked('how are you?')).toContain('Ask me: why is')
  })

  it('says why not, what is there, and what would help', () => {
    expect(asked('why is dcgm-exporter not on ip-10-0-180-63.ec2.internal?')).toBe(
      [
        '**`monitoring/dcgm-exporter` on `ip-10-0-180-63.ec2.internal`: no new pod; an existing pod keeps running**',
        '```',
        '  ✗ untolerated taint nvidia.com/gpu=true:NoSchedule (an existing pod keeps running)',
        '      spec.taints[0]; nothing in spec.template.spec.tolerations tolerates it',
        'No pod is there.',
        '```',
        'What would help:',
        '```',
        'Change the DaemonSet:',
        'it tolerates nvidia.com/gpu=true:NoSchedule',
        'It would then also run on 2 nodes: ip-10-0-115-62.ec2.internal, ip-10-0-50-61.ec2.internal.',
        'Change the node:',
        'kubectl taint nodes ip-10-0-180-63.ec2.internal nvidia.com/gpu:NoSchedule-',
        'These would then also run there: logging/fluent-bit, observability/vector-agent-small.',
        '```',
      ].join('\n'),
    )
  })

  it('says what is there where it should run', () => {
    const agent = daemonSet('agent')
    const nodes = [node('n1'), node('n2'), node('n3')]
    const running = pod('agent-1').of(agent).on('n1')
    const snapshot = cluster({ nodes, daemonSets: [agent], pods: [running], revisions: [] })
    expect(asked('why is agent not on n1', snapshot)).toContain('is there')
    expect(asked('why is agent not on n2', snapshot)).toContain('No pod is there: not created yet.')
    const blind = cluster({ nodes, daemonSets: [agent] })
    expect(asked('why is agent not on n2', blind)).toContain('I do not know the pods.')
  })

  it('says which names nothing has, and which are not clear', () => {
    const [a, b] = [daemonSet('agent').inNamespace('a'), daemonSet('agent').inNamespace('b')]
    const snapshot = cluster({ nodes: [node('n1')], daemonSets: [a, b], pods: [] })
    expect(asked('why is other not on n1', snapshot)).toBe('There is no DaemonSet `other`.')
    expect(asked('why is a/agent not on n9', snapshot)).toBe('There is no node `n9`.')
    expect(asked('why is agent not on n1', snapshot)).toBe('Which one? `a/agent`, `b/agent`')
    expect(asked('why is a/agent not on n1', snapshot)).toContain('**`a/agent` on `n1`: should')
  })

  it('answers over HTTP, of the cluster as it is then', async () => {
    const api = await fakeApiServer()
    const config = new KubeConfig()
    config.loadFromString(api.kubeconfig)
    const held = (object: object): Held => JSON.parse(JSON.stringify(object)) as Held
    api.put('/api/v1/nodes', held(node('n1').taint('gpu=true:NoSchedule')))
    api.put('/apis/apps/v1/daemonsets', held(daemonSet('agent')))
    const server = bot(config)
    await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done))
    const { port } = server.address() as AddressInfo
    const ask = async (text: string): Promise<unknown> => {
      const body = new URLSearchParams({ text })
      const response = await fetch(`http://127.0.0.1:${port}`, { method: 'POST', body })
      return response.status === 200 ? await response.json() : response.status
    }
    const text = expect.stringContaining('✗ untolerated taint gpu=true:NoSchedule') as string
    expect(await ask('why is agent not on n1?')).toEqual({ response_type: 'in_channel', text })
    expect(await ask('hello')).toMatchObject({ text: expect.stringContaining('Ask me') as string })
    expect(await ask('x'.repeat(20_000))).toBe(500)
    api.fail(1)
    expect(await ask('why is agent not on n1?')).toBe(500)
    server.close()
    server.closeAllConnections()
    await api.close()
  })
})
