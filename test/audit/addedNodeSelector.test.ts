import { describe, expect, it } from 'vitest'
import { addedNodeSelector } from '../../src/audit/addedNodeSelector.js'
import type { StringMap } from '../../src/kube/objectMeta.js'
import { aDaemonSet, aNode, aPodOf } from '../../src/testing/builders.js'
import { audited } from '../support/audited.js'

/** kubernetes/kubernetes#51788: the namespace's node selector is put on pods, not on templates. */
const found = (template: StringMap, ...onPods: readonly StringMap[]) => {
  const daemonSet = aDaemonSet({ podSpec: { nodeSelector: template } })
  const pods = onPods.map((nodeSelector, i) => {
    const pod = aPodOf(daemonSet, { node: `n${i + 1}` })
    return { ...pod, spec: { ...pod.spec, nodeSelector } }
  })
  const orphan = {
    metadata: { namespace: 'default', name: 'orphan' },
    spec: { nodeSelector: { no: 'x' } },
  }
  const nodes = [aNode('n1', { labels: { team: 'a' } }), aNode('n2')]
  return addedNodeSelector.check(
    audited({ nodes, pods: [orphan, ...pods], daemonSets: [daemonSet] }),
  )
}

describe('addedNodeSelector', () => {
  it('finds labels that pods ask for and the template does not, and the nodes that lack them', () => {
    expect(found({}, { team: 'a' }, { team: 'a' })).toEqual([
      {
        code: 'AddedNodeSelector',
        severity: 'error',
        subject: { kind: 'DaemonSet', namespace: 'default', name: 'agent' },
        path: ['spec', 'template', 'spec', 'nodeSelector'],
        by: 'Pods',
        labels: { team: 'a' },
        refused: ['n2'],
      },
    ])
  })

  it('only warns where every node has the labels', () => {
    expect(found({ team: 'a' }, { team: 'a', zone: 'b' })).toMatchObject([
      { severity: 'error', labels: { zone: 'b' }, refused: ['n1'] },
    ])
    const daemonSet = aDaemonSet()
    const pod = aPodOf(daemonSet, { node: 'n1' })
    const objects = {
      nodes: [aNode('n1', { labels: { team: 'a' } })],
      pods: [{ ...pod, spec: { ...pod.spec, nodeSelector: { team: 'a' } } }],
      daemonSets: [daemonSet],
    }
    expect(addedNodeSelector.check(audited(objects))).toMatchObject([
      { severity: 'warning', refused: [] },
    ])
  })

  it('says nothing of what the template asks for, of labels that only some pods have, or without pods', () => {
    expect(found({ team: 'a' }, { team: 'a' })).toEqual([])
    expect(found({}, { team: 'a' }, {})).toEqual([])
    expect(found({})).toEqual([])
    expect(addedNodeSelector.check(audited({ nodes: [aNode('n1')], daemonSets: [{}] }))).toEqual([])
  })

  const namespace = (selector: string, name = 'default') => ({
    metadata: { name, annotations: { 'scheduler.alpha.kubernetes.io/node-selector': selector } },
  })
  const announced = (template: StringMap, selector: string, name?: string) =>
    addedNodeSelector.check(
      audited({
        nodes: [aNode('n1', { labels: { team: 'a' } }), aNode('n2')],
        daemonSets: [aDaemonSet({ podSpec: { nodeSelector: template } })],
        namespaces: [namespace(selector, name)],
      }),
    )

  it('warns of what the namespace gives pods where there are none to tell', () => {
    expect(announced({}, 'team=a')).toEqual([
      {
        code: 'AddedNodeSelector',
        severity: 'warning',
        subject: { kind: 'DaemonSet', namespace: 'default', name: 'agent' },
        path: ['spec', 'template', 'spec', 'nodeSelector'],
        by: 'Namespace',
        labels: { team: 'a' },
        refused: ['n2'],
      },
    ])
    expect(announced({ team: 'a' }, 'team=b')).toMatchObject([
      { labels: { team: 'b' }, refused: ['n1'] },
    ])
    expect(announced({ team: 'a' }, 'team=a')).toEqual([])
    expect(announced({}, 'team=a', 'other')).toEqual([])
    const bare = {
      daemonSets: [{ metadata: { name: 'bare' } }],
      nodes: [],
      namespaces: [namespace('team=a', '')],
    }
    expect(addedNodeSelector.check(audited(bare))).toMatchObject([{ by: 'Namespace', refused: [] }])
  })

  it('believes pods more than the namespace: not every cluster has the plug-in', () => {
    const daemonSet = aDaemonSet()
    const objects = {
      nodes: [aNode('n1')],
      pods: [aPodOf(daemonSet, { node: 'n1' })],
      daemonSets: [daemonSet],
      namespaces: [namespace('team=a')],
    }
    expect(addedNodeSelector.check(audited(objects))).toEqual([])
  })
})
