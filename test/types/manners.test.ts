import type {
  V1DaemonSet,
  V1Deployment,
  V1Node,
  V1Taint,
  V1Toleration,
} from '@kubernetes/client-node'
import type * as apps from 'kubernetes-types/apps/v1.d.ts'
import type * as core from 'kubernetes-types/core/v1.d.ts'
import {
  classify,
  type daemonSetPolicy,
  type tolerates,
  untoleratedTaints,
  type NodeClass,
  type Now,
} from 'podfit'
import { defaultDaemonSet } from 'podfit/api'
import { cordonNode } from 'podfit/kubectl'
import { describe, expectTypeOf, it } from 'vitest'

describe('what the types refuse', () => {
  it('is a taint in the place of a toleration, and the other way round', () => {
    type Arguments = Parameters<typeof tolerates>
    expectTypeOf<V1Toleration>().toExtend<Arguments[0]>()
    expectTypeOf<core.Taint>().toExtend<Arguments[1]>()
    expectTypeOf<V1Taint>().not.toExtend<Arguments[0]>()
    expectTypeOf<core.Taint>().not.toExtend<Arguments[0]>()
    expectTypeOf<V1Toleration>().not.toExtend<Arguments[1]>()
    expectTypeOf<core.Toleration>().not.toExtend<Arguments[1]>()
  })

  it('is a misspelt effect', () => {
    type Effects = NonNullable<NonNullable<Parameters<typeof untoleratedTaints>[2]>['effects']>
    expectTypeOf<['NoSchedule', 'NoExecute']>().toExtend<Effects>()
    expectTypeOf<['NoSchedul']>().not.toExtend<Effects>()
  })

  it('is a Deployment for a DaemonSet', () => {
    type DaemonSetArgument = Parameters<typeof daemonSetPolicy>[0]
    expectTypeOf<V1DaemonSet>().toExtend<DaemonSetArgument>()
    expectTypeOf<apps.DaemonSet>().toExtend<DaemonSetArgument>()
    expectTypeOf<V1Deployment>().not.toExtend<DaemonSetArgument>()
    expectTypeOf<apps.Deployment>().not.toExtend<DaemonSetArgument>()
  })

  it('is text that is no time', () => {
    expectTypeOf<'2026-01-01T00:00:00Z'>().toExtend<Now>()
    expectTypeOf<'yesterday'>().not.toExtend<Now>()
  })
})

describe('what goes in comes out', () => {
  it('as the type that the caller has', () => {
    expectTypeOf(cordonNode<V1Node>).returns.toExtend<V1Node>()
    expectTypeOf(defaultDaemonSet<V1DaemonSet>).returns.toExtend<V1DaemonSet>()
    expectTypeOf(untoleratedTaints<V1Taint>).returns.toEqualTypeOf<readonly V1Taint[]>()
    expectTypeOf(classify<V1Node>).returns.toEqualTypeOf<readonly NodeClass<V1Node>[]>()
  })
})
