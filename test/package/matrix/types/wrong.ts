/** What must not compile. */
import {
  cluster,
  plan,
  tolerates,
  type Cluster,
  type Decision,
  type Taint,
  type Toleration,
} from 'podfit'

declare const snapshot: Cluster
declare const taint: Taint
declare const toleration: Toleration

// @ts-expect-error a decision is one of three words
export const decision: Decision = 'maybe'

// @ts-expect-error the toleration comes first
tolerates(taint, toleration)

// @ts-expect-error an effect that does not exist
tolerates(toleration, { key: 'a', effect: 'NoScedule' })

// @ts-expect-error the time is an argument
plan(snapshot, {})

// @ts-expect-error nodes are a list
cluster({ nodes: {} })

// @ts-expect-error there is no such list
cluster({ node: [] })
