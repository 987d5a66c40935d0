import { describe, expect, it } from 'vitest'
import { podfit, withFiles } from '../../support/world.js'

const agent = (name: string, cpu: string) => ({
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  metadata: { namespace: 'a', name, uid: name },
  spec: {
    selector: { matchLabels: { name } },
    template: {
      metadata: { labels: { name } },
      spec: { containers: [{ name: 'c', image: 'x:1', resources: { requests: { cpu } } }] },
    },
  },
})

const worker = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'w', uid: 'w' } }

const ADD = 'add nodes --count 2'

/** An edit, with nodes added like one that has so much. */
const whatIf = async (
  allocatable: object,
  edits: readonly string[],
  ...more: readonly string[]
) => {
  const big = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'big' }, status: { allocatable } }
  return await withFiles({ 'big.json': JSON.stringify(big) }, async (folder) => {
    const given = edits.map((edit) =>
      edit === ADD ? `${ADD} --template ${folder}/big.json` : edit,
    )
    return await podfit(['what-if', ...given, '-f', '@cluster.json', ...more], {
      files: {
        'cluster.json': JSON.stringify([worker, agent('logs', '900m'), agent('net', '300m')]),
      },
    })
  })
}

describe('podfit what-if with nodes that are added', () => {
  it('says what DaemonSets take of them, which do not fit, and in which order they come up', async () => {
    const { stdout } = await whatIf({ cpu: '1', pods: '10' }, [ADD])
    const lines = stdout.split('\n')
    const from = lines.findIndex((line) => line.startsWith('New nodes'))
    expect(lines.slice(from + 1, lines.indexOf('', from))).toEqual([
      '  2 nodes (big-1, big-2): 2 DaemonSets take cpu 1200m of 1',
      '      RESOURCE  NODE  DAEMONSETS  %    LEFT',
      '      cpu       1     1200m       120  -200m',
      '      pods      10    2           20   8',
      '    · a/logs: cpu 900m',
      '    · a/net: cpu 300m',
      '    ✗ a/net does not fit beside the others: cpu 300m requested, 900m of 1 taken',
      '  node pool big: 2 DaemonSets come up',
      '    1. once others have taken off node.kubernetes.io/not-ready:NoSchedule: a/logs, a/net',
    ])
    const { stdout: json } = await whatIf({ cpu: '1', pods: '10' }, [ADD], '-o', 'json')
    expect(JSON.parse(json)).toMatchObject({
      newNodes: [
        {
          capacity: { nodes: ['big-1', 'big-2'], overhead: { left: { cpu: -200 } } },
          unreadable: [],
          readiness: { places: [{ names: ['big'], stuck: [] }] },
        },
      ],
    })
    const markdown = await whatIf({ cpu: '1', pods: '10' }, [ADD], '-o', 'markdown')
    expect(markdown.stdout).toContain('a/net does not fit beside the others')
  })

  it('says that it is not known where nodes do not say what they have, or that cannot be read', async () => {
    expect((await whatIf({}, [ADD])).stdout).toContain(
      '? whether they fit is not known: the node says nothing of its allocatable',
    )
    expect((await whatIf({ cpu: 'much' }, [ADD])).stdout).toContain(
      '? whether pods fit is not known: nodes.big-1.status.allocatable.cpu: expected a quantity, found the string "much"',
    )
  })

  it('takes them as later edits leave them, and says nothing of those that are deleted again', async () => {
    const tainted = await whatIf({ cpu: '1' }, [ADD, 'taint nodes --all dedicated=db:NoSchedule'])
    expect(tainted.stdout).toContain('2 nodes (big-1, big-2): no DaemonSet')
    const one = await whatIf({ cpu: '1' }, [ADD, 'delete node big-1'])
    expect(one.stdout).toContain('1 node (big-2): 2 DaemonSets take')
    const none = await whatIf({ cpu: '1' }, [ADD, 'delete node big-1 big-2'])
    expect(none.stdout).not.toContain('New nodes')
  })
})
