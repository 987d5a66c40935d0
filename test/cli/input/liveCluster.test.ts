import { describe, expect, it } from 'vitest'
import { run } from '../../../src/cli/run.js'
import type { World } from '../../../src/cli/world.js'
import { aDaemonSet, aNode } from '../../../src/testing/builders.js'
import { FORBIDDEN, kubectl, LIVE, typed, withoutPlaces } from '../../support/kubectl.js'
import { fakeWorld, podfit } from '../../support/world.js'

const resourcesOf = (asked: readonly (readonly string[])[]) => asked.map((args) => args[2])

describe('a cluster that is running', () => {
  it('is read by kubectl get, each list by itself, all at once, and what is not there is known to be none', async () => {
    const { program, asked } = kubectl(LIVE)
    const live = await podfit(['plan', '--cluster', '-o', 'json'], { program })
    expect(live).toMatchObject({ code: 0, stderr: '' })
    expect(JSON.parse(live.stdout)).toMatchObject({ incomplete: false, unchecked: [] })
    expect(asked[0]).toEqual(['kubectl', 'get', 'nodes', '--all-namespaces', '--output=json'])
    expect(resourcesOf(asked)).toEqual([
      'nodes',
      'daemonsets.apps',
      'controllerrevisions.apps',
      'namespaces',
      'events',
      'pods',
    ])
  })

  it('answers as the same objects in a file do', async () => {
    const { program } = kubectl(LIVE)
    const none = (kind: string) => ({ apiVersion: 'v1', kind: `${kind}List`, items: [] })
    const items = [...Object.values(LIVE).flat(), none('Event'), none('Namespace')]
    const revisions = { apiVersion: 'apps/v1', kind: 'ControllerRevisionList', items: [] }
    const file = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [...items, revisions] })
    for (const verb of ['status', 'plan', 'matrix', 'audit', 'explain']) {
      const live = await podfit([verb, '--cluster'], { program })
      const given = await podfit([verb, '-f', '@all.json'], { files: { 'all.json': file } })
      expect(withoutPlaces(live)).toEqual(withoutPlaces(given))
    }
  })

  it('is asked for no more than the verb needs, of the context that is named', async () => {
    const { program, asked } = kubectl(LIVE)
    await podfit(['matrix', '--context', 'prod'], { program })
    await podfit(['suggest', 'agent', '--kubeconfig', 'k.yaml'], { program })
    await podfit(['explain', 'deploy/web', '--cluster'], { program })
    expect(asked.map((args) => args.slice(2).join(' '))).toEqual([
      'nodes --all-namespaces --output=json --context=prod',
      'daemonsets.apps --all-namespaces --output=json --context=prod',
      'pods --all-namespaces --output=json --context=prod',
      'nodes --all-namespaces --output=json --kubeconfig=k.yaml',
      'daemonsets.apps --all-namespaces --output=json --kubeconfig=k.yaml',
      'nodes --all-namespaces --output=json',
      'pods --all-namespaces --output=json',
      'deployments.apps --all-namespaces --output=json',
    ])
  })

  it('is unknown where it may not be read, never empty', async () => {
    const { program } = kubectl({ ...LIVE, pods: FORBIDDEN })
    const ran = await podfit(['plan', '--cluster'], { program })
    expect(ran.code).toBe(4)
    expect(`${ran.stdout}${ran.stderr}`).toContain(FORBIDDEN)
    expect(ran.stdout).toContain(
      'Not known: which pods are created and deleted, for pods were not given.',
    )
    expect(ran.stdout).toContain('? pods were not given')
  })

  it('lacks what an answer is whole without, and says so', async () => {
    const { program } = kubectl({ ...LIVE, events: 'Error from server (Forbidden): events' })
    const ran = await podfit(['status', '--cluster'], { program })
    expect(ran.code).toBe(0)
    expect(ran.stderr).toBe(
      'podfit: not known, for kubectl get events --all-namespaces --output=json says: Error from server (Forbidden): events\n',
    )
  })

  it('says what to do where nothing can be read', async () => {
    const saying = (text: string) => kubectl({ nodes: text, 'daemonsets.apps': text, pods: text })
    const noContext = saying('error: context "prod" does not exist')
    expect(await podfit(['matrix', '--context', 'prod'], noContext)).toEqual({
      code: 3,
      stdout: '',
      stderr:
        'podfit: kubectl says: error: context "prod" does not exist\nkubectl config get-contexts lists the contexts there are; --context NAME chooses one.\nRun podfit matrix --help for arguments and options.\n',
    })
    const refused = 'The connection to the server localhost:8080 was refused'
    const away = await podfit(['matrix', '--cluster'], saying(refused))
    expect(away).toMatchObject({ code: 4, stdout: '' })
    expect(away.stderr).toContain(`the cluster cannot be reached; kubectl says: ${refused}`)
    const none = await podfit(['matrix', '--cluster'])
    expect(none).toMatchObject({ code: 3, stdout: '' })
    expect(none.stderr).toContain('kubectl is not on the PATH')
  })

  it('says nothing in the words of kubectl that acts on the terminal', async () => {
    const evil = '\u001B[2J\u202Eerror'
    for (const text of [evil, `error: context "${evil}" does not exist`, `no such host ${evil}`]) {
      const lists = { nodes: text, 'daemonsets.apps': text, pods: text, events: text }
      const { stdout, stderr } = await podfit(['status', '--cluster'], kubectl(lists))
      expect(`${stdout}${stderr}`).toContain('error')
      for (const mark of ['\u001B', '\u202E']) expect(`${stdout}${stderr}`).not.toContain(mark)
    }
  })

  it('is what diff compares with, and files may stand beside it', async () => {
    const { program } = kubectl(LIVE)
    const changed = aDaemonSet({ name: 'agent', podSpec: { nodeSelector: { disk: 'ssd' } } })
    const files = { 'm.json': JSON.stringify(typed('apps/v1', 'DaemonSet', changed)) }
    const ran = await podfit(['diff', '--cluster', '--apply', '@m.json'], { program, files })
    expect(ran.stdout).toContain('default/agent: should run on 0 instead of 2 nodes')
    const node = { 'n.json': JSON.stringify(typed('v1', 'Node', aNode('n3'))) }
    const more = await podfit(['matrix', '--cluster', '-f', '@n.json', '-o', 'json'], {
      program,
      files: node,
    })
    expect(more.stdout).toContain('n3')
  })

  it('is looked at by the plugin of kubectl unless files are given', async () => {
    const asPlugin = async (args: readonly string[], program: World['program']) => {
      const { world, printed } = fakeWorld({ program })
      const code = await run(args, world, { looksAtCluster: true })
      return { code, ...printed }
    }
    const { program, asked } = kubectl(LIVE)
    expect(await asPlugin(['matrix'], program)).toMatchObject({ code: 0 })
    expect(asked).toHaveLength(3)
    expect(await asPlugin(['matrix', '-f', 'not-there.json'], program)).toMatchObject({ code: 3 })
    expect(await asPlugin(['completion', 'bash'], program)).toMatchObject({ code: 0 })
    expect(asked).toHaveLength(3)
  })
})
