/** What must not compile. */
import {
  cluster,
  daemonSetPolicy,
  plan,
  tolerates,
  type Cluster,
  type Decision,
  type Policy,
  type Taint,
  type Toleration,
} from 'podfit'
import type { Assertion } from 'podfit/expect'

declare const snapshot: Cluster
declare const taint: Taint
declare const toleration: Toleration

// @ts-expect-error a decision is one of three words
export const decision: Decision = 'maybe'

// @ts-expect-error the toleration comes first
tolerates(taint, toleration)

// @ts-expect-error an effect that does not exist
tolerates(toleration, { key: 'a', effect: 'NoScedule' })

// @ts-expect-error a kind that does not exist
daemonSetPolicy({ kind: 'DaemonSett', spec: {} })

// @ts-expect-error a policy is opaque
export const policy: Policy = {}

// @ts-expect-error an assertion says something
export const asserted: Assertion = {}

// @ts-expect-error the time is an argument
plan(snapshot, {})

// @ts-expect-error a word is no time
plan(snapshot, {}, { now: 'yesterday' })

// @ts-expect-error nodes are a list
cluster({ nodes: {} })

// @ts-expect-error there is no such list
cluster({ node: [] })
