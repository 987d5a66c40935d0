import { describe, expect, it } from 'vitest'
import { podfit } from '../support/world.js'

const on = async (name: string, ...args: readonly string[]) =>
  await podfit([...args, '-f', `test/fixtures/threads/${name}.yaml`])

describe('what people asked', () => {
  it('kubernetes/kubernetes#92960: tolerationSeconds that a DaemonSet does not honour', async () => {
    const { stdout } = await on('toleration-seconds-lost', 'audit')
    expect(stdout).toContain(
      'tolerationSeconds: 30 of node.kubernetes.io/unreachable:NoExecute is dropped: the controller puts its own toleration there',
    )
    expect(stdout.match(/\[TolerationSecondsLost\]/g)).toHaveLength(2)
    const explained = await on('toleration-seconds-lost', 'explain', 'ds/agent', 'node/w1')
    expect(explained.stdout.split('\n').slice(0, 2)).toEqual([
      'default/agent on w1: run: should run here',
      '  ✓ taint node.kubernetes.io/unreachable:NoExecute (spec.taints[0]) is tolerated by the automatic toleration',
    ])
  })

  it('flannel-io/flannel#1459: a DaemonSet for Linux on Windows nodes', async () => {
    const { stdout } = await on('linux-ds-on-windows', 'audit')
    expect(stdout).toContain('should run on 1 linux node and 1 windows node')
    expect(stdout).toContain('linux: lin1')
    expect(stdout).toContain('windows: win1')
  })

  it.each(['drain node4', 'drain node4 --ignore-daemonsets=false'])(
    'kubernetes/kubernetes#128312: %s is refused, and the node stays cordoned',
    async (edit) => {
      const { code, stdout } = await on('drain-without-ignore', 'what-if', edit)
      expect(code).toBe(1)
      expect(stdout).toContain('kubectl does not drain node node4: it cordons it and evicts no pod')
      expect(stdout).toContain('--ignore-daemonsets')
      expect(stdout).toContain('default/agent-a')
      const done = await on(
        'drain-without-ignore',
        'what-if',
        'drain',
        'node4',
        '--ignore-daemonsets=true',
      )
      expect(done.code).toBe(0)
    },
  )

  it('helm/helm#8660: helm --wait is ready at once on a cluster of one node, where others wait', async () => {
    const { stdout } = await on('helm-wait', 'rollout', 'agent')
    expect(stdout).toContain(
      [
        'kubectl rollout status: Waiting for daemon set "agent" rollout to finish: 0 of 1 updated pods are available...',
        'helm 3 --wait: ready: 0 ready, and 1 desired - 1 maxUnavailable = 0 are enough',
        'helm 4 --wait, Flux: InProgress: Available: 0/1',
        'Argo CD: Progressing: Waiting for daemon set "agent" rollout to finish: 0 of 1 updated pods are available...',
        '',
      ].join('\n'),
    )
    const json = await on('helm-wait', 'rollout', 'agent', '-o', 'json')
    expect(JSON.parse(json.stdout)).toMatchObject({
      deployReady: {
        helm3: { code: 'Ready', ready: true, numberReady: 0, enough: 0 },
        kstatus: { code: 'LessAvailable', status: 'InProgress', number: 0, desired: 1 },
        argo: { code: 'Unavailable', status: 'Progressing', available: 0, desired: 1 },
      },
    })
    const page = await on('helm-wait', 'status', '--details')
    expect(page.stdout).toContain(
      '  default/agent  helm 3 ready  helm 4, Flux InProgress (Available: 0/1)  Argo CD Progressing\n',
    )
  })

  it('kubernetes-sigs/azurefile-csi-driver#454: everything but virtual nodes', async () => {
    const { stdout } = await on('all-but-virtual', 'suggest', 'csi-node')
    expect(stdout).toContain('key: sku')
    expect(stdout).not.toContain('key: virtual-kubelet.io/provider')
    expect(stdout).toContain(
      'but for 1 virtual node, where its pods never start: virtual-node-aci-linux',
    )
    expect(stdout).toContain(
      'Or keep them, and add to each term of its required node affinity (-o json has the patch):\n  - key: type\n    operator: NotIn\n    values:\n      - virtual-kubelet\n',
    )
    expect((await on('all-but-virtual', 'audit')).stdout).toContain('[RunsOnVirtualNode]')
  })

  it('admiraltyio/admiralty#114: kube-proxy on virtual nodes of Admiralty', async () => {
    const { stdout } = await on('admiralty-virtual', 'audit')
    expect(stdout).toContain(
      'should run on 1 virtual node, where its pods never start: virtual-kubelet.io/provider=admiralty [RunsOnVirtualNode]',
    )
  })

  it('taints that others take off again are not dead', async () => {
    const { stdout } = await on('dead-taint-transient', 'audit')
    expect(stdout.match(/^.*\[DeadTaint\]$/gm)).toEqual([
      expect.stringContaining('kubernetes.azure.com/scalesetpriority:NoSchedule') as string,
    ])
  })
})
