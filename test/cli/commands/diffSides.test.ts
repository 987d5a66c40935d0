import { describe, expect, it } from 'vitest'
import { diffSides } from '../../../src/cli/commands/diffCommand.js'
import { takenFrom } from '../../../src/cli/input/takeIn.js'
import type { DecodedObjects } from '../../../src/decode/collectObjects.js'
import { decodeObjects } from '../../../src/decode/decodeObjects.js'
import { newestSemantics } from '../../../src/kube/semantics.js'
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
const taken = (read: DecodedObjects, before?: DecodedObjects) =>
  takenFrom(
    { objects: read, problems: [], originOf: () => undefined, writtenOf: () => undefined },
    { before },
  )
/** What is compared, each side taken in as the command does it. */
const sidesOf = (
  before: DecodedObjects,
  after: DecodedObjects,
  shared?: DecodedObjects,
  meaning?: 'whole' | 'manifests',
  semantics = newestSemantics,
) => {
  const was = taken(before)
  return diffSides(was, taken(after, was.objects), shared, { meaning, semantics })
}
const keys = (daemonSets: ReadonlyMap<string, unknown> | undefined) => [
  ...(daemonSets?.keys() ?? []),
]

describe('diffSides', () => {
  it('applies manifests to a snapshot, and leaves the rest of it alone', () => {
    const other = aDaemonSet({ name: 'other' })
    const { before, after, applied } = sidesOf(
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
    const charts = sidesOf(
      objects(manifest('a'), manifest('b')),
      objects(manifest('b')),
      objects(node),
    )
    expect(charts.applied).toBe(false)
    expect(keys(charts.before.daemonSets)).toEqual(['default/a', 'default/b'])
    expect(keys(charts.after.daemonSets)).toEqual(['default/b'])
    expect(keys(charts.after.nodes)).toEqual(['n1'])
    const snapshots = sidesOf(
      objects(live, node),
      objects(aDaemonSet({ name: 'x' }), node),
      undefined,
    )
    expect(snapshots).toMatchObject({ applied: false, meaning: 'whole' })
    expect(keys(snapshots.after.daemonSets)).toEqual(['default/x'])
  })

  it('applies what shows no cluster of its own, and takes it whole where that is asked', () => {
    const before = objects(live, node)
    const listed = objects({ apiVersion: 'v1', kind: 'List', items: [aDaemonSet({ name: 'x' })] })
    expect(keys(sidesOf(before, listed).after.daemonSets)).toEqual(['default/agent', 'default/x'])
    expect(keys(sidesOf(before, listed, undefined, 'whole').after.daemonSets)).toEqual([
      'default/x',
    ])
    const service = { apiVersion: 'v1', kind: 'Service' }
    expect(keys(sidesOf(before, objects(service)).after.daemonSets)).toEqual(['default/agent'])
    expect(keys(sidesOf(before, objects()).after.daemonSets)).toEqual(['default/agent'])
    expect(keys(sidesOf(before, objects(service), undefined, 'whole').after.daemonSets)).toEqual([])
    const none = objects({ apiVersion: 'apps/v1', kind: 'DaemonSetList', items: [] }, node)
    expect(keys(sidesOf(before, none).after.daemonSets)).toEqual([])
  })

  it('15.27: stores a manifest as the release does', () => {
    const port = { containerPort: 80 }
    const onHost = (ports: readonly object[]) => ({
      hostNetwork: true,
      containers: [{ name: 'c', image: 'main:1', ports }],
    })
    const stored = aDaemonSet({ podSpec: onHost([{ ...port, hostPort: 80, protocol: 'TCP' }]) })
    const { metadata: _identity, ...rest } = aDaemonSet({ podSpec: onHost([port]) })
    const sent = objects({ ...rest, metadata: { name: 'agent' } })
    const portsIn = (templateHostPortsKept: boolean) => {
      const semantics = { ...newestSemantics, templateHostPortsKept }
      const { after } = sidesOf(objects(stored, node), sent, undefined, undefined, semantics)
      const { metadata, spec } = after.daemonSets?.get('default/agent') ?? {}
      return [metadata?.generation, spec?.template?.spec?.containers?.[0]?.ports?.[0]?.hostPort]
    }
    expect(portsIn(false)).toEqual([stored.metadata?.generation, 80])
    expect(portsIn(true)).not.toEqual(portsIn(false))
  })

  it('takes a render without DaemonSets for one', () => {
    const chart = objects(manifest('a'))
    expect(keys(sidesOf(chart, objects()).after.daemonSets)).toEqual([])
    expect(keys(sidesOf(chart, objects(), undefined, 'manifests').after.daemonSets)).toEqual([
      'default/a',
    ])
    const unread = { ...taken(objects()), problems: [{ file: 'x', message: 'broken' }] }
    const sides = diffSides(taken(chart), unread, undefined, { semantics: newestSemantics })
    expect(keys(sides.after.daemonSets)).toEqual(['default/a'])
  })

  it('takes nodes of the side that has them', () => {
    const nodesOnly = sidesOf(objects(live, node), objects({ ...aNode('n2'), kind: 'Node' }))
    expect(keys(nodesOnly.after.daemonSets)).toEqual(['default/agent'])
    expect(keys(nodesOnly.after.nodes)).toEqual(['n2'])
  })

  it('leaves what is refused as it was', () => {
    const broken = { ...manifest('agent'), spec: { ...manifest('other').spec } }
    const { after } = sidesOf(objects(live, node), objects(broken), undefined, 'whole')
    expect(after.daemonSets?.get('default/agent')?.metadata?.uid).toBe('uid-agent')
  })
})
