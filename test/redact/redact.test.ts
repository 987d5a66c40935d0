import * as fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { anyNode, anyPodSpec, anyScene } from 'podfit/arbitraries'
import { objectKey } from '../../src/kube/objectFacts.js'
import { cluster, type ClusterObjects } from '../../src/cluster/cluster.js'
import { plan } from '../../src/cluster/plan.js'
import { compareText } from '../../src/data/compareText.js'
import type { InstantText } from '../../src/data/instant.js'
import { decodeObjects } from '../../src/decode/decodeObjects.js'
import { redact } from '../../src/redact/redact.js'
import type { Pod } from '../../src/kube/pod.js'
import { explain } from '../../src/placement/explain.js'
import { NAMESPACE } from '../../src/testing/sceneNames.js'
import { frozenly } from '../support/frozen.js'
import { differences } from '../support/sameUpTo.js'
import { aPolicy } from '../support/policy.js'

const now: InstantText = '2026-01-01T00:01:00Z'

/** Whether the namespace of a scene is known, and terminating. */
const anyNamespaces = fc.constantFrom('Active', 'Terminating', undefined).map((phase) => ({
  namespaces: phase && [{ metadata: { name: NAMESPACE }, status: { phase } }],
}))

const byKey = (a: Pod, b: Pod) => compareText(objectKey(a), objectKey(b))

const plansOf = (objects: ClusterObjects, at: InstantText) => {
  const snapshot = cluster({ ...objects, pods: [...(objects.pods ?? [])].sort(byKey) })
  return [...(objects.daemonSets ?? [])].map((daemonSet) => plan(snapshot, daemonSet, { now: at }))
}

/** Where the plans of a snapshot and of its redaction differ in more than names. */
const planDifferences = (objects: ClusterObjects, at = now): readonly string[] => {
  const redaction = redact(objects)
  const after = plansOf(redaction.objects, at)
  const { namespace: namespaces, daemonSet: names } = redaction.names
  return plansOf(objects, at).flatMap((before) => {
    const { namespace, name } = before.daemonSet
    const twin = after.find(
      ({ daemonSet }) =>
        daemonSet.namespace === (namespaces[namespace] ?? namespace) &&
        daemonSet.name === (names[name] ?? name),
    )
    return differences(before, twin, redaction)
  })
}

describe('redact', () => {
  it('changes no plan but for the names', () => {
    fc.assert(
      fc.property(
        frozenly(anyScene),
        frozenly(anyNamespaces),
        ({ daemonSet, ...around }, known) => {
          const objects = { ...around, ...known, daemonSets: [daemonSet] }
          expect(planDifferences(objects)).toEqual([])
        },
      ),
    )
  })

  it('changes no verdict but for the names', () => {
    fc.assert(
      fc.property(
        frozenly(anyPodSpec),
        frozenly(fc.array(anyNode, { maxLength: 3 })),
        (spec, given) => {
          const nodes = given.map((node, i) => ({
            ...node,
            metadata: { ...node.metadata, uid: String(i) },
          }))
          const daemonSets = [{ kind: 'DaemonSet', spec: { template: { spec } } }]
          const redaction = redact({ nodes, daemonSets })
          const verdicts = (of: ClusterObjects) =>
            new Map(
              (of.nodes ?? []).map((node) => [
                node.metadata?.uid ?? '',
                explain(aPolicy(of.daemonSets?.[0] ?? {}), node),
              ]),
            )
          const before = verdicts({ nodes, daemonSets })
          const after = verdicts(redaction.objects)
          const uids = redaction.names.uid
          expect(
            [...before].flatMap(([uid, verdict]) =>
              differences(verdict, after.get(uids[uid] ?? ''), redaction),
            ),
          ).toEqual([])
        },
      ),
    )
  })

  it.each(['kind', 'eks-karpenter', 'mixed-windows', 'kubeadm-old'])(
    'changes no plan of the cluster %s but for the names',
    (name) => {
      const text = readFileSync(`test/fixtures/${name}.json`, 'utf8')
      const objects = decodeObjects(JSON.parse(text))
      expect(planDifferences(objects, '2026-10-02T14:05:30Z')).toEqual([])
    },
  )

  it('changes nothing when done again', () => {
    fc.assert(
      fc.property(frozenly(anyScene), fc.boolean(), ({ daemonSet, ...around }, collapse) => {
        const { objects } = redact({ ...around, daemonSets: [daemonSet] }, { collapse })
        expect(redact(objects).objects).toEqual(objects)
      }),
    )
  })

  it('tells no kind that was not given, and an empty one as empty', () => {
    expect(redact({ nodes: [], daemonSets: [{}] }).objects).toEqual({
      nodes: [],
      daemonSets: [{ apiVersion: 'apps/v1', kind: 'DaemonSet' }],
    })
  })

  it('renames the node selector that a namespace gives as it does labels', () => {
    const annotations = {
      'scheduler.alpha.kubernetes.io/node-selector': 'team = payments,kubernetes.io/os=linux',
      note: 'secret',
    }
    const metadata = { name: 'shop', labels: { team: 'payments' }, annotations }
    const status = { phase: 'Active' }
    const { objects } = redact({ namespaces: [{ metadata, status }, { metadata: { name: 'x' } }] })
    expect(objects.namespaces).toEqual([
      {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: {
          name: 'namespace-1',
          labels: { alfa: 'alfa' },
          annotations: {
            'scheduler.alpha.kubernetes.io/node-selector': 'alfa=alfa,kubernetes.io/os=linux',
          },
        },
        status,
      },
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'namespace-2' } },
    ])
  })

  it.each(['', 'team', 'a=b=c', 5, null])(
    'leaves out the node selector %j of a namespace',
    (text) => {
      const annotations = { 'scheduler.alpha.kubernetes.io/node-selector': text as string }
      expect(redact({ namespaces: [{ metadata: { annotations } }] }).objects.namespaces).toEqual([
        { apiVersion: 'v1', kind: 'Namespace', metadata: {} },
      ])
    },
  )

  it('sorts objects by their new names', () => {
    const nodes = ['b', 'c', 'a'].map((name) => ({ metadata: { name } }))
    expect(redact({ nodes }).objects.nodes?.map(({ metadata }) => metadata?.name)).toEqual([
      'node-1',
      'node-2',
      'node-3',
    ])
  })

  it('leaves out the data of a revision that records no template', () => {
    const revisions = [{ metadata: { name: 'r' }, data: { secret: 1 } }]
    expect(redact({ revisions }).objects.revisions).toEqual([
      { apiVersion: 'apps/v1', kind: 'ControllerRevision', metadata: { name: 'revision-1' } },
    ])
  })

  it('collapses identical nodes on request', () => {
    const nodes = ['a', 'b'].map((name) => ({ metadata: { name } }))
    expect(redact({ nodes }, { collapse: true }).objects.nodes).toEqual([
      {
        apiVersion: 'v1',
        kind: 'Node',
        metadata: { name: 'node-1', annotations: { 'podfit/nodes': '2' } },
      },
    ])
  })

  it.each(['kind', 'eks-karpenter', 'mixed-windows', 'kubeadm-old'])(
    'tells no name of the cluster %s',
    (name) => {
      const text = readFileSync(`test/fixtures/${name}.json`, 'utf8')
      const { objects, names } = redact(decodeObjects(JSON.parse(text)))
      const shown = JSON.stringify(objects)
      const secrets = [names.node, names.pod, names.revision, names.image, names.uid].flatMap(
        Object.keys,
      )
      expect(secrets.filter((secret) => shown.includes(JSON.stringify(secret)))).toEqual([])
    },
  )

  it('ends for the label / where that text stays as a value', () => {
    const labels = { '/': 'x', 'kubernetes.io/os': '/' }
    const nodes = [1, 2].map((i) => ({ metadata: { name: `n${i}`, labels } }))
    const { objects } = redact({ nodes }, { collapse: true })
    expect(objects.nodes).toMatchObject([
      { metadata: { labels: { '/': 'alfa', 'kubernetes.io/os': '/' } } },
    ])
  })
})
