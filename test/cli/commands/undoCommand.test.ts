import { describe, expect, it } from 'vitest'
import { createdRevision } from '../../../src/sync/createdObjects.js'
import { aDaemonSet, aNode, aPodOf } from '../../../src/testing/builders.js'
import { podfit } from '../../support/world.js'

const GENERATION = 'deprecated.daemonset.template.generation'
const annotations = { [GENERATION]: '2' }
const agent = aDaemonSet({ metadata: { annotations, generation: 2 } })
const former = aDaemonSet({ podSpec: { hostNetwork: true } })
const plain = (value: object): unknown =>
  JSON.parse(
    JSON.stringify(value, (_key, member) => (typeof member === 'bigint' ? Number(member) : member)),
  )
const revisions = [createdRevision(former, 'a', 1), createdRevision(agent, 'b', 2)].map(plain)
const cluster = [
  agent,
  ...revisions,
  ...['n1', 'n2'].map((name) => aNode(name)),
  aNode('n3', { taints: ['k:NoSchedule'] }),
  aPodOf(agent, { node: 'n1', hash: 'a' }),
  aPodOf(agent, { node: 'n2', hash: 'b' }),
]

const undo = async (args: readonly string[] = ['agent'], objects: readonly unknown[] = cluster) =>
  await podfit(['undo', ...args, '-f', '-', '--now', '2026-01-02T00:00:00Z'], {
    stdin: JSON.stringify(objects),
  })

describe('podfit undo', () => {
  it('goes back to the revision before, whose pods are up to date again', async () => {
    const { code, stdout, stderr } = await undo()
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout.split('\n')).toEqual([
      'daemonset.apps/agent rolled back (dry run)',
      'to revision 1 (agent-a); the next pass of the controller:',
      '  - delete pod-n2 (n2): outdated, within maxUnavailable',
      '  · 1 outdated pod: maxUnavailable 1, 0 in use',
      '  ~ revision agent-a becomes number 3',
      '  ~ status: desired 0 → 2, current 0 → 2, ready 0 → 2, up-to-date 0 → 1, available 0 → 2, observed generation 0 → 3',
      '  · should not run on 1 node: untolerated taint k:NoSchedule (n3)',
      '',
    ])
  })

  it('has nothing to do where the template is that already', async () => {
    const { code, stdout } = await undo(['agent', '--to-revision', '2'])
    expect(code).toBe(0)
    expect(stdout).toContain(
      'daemonset.apps/agent skipped rollback (current template already matches revision 2)\n',
    )
  })

  it('says that the pass has nothing to do, where it has not', async () => {
    const stored = {
      ...agent,
      status: {
        desiredNumberScheduled: 1,
        currentNumberScheduled: 1,
        numberReady: 1,
        updatedNumberScheduled: 1,
        numberAvailable: 1,
        observedGeneration: 2,
      },
    }
    const calm = [stored, ...revisions, aNode('n1'), aPodOf(agent, { node: 'n1', hash: 'b' })]
    const { stdout } = await undo(['agent', '--to-revision=2'], calm)
    expect(stdout).toContain('  nothing to do\n')
  })

  it('looks at the pass of this moment where no other is asked for', async () => {
    const args = ['undo', 'agent', '-f', '-', '-o', 'json']
    const { stdout } = await podfit(args, { stdin: JSON.stringify(cluster) })
    expect(JSON.parse(stdout)).toMatchObject({ now: '2026-01-02T12:00:00Z' })
  })

  it('is data, too', async () => {
    const { stdout } = await undo(['agent', '-o', 'json'])
    expect(JSON.parse(stdout)).toMatchObject({
      formatVersion: 1,
      now: '2026-01-02T00:00:00Z',
      incomplete: false,
      problems: [],
      undo: { code: 'RolledBack', message: 'rolled back', to: { revision: 1, name: 'agent-a' } },
      plan: { revision: { code: 'Current', name: 'agent-a', renumbered: { 'agent-a': 3 } } },
    })
  })

  it.each([
    ['9', 'default/agent: unable to find specified revision 9 in history'],
    ['-1', 'default/agent: unable to find specified revision -1 in history'],
  ])('refuses revision %s as kubectl does', async (number, message) => {
    const { code, stdout, stderr } = await undo(['agent', `--to-revision=${number}`])
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' })
    expect(stderr).toContain(`podfit: ${message}\n`)
  })

  it('has nothing to go back to with one revision', async () => {
    const { code, stderr } = await undo(['agent'], [agent, revisions[1]])
    expect(code).toBe(1)
    expect(stderr).toContain('no last revision to roll back to')
  })

  it.each<[readonly string[], readonly unknown[], string]>([
    [[], cluster, 'undo: expected DAEMONSET'],
    [['agent', 'other'], cluster, 'too many arguments: other'],
    [['nobody'], cluster, 'no DaemonSet nobody'],
    [['agent'], revisions, 'no DaemonSet agent'],
    [['agent'], [agent], 'the input has no controllerrevisions'],
    [
      ['agent', '--to-revision', 'x'],
      cluster,
      '--to-revision x: expected the number of a revision',
    ],
  ])('asks for what is missing: %j', async (args, objects, message) => {
    const { code, stderr } = await undo(args, objects)
    expect(code).toBe(message.includes('controllerrevisions') ? 4 : 3)
    expect(stderr).toContain(message)
  })

  it('says what it could not read', async () => {
    const broken = { apiVersion: 'v1', kind: 'Node', metadata: { name: 5 } }
    expect((await undo(['agent'], [...cluster, broken])).code).toBe(4)
    expect((await undo(['agent', '--to-revision=9'], [...cluster, broken])).code).toBe(4)
  })
})
