import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { createdRevision } from '../../../src/sync/createdObjects.js'
import { aDaemonSet, aNode, aPodOf } from '../../../src/testing/builders.js'
import { podfit } from '../../support/world.js'

const agent = aDaemonSet({ podSpec: { tolerations: [{ operator: 'Exists' }] } })
const plain = (value: object): unknown =>
  JSON.parse(
    JSON.stringify(value, (_key, part) => (typeof part === 'bigint' ? Number(part) : part)),
  )
const OBJECTS = [
  agent,
  aNode('n1', { taints: ['dedicated=\u001b[31m\u202e: yes:NoSchedule'] }),
  aNode('n2'),
  aPodOf(agent, { node: 'n2' }),
  plain(createdRevision(agent, 'b', 1)),
  plain(createdRevision(aDaemonSet({ podSpec: { hostNetwork: true } }), 'a', 2)),
  { apiVersion: 'v1', kind: 'Node', metadata: { name: 5 } },
]

const files = { 'cluster.json': JSON.stringify(OBJECTS) }

describe('YAML', () => {
  it.each([
    ['plan'],
    ['plan', '--against', '1.24'],
    ['explain', 'agent'],
    ['rollout', 'agent', '--restart'],
    ['what-if', 'cordon n1'],
    ['diff', '@cluster.json', '@cluster.json'],
    ['taint', 'nodes', 'n2', 'a:NoSchedule'],
    ['history', 'agent'],
    ['undo', 'agent'],
    ['audit'],
    ['suggest', 'agent'],
    ['suggest', 'agent', 'n1'],
  ])('says the same as JSON: %s', async (...args: readonly string[]) => {
    const given = args[0] === 'diff' ? args : [...args, '-f', '@cluster.json']
    const [json, yaml] = await Promise.all(
      ['json', 'yaml'].map(async (format) => await podfit([...given, '-o', format], { files })),
    )
    expect(parse(yaml?.stdout ?? '')).toEqual(JSON.parse(json?.stdout ?? ''))
    expect(yaml).toMatchObject({ code: json?.code, stderr: json?.stderr })
    expect(yaml?.stdout).not.toMatch(/\p{Cf}/u)
    expect(yaml?.stdout).not.toContain('\u001b')
  })

  it('says the same of versions', async () => {
    const { stdout } = await podfit(['versions', '-o=yaml'])
    expect(parse(stdout)).toEqual(JSON.parse((await podfit(['versions', '-o=json'])).stdout))
  })
})
