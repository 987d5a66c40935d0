import { describe, expect, it } from 'vitest'
import { diffSides } from '../../../src/cli/commands/diffCommand.js'
import { decodeObjects } from '../../../src/decode/decodeObjects.js'
import { aDaemonSet, aNode, aPodOf } from '../../../src/testing/builders.js'
import { frozen } from '../../support/frozen.js'

const live = aDaemonSet()
const manifest = (name: string, image = 'main:1') => {
  const { metadata: _identity, ...rest } = aDaemonSet({
    name,
    podSpec: { containers: [{ name: 'main', image, resources: {} }] },
  })
  return { ...rest, metadata: { name } }
}
const node = { ...aNode('n1'), kind: 'Node' }
const pod = { ...aPodOf(live, { node: 'n1' }), kind: 'Pod' }
const objects = (...items: readonly object[]) => decodeObjects(frozen(items))
const keys = (daemonSets: ReadonlyMap<string, unknown> | undefined) => [
  ...(daemonSets?.keys() ?? []),
]

describe('diffSides', () => {
  it('applies manifests to a snapshot, and leaves the rest of it alone', () => {
    const other = aDaemonSet({ name: 'other' })
    const { before, after, applied } = diffSides(
      objects(live, other, node, pod),
      objects(manifest('agent', 'main:2'), manifest('new')),
      undefined,
    )
    expect(applied).toBe(true)
    expect(keys(before.daemonSets)).toEqual(['default/agent', 'default/other'])
    expect(keys(after.daemonSets)).toEqual(['default/agent', 'default/other', 'default/new'])
    const agent = after.daemonSets?.get('default/agent')
    expect(agent?.metadata?.uid).toBe('uid-agent')
    expect(agent?.spec?.template?.spec?.containers?.[0]?.image).toBe('main:2')
    expect(after.pods).toEqual(before.pods)
    expect(keys(after.nodes)).toEqual(['n1'])
  })

  it('takes both sides whole when both are manifests, or both snapshots', () => {
    const charts = diffSides(
      objects(manifest('a'), manifest('b')),
      objects(manifest('b')),
      objects(node),
    )
    expect(charts.applied).toBe(false)
    expect(keys(charts.before.daemonSets)).toEqual(['default/a', 'default/b'])
    expect(keys(charts.after.daemonSets)).toEqual(['default/b'])
    expect(keys(charts.after.nodes)).toEqual(['n1'])
    const snapshots = diffSides(objects(live, node), objects(aDaemonSet({ name: 'x' })), undefined)
    expect(snapshots.applied).toBe(false)
    expect(keys(snapshots.after.daemonSets)).toEqual(['default/x'])
  })

  it('takes what is not given to be as before, and what is rendered without for none', () => {
    const before = objects(live, node)
    const nodesOnly = diffSides(before, objects({ ...aNode('n2'), kind: 'Node' }), undefined)
    expect(keys(nodesOnly.after.daemonSets)).toEqual(['default/agent'])
    expect(keys(nodesOnly.after.nodes)).toEqual(['n2'])
    const service = { apiVersion: 'v1', kind: 'Service' }
    expect(keys(diffSides(before, objects(service), undefined).after.daemonSets)).toEqual([])
    expect(keys(diffSides(before, objects(), undefined).after.daemonSets)).toEqual([
      'default/agent',
    ])
    expect(
      keys(diffSides(objects(service), objects(manifest('a')), undefined).before.daemonSets),
    ).toEqual([])
  })

  it('leaves out what the API server refuses, and names it', () => {
    const broken = { ...manifest('broken'), spec: { ...manifest('other').spec, selector: {} } }
    const { after, refused } = diffSides(objects(live, node), objects(broken), undefined)
    expect(keys(after.daemonSets)).toEqual(['default/agent'])
    expect(refused.map(({ daemonSet }) => daemonSet.metadata?.name)).toEqual(['broken'])
    const twice = diffSides(objects(broken, node), objects(broken), undefined)
    expect(twice.refused).toHaveLength(1)
  })
})
