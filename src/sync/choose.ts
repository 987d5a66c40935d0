import { compareText } from '../data/compareText.js'
import { addAll } from '../data/appended.js'

/**
 * What Kubernetes picks itself, because it walks a Go map: `count` of `from` happen.
 *
 * @since 0.1.0
 */
export interface Choice {
  readonly id: string
  readonly action: 'create' | 'delete' | 'deleteRevision'
  /** How many. */
  readonly count: number
  /** Of these, sorted: node names for `create`, pod names for `delete`, revision names for `deleteRevision`. */
  readonly from: readonly string[]
  readonly why: ChoiceReason
  /** What the rest of the plan assumes, where a pass sees its own writes: the first by name. */
  readonly assumed?: readonly string[]
}

/**
 * What limits the number.
 *
 * @since 0.1.0
 */
export type ChoiceReason =
  | 'BurstLimit'
  | 'FailedPodBackoff'
  | 'MaxUnavailable'
  | 'MaxSurge'
  | 'AvailableElsewhere'
  | 'RevisionHistoryLimit'

/** Candidates of which a step takes `count`; a certain one is a group of one. */
export interface Group<Why> {
  readonly from: readonly string[]
  readonly count: number
  readonly why: Why
  readonly limit: ChoiceReason
}

/** What a step does: groups that Kubernetes visits in any order, stage after stage. */
export type Stages<Why> = readonly (readonly Group<Why>[])[]

/** A candidate and why it is one. */
export interface Candidate<Why> {
  readonly name: string
  readonly why: Why
}

/** What becomes of the groups: certain items, choices, and items that wait for a later pass. */
export interface Selection<Why> {
  readonly certain: readonly Candidate<Why>[]
  readonly choices: readonly {
    readonly choice: Choice
    readonly candidates: readonly Candidate<Why>[]
  }[]
  readonly postponed: readonly Candidate<Why>[]
}

/** How many pods one step creates at most, and how many it deletes at most. */
export const BURST = 250

/** Nothing happens. */
export const NOTHING_CHOSEN: Selection<never> = { certain: [], choices: [], postponed: [] }

/** An item that happens if there is room. */
export const certainly = <Why>(name: string, why: Why): Group<Why> => ({
  from: [name],
  count: 1,
  why,
  limit: 'BurstLimit',
})

/**
 * Applies the burst limit to what a step wants to do; its name goes into the ids of the choices.
 *
 * - **Rules**
 *   1. Stages are taken in order, as many items as the limit leaves room for.
 *   2. A stage that fits whole is taken whole: groups that take all of their candidates are certain, the
 *      others are choices.
 *   3. In a stage that does not fit, any of its candidates may be among those taken.
 *   4. Later stages wait.
 */
export const choose = <Why>(
  step: string,
  action: Choice['action'],
  stages: Stages<Why>,
  limit: number,
): Selection<Why> => {
  const certain: Candidate<Why>[] = []
  const choices: { choice: Choice; candidates: readonly Candidate<Why>[] }[] = []
  const postponed: Candidate<Why>[] = []
  const add = (count: number, why: ChoiceReason, candidates: readonly Candidate<Why>[]): void => {
    const id = `${step}-${action}-${choices.length + 1}`
    const sorted = [...candidates].sort((a, b) => compareText(a.name, b.name))
    const from = sorted.map((candidate) => candidate.name)
    choices.push({ choice: { id, action, count, from, why }, candidates: sorted })
  }
  let room = limit
  for (const stage of stages) {
    const wanted = stage.reduce((sum, group) => sum + group.count, 0)
    if (wanted <= room) {
      for (const group of stage) {
        const candidates = candidatesOf(group)
        if (group.count >= candidates.length) addAll(certain, candidates)
        else if (group.count > 0) add(group.count, group.limit, candidates)
      }
    } else if (room === 0) addAll(postponed, stage.flatMap(candidatesOf))
    else add(room, 'BurstLimit', stage.flatMap(candidatesOf))
    room = Math.max(0, room - wanted)
  }
  return { certain, choices, postponed }
}

const candidatesOf = <Why>(group: Group<Why>): readonly Candidate<Why>[] =>
  group.from.map((name) => ({ name, why: group.why }))

/** Whether anything is chosen, or may be. */
export const hasItems = ({ certain, choices }: Selection<unknown>): boolean =>
  certain.length + choices.length > 0

/** The names that a pass which sees its own writes assumes for a choice: the first, in their order. */
export const pickFirst = (choice: Choice): readonly string[] => choice.from.slice(0, choice.count)

/** The names of all that is chosen; of choices, those that are assumed. */
export const namesTaken = ({ certain, choices }: Selection<unknown>): readonly string[] => [
  ...certain.map((candidate) => candidate.name),
  ...choices.flatMap(({ choice }) => pickFirst(choice)),
]
