import { compareText } from '../../data/compareText.js'
import { toInstant, type Instant } from '../../data/instant.js'
import { own } from '../../data/own.js'
import type { IntOrString } from '../../kube/daemonSet.js'
import type { Place } from '../forecast/place.js'

/** A stage before anything is known of its progress. */
export interface StageNodes {
  readonly name: string
  /** The value of the label by which stages are split, where they are. */
  readonly group?: string
  /** How many nodes are to be updated when the stage is done, with those of the stages before. */
  readonly bound: number
  readonly places: readonly Place[]
}

/** How nodes are told apart into stages. */
export interface Staging {
  readonly stages: readonly IntOrString[]
  readonly isCanary: (place: Place) => boolean
  readonly by: string | undefined
  /** Since when the rollout goes on: nodes that joined later come last. */
  readonly since: Instant | undefined
}

/**
 * Which nodes each stage takes, from the live pods alone.
 *
 * - **Rules**
 *   1. Canary nodes come first, as a stage of their own.
 *   2. The others come in this order: nodes that have an updated pod already, then by name. A stage takes as
 *      many as its bound leaves room for: its percentage of all nodes rounded up, at least one, those of
 *      earlier stages counted in.
 *   3. Nodes that joined since the rollout began count in no bound, and go with the last stage, which takes all.
 *   4. With a label to split by, each stage becomes one for each of its values, in their order.
 */
export const stageNodes = (
  places: readonly Place[],
  { stages: asked, isCanary, by, since }: Staging,
): readonly StageNodes[] => {
  const joined = places.filter((place) => hasJoined(place, since))
  const base = places.filter((place) => !joined.includes(place))
  const canary = base.filter(isCanary)
  const others = base.filter((place) => !canary.includes(place)).sort(updatedFirst)
  const order = [...canary, ...others]
  const stages: StageNodes[] = []
  let taken = canary.length
  if (canary.length > 0) stages.push({ name: 'canary', bound: taken, places: canary })
  for (const stage of withTheRest(asked)) {
    const bound = Math.max(taken, boundOf(stage, base.length))
    stages.push({ name: String(stage), bound, places: order.slice(taken, bound) })
    taken = bound
  }
  const whole = stages.map((stage, i) =>
    i === stages.length - 1
      ? { ...stage, bound: places.length, places: [...stage.places, ...joined] }
      : stage,
  )
  return by === undefined ? whole : whole.flatMap((stage) => split(stage, by))
}

const hasJoined = ({ node }: Place, since: Instant | undefined): boolean => {
  const created = toInstant(node?.metadata?.creationTimestamp)
  return since !== undefined && created !== undefined && created > since
}

const hasUpdatedPod = ({ pods }: Place): boolean =>
  pods.some((pod) => pod.updated && !pod.terminating)

const updatedFirst = (a: Place, b: Place): number =>
  Number(hasUpdatedPod(b)) - Number(hasUpdatedPod(a)) || compareText(a.name, b.name)

/** The last stage takes all, whether or not it was asked for. */
const withTheRest = (stages: readonly IntOrString[]): readonly IntOrString[] =>
  stages.at(-1) === '100%' ? stages : [...stages, '100%']

/** Rule 2: how many nodes a stage comes to. */
const boundOf = (stage: IntOrString, total: number): number => {
  const asked =
    typeof stage === 'number' ? stage : Math.ceil((Number.parseFloat(stage) * total) / 100)
  return Math.min(total, Math.max(1, asked))
}

/** Rule 4. */
const split = (stage: StageNodes, by: string): readonly StageNodes[] => {
  const valueOf = ({ node }: Place): string => own(node?.metadata?.labels, by) ?? ''
  const values = [...new Set(stage.places.map(valueOf))].sort(compareText)
  let taken = stage.bound - stage.places.length
  return values.map((group) => {
    const places = stage.places.filter((place) => valueOf(place) === group)
    taken += places.length
    return { ...stage, group, places, bound: taken }
  })
}
