import { describe, expect, it } from 'vitest'
import { createdRevision } from '../../../src/sync/createdObjects.js'
import { aDaemonSet, aPodOf } from '../../../src/testing/builders.js'
import { podfit } from '../../support/world.js'

const agent = aDaemonSet()
const former = aDaemonSet({
  podSpec: { hostNetwork: true },
  metadata: { annotations: { 'kubernetes.io/change-cause': 'first try' } },
})
const plain = (value: object): unknown =>
  JSON.parse(
    JSON.stringify(value, (_key, member) => (typeof member === 'bigint' ? Number(member) : member)),
  )
const revisions = [createdRevision(former, 'a', 1), createdRevision(agent, 'b', 2)].map(plain)
const pods = ['n1', 'n2', 'n3'].map((node, i) => aPodOf(agent, { node, hash: i === 0 ? 'a' : 'b' }))
const orphan = aPodOf(agent, { node: 'n4', hash: 'b', metadata: { ownerReferences: [] } })

const historyOf = async (objects: readonly unknown[], args: readonly string[] = ['agent']) =>
  await podfit(['history', ...args, '-f', '-'], { stdin: JSON.stringify(objects) })

describe('podfit history', () => {
  it('lists the revisions, oldest first, with the pods that each still has', async () => {
    const { code, stdout, stderr } = await historyOf([agent, ...revisions, ...pods, orphan])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toBe(
      [
        'default/agent',
        'REVISION     NAME     PODS  CHANGE-CAUSE',
        '1            agent-a  1     first try',
        '2 (current)  agent-b  2     <none>',
        '',
      ].join('\n'),
    )
  })

  it('does not take pods that were not given for none', async () => {
    const { stdout } = await historyOf([agent, ...revisions])
    expect(stdout).toContain('1            agent-a  ?     first try')
  })

  it('finds no history of a manifest that was never created, and so has no uid', async () => {
    const manifest = aDaemonSet({ metadata: { uid: null } })
    const { code, stdout } = await historyOf([manifest, ...revisions, ...pods])
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout:
        'default/agent\nNo rollout history found.\nOf manifests not validated: annotations, finalizers, ownerReferences, the pod spec but for tolerations, nodeSelector, nodeAffinity, nodeName, restartPolicy, activeDeadlineSeconds, and names and images of containers.\n',
    })
  })

  it('is data, too', async () => {
    const { stdout } = await historyOf([agent, ...revisions, ...pods], ['agent', '-o', 'json'])
    expect(JSON.parse(stdout)).toEqual({
      formatVersion: 1,
      kubernetes: expect.any(String) as string,
      daemonSet: 'default/agent',
      incomplete: false,
      problems: [],
      refused: [],
      notes: [],
      unchecked: [],
      notValidated: [],
      revisions: [
        {
          revision: 1,
          name: 'agent-a',
          hash: 'a',
          changeCause: 'first try',
          current: false,
          pods: 1,
        },
        { revision: 2, name: 'agent-b', hash: 'b', current: true, pods: 2 },
      ],
    })
  })

  it('finds none where there is none', async () => {
    const { stdout } = await historyOf([agent, { kind: 'ControllerRevisionList', items: [] }])
    expect(stdout).toBe('default/agent\nNo rollout history found.\n')
  })

  it.each<[readonly string[], readonly unknown[], string]>([
    [[], [agent, ...revisions], 'history: expected DAEMONSET'],
    [['agent', 'other'], [agent, ...revisions], 'too many arguments: other'],
    [['nobody'], [agent, ...revisions], 'no DaemonSet nobody'],
    [['agent'], revisions, 'no DaemonSet agent'],
    [['agent'], [agent], 'the input has no controllerrevisions'],
  ])('asks for what is missing: %j', async (args, objects, message) => {
    const { code, stderr } = await historyOf(objects, args)
    expect(code).toBe(message.includes('controllerrevisions') ? 4 : 3)
    expect(stderr).toContain(message)
  })

  it('says what it could not read, and lists the rest', async () => {
    const broken = {
      apiVersion: 'apps/v1',
      kind: 'ControllerRevision',
      metadata: { name: 'x' },
      revision: 'one',
    }
    const { code, stdout, stderr } = await historyOf([agent, ...revisions, broken])
    expect(code).toBe(4)
    expect(stderr).toContain('revision: expected')
    expect(stdout).toContain('2 (current)')
  })
})
