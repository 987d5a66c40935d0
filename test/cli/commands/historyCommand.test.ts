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

  it('--revision shows what it recorded as kubectl does, and how the current template differs', async () => {
    const { code, stdout, stderr } = await historyOf(
      [agent, ...revisions, ...pods],
      ['agent', '--revision', '1'],
    )
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toBe(
      [
        'default/agent',
        'daemonset.apps/agent with revision #1',
        'Pod Template:',
        '  Labels:       app=agent',
        '  Containers:',
        '   main:',
        '    Image:      main:1',
        '    Port:       <none>',
        '    Host Port:  <none>',
        '    Environment:        <none>',
        '    Mounts:     <none>',
        '  Volumes:      <none>',
        '  Node-Selectors:       <none>',
        '  Tolerations:  <none>',
        '',
        'recorded in agent-a; its pods carry controller-revision-hash: a',
        'change-cause: first try',
        '1 pod of it: n1',
        'the current template differs in 1 field (this revision → now; what kubectl does not print above included):',
        '  spec.hostNetwork: true → not set',
        'podfit undo default/agent --to-revision 1 says what going back to it does',
        '',
      ].join('\n'),
    )
    const json = await historyOf(
      [agent, ...revisions, ...pods],
      ['agent', '--revision', '1', '-o', 'json'],
    )
    expect(JSON.parse(json.stdout)).toMatchObject({
      revisions: [{ revision: 1, pods: 1 }],
      template: { spec: { hostNetwork: true } },
      differences: [{ path: ['spec', 'hostNetwork'], before: true }],
    })
  })

  it('--revision says of the current one that it is, and what it does not know of its pods', async () => {
    const { stdout } = await historyOf([agent, ...revisions], ['agent', '--revision=2'])
    expect(stdout).toContain('\nthe current template is this one\n')
    expect(stdout).toContain('pods were not given, so it is not known which have it')
    const none = await historyOf([agent, ...revisions, orphan], ['agent', '--revision=2'])
    expect(none.stdout).toContain('\n0 pods of it\n')
  })

  it('--revision counts more differences than it tells, and says where they are', async () => {
    const labels = Object.fromEntries(
      Array.from({ length: 30 }, (_, i) => [`l${i}`, 'x'.repeat(99)]),
    )
    const template = {
      ...agent.spec?.template,
      metadata: { labels: { ...agent.spec?.template?.metadata?.labels, ...labels } },
    }
    const other = { ...agent, spec: { ...agent.spec, template } }
    const recorded = plain(createdRevision(other, 'c', 1))
    const { stdout } = await historyOf([agent, recorded], ['agent', '--revision', '1'])
    expect(stdout).toContain('differs in 30 fields')
    expect(stdout).toContain(`metadata.labels.l0: "${'x'.repeat(78)}… → not set`)
    expect(stdout).toContain('  and 10 more; -o json lists all')
  })

  it.each<[string, number, string]>([
    ['7', 3, 'default/agent: unable to find the specified revision; revisions: 1, 2, 3'],
    ['3', 1, 'default/agent: unable to parse history odd; revisions: 1, 2, 3'],
    ['-1', 3, 'revision must be a positive integer: -1'],
    ['x', 3, '--revision x: expected the number of a revision'],
  ])('--revision %s exits with %i', async (number, exit, message) => {
    const [{ metadata }] = revisions as [{ metadata: object }]
    const odd = {
      apiVersion: 'apps/v1',
      kind: 'ControllerRevision',
      metadata: { ...metadata, name: 'odd' },
      data: {},
      revision: 3,
    }
    const { code, stdout, stderr } = await historyOf(
      [agent, ...revisions, odd],
      ['agent', `--revision=${number}`],
    )
    expect({ code, stdout }).toEqual({ code: exit, stdout: '' })
    expect(stderr).toContain(message)
  })

  it('--revision finds no history where there is none', async () => {
    const { stdout } = await historyOf(
      [agent, { kind: 'ControllerRevisionList', items: [] }],
      ['agent', '--revision', '1'],
    )
    expect(stdout).toBe('default/agent\nNo rollout history found.\n')
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
