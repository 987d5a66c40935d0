import { describe, expect, it } from 'vitest'
import { aDaemonSet, aPodOf } from '../../../../src/testing/builders.js'
import { podfit } from '../../../support/world.js'

const meta = { namespace: 'a', labels: { app: 'x' } }
const node = (name: string, cpu: string) => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name },
  status: { allocatable: { cpu, pods: '10' } },
})
const agent = (name: string) => ({
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  metadata: { ...meta, name, uid: name },
  spec: {
    selector: { matchLabels: { app: 'x' } },
    template: {
      metadata: { labels: { app: 'x' } },
      spec: { containers: [{ name: 'c', image: 'i', resources: { limits: { cpu: '100m' } } }] },
    },
  },
})
const noPods = { apiVersion: 'v1', kind: 'PodList', items: [] }
const OBJECTS = [node('n1', '2'), node('n2', '4'), agent('logs'), agent('metrics'), noPods]

const capacity = async (args: readonly string[], objects: readonly unknown[] = OBJECTS) =>
  await podfit(['capacity', ...args, '-f', '@c.json'], {
    files: { 'c.json': JSON.stringify(objects) },
  })

describe('podfit capacity', () => {
  it('tells every kind of node, by what containers are limited to where they request nothing', async () => {
    const { code, stdout } = await capacity([])
    expect(code).toBe(0)
    expect(stdout.split('\n').filter((line) => line.includes('DaemonSets take'))).toEqual([
      '1 node (n1): 2 DaemonSets take cpu 200m of 2',
      '1 node (n2): 2 DaemonSets take cpu 200m of 4',
    ])
  })

  it('tells one node, and only the DaemonSets that are asked about', async () => {
    const { stdout } = await capacity(['node/n2', '-o', 'json'])
    expect(JSON.parse(stdout)).toMatchObject({ classes: [{ nodes: ['n2'] }] })
    const none = await capacity(['n2', '-l', 'none=x'])
    expect(none.stdout).toContain('1 node (n2): no DaemonSet')
    expect((await capacity(['n3'])).code).toBe(3)
  })

  it('tells the other nodes where one cannot be read, and which one', async () => {
    const { code, stdout } = await capacity([], [node('odd', 'NaN'), ...OBJECTS])
    expect(code).toBe(4)
    expect(stdout).toContain('1 node (n1): 2 DaemonSets take')
    expect(stdout).toContain('1 node (n2): 2 DaemonSets take')
    expect(stdout).not.toContain('(odd)')
    expect(stdout).toContain(
      'node/odd: status.allocatable.cpu: expected a quantity, found the string "NaN"',
    )
    expect(await capacity(['n1'], [node('odd', 'NaN'), ...OBJECTS])).toMatchObject({ code: 0 })
    for (const args of [['odd'], []]) {
      const none = await capacity(args, [node('odd', 'NaN'), agent('logs'), noPods])
      expect(none).toMatchObject({ code: 4, stdout: '' })
      expect(none.stderr).toContain('node/odd: status.allocatable.cpu: expected a quantity')
    }
  })

  it('tells of the rest where the requests of a pod or a DaemonSet cannot be read', async () => {
    const resources = { requests: { cpu: '1O0m' } }
    const containers = [{ name: 'main', image: 'main:1', resources }]
    const pod = aPodOf(aDaemonSet({ name: 'gone' }), { node: 'n1' })
    const oddPod = { ...pod, spec: { ...pod.spec, containers } }
    const oddAgent = aDaemonSet({ name: 'odd', podSpec: { containers } })
    const { code, stdout } = await capacity([], [...OBJECTS, oddPod, oddAgent])
    expect(code).toBe(4)
    expect(stdout).toContain('1 node (n2): 2 DaemonSets take')
    expect(stdout).toContain('1 node (n1): 2 DaemonSets take')
    const fault = 'expected a quantity, found the string "1O0m"; not counted'
    expect(stdout).toContain(`requests.cpu: ${fault}`)
    expect(stdout).toContain('daemonset/default/odd: spec.template.spec.containers[0]')
    expect(stdout).toContain('pod/default/pod-n1: spec.containers[0]')
  })

  it('says what was not given', async () => {
    const withoutPods = await capacity([], OBJECTS.slice(0, 4))
    expect(withoutPods.code).toBe(4)
    expect(withoutPods.stdout).toContain('Not checked: which pods are there')
    expect(withoutPods.stdout).not.toContain('LEFT NOW')
    expect((await capacity([], [agent('logs'), noPods])).stderr).toContain('no nodes')
  })
})
