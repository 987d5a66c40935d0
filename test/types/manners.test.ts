import type {
  V1DaemonSet,
  V1Deployment,
  V1Node,
  V1Taint,
  V1Toleration,
} from '@kubernetes/client-node'
import type { Either, Left } from 'fp-ts/Either'
import type * as apps from 'kubernetes-types/apps/v1.d.ts'
import type * as core from 'kubernetes-types/core/v1.d.ts'
import {
  classify,
  type daemonSetPolicy,
  type tolerates,
  untoleratedTaints,
  type Fault,
  type NodeClass,
  type Now,
} from 'podfit'
import type * as root from 'podfit'
import type * as api from 'podfit/api'
import type * as audit from 'podfit/audit'
import type * as capacity from 'podfit/capacity'
import type * as controller from 'podfit/controller'
import type * as decode from 'podfit/decode'
import type * as expect from 'podfit/expect'
import type * as impact from 'podfit/impact'
import type * as kubectl from 'podfit/kubectl'
import type * as admission from 'podfit/admission'
import type * as analysis from 'podfit/analysis'
import type * as pools from 'podfit/pools'
import type * as readiness from 'podfit/readiness'
import type * as redact from 'podfit/redact'
import type * as rollout from 'podfit/rollout'
import type * as suggest from 'podfit/suggest'
import type * as testing from 'podfit/testing'
import type * as yaml from 'podfit/yaml'
import { defaultDaemonSet } from 'podfit/api'
import { cordonNode, type editTaints, type rolloutRestart } from 'podfit/kubectl'
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

type Right<Answer> =
  Extract<Answer, { readonly _tag: 'Right' }> extends { readonly right: infer A } ? A : never

describe('what goes in comes out', () => {
  it('as the type that the caller has', () => {
    expectTypeOf(cordonNode<V1Node>).returns.toExtend<V1Node>()
    expectTypeOf<Right<ReturnType<typeof rolloutRestart<V1DaemonSet>>>>().toExtend<V1DaemonSet>()
    expectTypeOf<Right<ReturnType<typeof editTaints<V1Taint>>>['taints']>().toExtend<
      readonly V1Taint[]
    >()
    expectTypeOf(defaultDaemonSet<V1DaemonSet>).returns.toExtend<V1DaemonSet>()
    expectTypeOf(untoleratedTaints<V1Taint>).returns.toEqualTypeOf<readonly V1Taint[]>()
    expectTypeOf(classify<V1Node>).returns.toEqualTypeOf<readonly NodeClass<V1Node>[]>()
  })
})

describe('what a function refuses', () => {
  /** The functions of a door whose `Left` is no list of faults. */
  type Odd<Door> = {
    readonly [K in keyof Door]: Door[K] extends (...args: never[]) => infer Answer
      ? Extract<Answer, { readonly _tag: 'Left' }> extends Left<readonly Fault[]>
        ? never
        : K
      : never
  }[keyof Door]

  it('is a list of faults, in every door', () => {
    expectTypeOf<Odd<typeof root>>().toBeNever()
    expectTypeOf<Odd<typeof api>>().toBeNever()
    expectTypeOf<Odd<typeof controller>>().toBeNever()
    expectTypeOf<Odd<typeof decode>>().toBeNever()
    expectTypeOf<Odd<typeof expect>>().toBeNever()
    expectTypeOf<Odd<typeof impact>>().toBeNever()
    expectTypeOf<Odd<typeof kubectl>>().toBeNever()
    expectTypeOf<Odd<typeof admission>>().toBeNever()
    expectTypeOf<Odd<typeof analysis>>().toBeNever()
    expectTypeOf<Odd<typeof capacity>>().toBeNever()
    expectTypeOf<Odd<typeof readiness>>().toBeNever()
    expectTypeOf<Odd<typeof pools>>().toBeNever()
    expectTypeOf<Odd<typeof redact>>().toBeNever()
    expectTypeOf<Odd<typeof rollout>>().toBeNever()
    expectTypeOf<Odd<typeof suggest>>().toBeNever()
    expectTypeOf<Odd<typeof testing>>().toBeNever()
    expectTypeOf<Odd<typeof yaml>>().toBeNever()
    expectTypeOf<Odd<{ single: () => Either<Fault, string> }>>().toEqualTypeOf<'single'>()
  })
})

describe('an instant that somebody chooses', () => {
  type NowOf<Argument> = Argument extends { readonly now?: infer Instant }
    ? string extends keyof Argument
      ? never
      : Instant
    : never
  /** The functions of a door that take text that is no time for `now`. */
  type Loose<Door> = {
    readonly [K in keyof Door]: Door[K] extends (...args: infer Arguments) => unknown
      ? [NowOf<Arguments[number]>] extends [Now | undefined]
        ? never
        : K
      : never
  }[keyof Door]

  it('is a Date or text that is written out as one, in every door', () => {
    expectTypeOf<Loose<typeof root>>().toBeNever()
    expectTypeOf<Loose<typeof controller>>().toBeNever()
    expectTypeOf<Loose<typeof expect>>().toBeNever()
    expectTypeOf<Loose<typeof impact>>().toBeNever()
    expectTypeOf<Loose<typeof kubectl>>().toBeNever()
    expectTypeOf<Loose<typeof rollout>>().toBeNever()
    expectTypeOf<Loose<typeof suggest>>().toBeNever()
    expectTypeOf<Loose<typeof audit>>().toBeNever()
    expectTypeOf<Loose<{ loose: (options: { now: string }) => void }>>().toEqualTypeOf<'loose'>()
    expectTypeOf<Loose<{ fine: (options: { now?: Now }) => void }>>().toBeNever()
  })
})
