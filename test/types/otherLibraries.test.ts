import {
  AppsV1Api,
  CoreV1Api,
  createConfiguration,
  ResponseContext,
  ServerConfiguration,
  wrapHttpLibrary,
  type V1ControllerRevision,
  type V1DaemonSet,
  type V1Deployment,
  type V1LabelSelector,
  type V1Node,
  type V1Pod,
  type V1PodTemplateSpec,
  type V1Taint,
  type V1Toleration,
} from '@kubernetes/client-node'
import type * as apps from 'kubernetes-types/apps/v1.d.ts'
import type * as core from 'kubernetes-types/core/v1.d.ts'
import type * as meta from 'kubernetes-types/meta/v1.d.ts'
import {
  cluster,
  type ControllerRevision,
  type DaemonSet,
  type LabelSelector,
  type Node,
  plan,
  type Pod,
  type PodTemplate,
  type Taint,
  type Toleration,
  type Workload,
} from 'podfit'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { recordedClusters } from '../support/recorded.js'

describe('objects of other libraries fit without a cast', () => {
  it('those of @kubernetes/client-node', () => {
    expectTypeOf<V1Node>().toExtend<Node>()
    expectTypeOf<V1Pod>().toExtend<Pod>()
    expectTypeOf<V1DaemonSet>().toExtend<DaemonSet>()
    expectTypeOf<V1ControllerRevision>().toExtend<ControllerRevision>()
    expectTypeOf<V1Deployment>().toExtend<Workload>()
    expectTypeOf<V1PodTemplateSpec>().toExtend<PodTemplate>()
    expectTypeOf<V1LabelSelector>().toExtend<LabelSelector>()
    expectTypeOf<V1Taint>().toExtend<Taint>()
    expectTypeOf<V1Toleration>().toExtend<Toleration>()
  })

  it('those of kubernetes-types', () => {
    expectTypeOf<core.Node>().toExtend<Node>()
    expectTypeOf<core.Pod>().toExtend<Pod>()
    expectTypeOf<apps.DaemonSet>().toExtend<DaemonSet>()
    expectTypeOf<apps.ControllerRevision>().toExtend<ControllerRevision>()
    expectTypeOf<apps.Deployment>().toExtend<Workload>()
    expectTypeOf<core.PodTemplateSpec>().toExtend<PodTemplate>()
    expectTypeOf<meta.LabelSelector>().toExtend<LabelSelector>()
    expectTypeOf<core.Taint>().toExtend<Taint>()
    expectTypeOf<core.Toleration>().toExtend<Toleration>()
  })
})

/** A configuration whose API server answers every request with these items. */
const serving = (items: readonly unknown[]) =>
  createConfiguration({
    baseServer: new ServerConfiguration('https://kubernetes.invalid', {}),
    httpApi: wrapHttpLibrary({
      send: async () => {
        const text = JSON.stringify({ items })
        const body = { text: async () => text, binary: async () => Buffer.from(text) }
        return await Promise.resolve(
          new ResponseContext(200, { 'content-type': 'application/json' }, body),
        )
      },
    }),
  })

describe.each(recordedClusters)('what @kubernetes/client-node reads of $file', (recorded) => {
  const core = (items: readonly unknown[]): CoreV1Api => new CoreV1Api(serving(items))
  const apps = (items: readonly unknown[]): AppsV1Api => new AppsV1Api(serving(items))

  it('gives the plans that the plain objects give', async () => {
    const { now, daemonSets, nodes, pods, revisions } = recorded
    const read = await apps(daemonSets).listDaemonSetForAllNamespaces()
    const snapshot = cluster({
      nodes: (await core(nodes).listNode()).items,
      pods: (await core(pods).listPodForAllNamespaces()).items,
      revisions: (await apps(revisions).listControllerRevisionForAllNamespaces()).items,
    })
    const plain = cluster({ nodes, pods, revisions })

    expect(read.items).toHaveLength(daemonSets.length)
    expect(read.items.map((daemonSet) => plan(snapshot, daemonSet, { now }))).toEqual(
      daemonSets.map((daemonSet) => plan(plain, daemonSet, { now })),
    )
  })
})
