import { updateCluster, type Cluster, type DaemonSet } from 'podfit'
import type { Change } from './observer.js'
import { missingFrom, pictureOf, spelledOut } from './picture.js'
import { daemonSetPath, type Session } from './session.js'
import { nodeOf, outcomes, podInText, type ExpectedEvent, type World } from './world.js'

/** Something that is done to a cluster. */
export interface Step {
  readonly text: string
  /** The cluster as it is once the write is there, and nobody has reacted. */
  readonly after: Cluster
  readonly act: () => Promise<unknown>
}

/** A prediction that did not come true. */
export class WrongPrediction extends Error {
  readonly details: readonly string[]
  constructor(message: string, details: readonly string[]) {
    super(message)
    this.details = details
  }
}

/** How many predictions came true, and of what. */
export interface Tally {
  steps: number
  /** Ends that podfit foresaw, over all steps. */
  ends: number
  events: number
  /** Events of DaemonSets whose many events the recorder drops or sums up. */
  eventsNotCompared: number
  /** Other things that podfit said before they happened. */
  claims: number
}

/** A namespace in which steps are predicted, done and compared. */
export interface Stage {
  readonly world: () => World
  /** Waits until the next step may be made: one that is made earlier may carry times of the last one. */
  readonly ready: () => Promise<void>
  readonly step: (step: Step) => Promise<void>
  /** The controllers have been started anew: what they remembered is lost. */
  readonly forgotten: () => void
}

const COMPONENT = 'daemonset-controller'

/** How many events of one DaemonSet, and of one reason, the recorder passes on as they are. */
const MOST_EVENTS = 24
const MOST_OF_ONE_REASON = 8

/** For so long something else than predicted may be there before it is wrong. */
const GRACE = 8000

/** The events of the DaemonSet controller, as the change log of an interval has them. */
const eventsOf = (
  changes: readonly Change[],
  namespace: string,
  before: Cluster,
): readonly ExpectedEvent[] => {
  const nodes = new Map<string, string>()
  for (const change of changes) {
    if (change.kind !== 'pods' || change.type !== 'ADDED') continue
    const pod = change.object as Change<'pods'>['object']
    nodes.set(pod.metadata?.name ?? '', nodeOf(pod))
  }
  return changes.flatMap((change) => {
    if (change.kind !== 'events' || change.type === 'DELETED') return []
    const { source, type, reason, message, involvedObject } =
      change.object as Change<'events'>['object']
    if (source?.component !== COMPONENT || involvedObject?.namespace !== namespace) return []
    const text = [...nodes].reduce(
      (worded, [pod, node]) =>
        worded.replaceAll(pod, podInText(pod, node, !before.pods?.has(`${namespace}/${pod}`))),
      `${type ?? ''} ${reason ?? ''} ${message ?? ''}`,
    )
    return [{ daemonSet: `${namespace}/${involvedObject.name ?? ''}`, text, optional: false }]
  })
}

const eventLine = ({ daemonSet, text }: ExpectedEvent): string => `event of ${daemonSet}: ${text}`

const later = (milliseconds: number): Promise<void> =>
  new Promise((done) => void setTimeout(done, milliseconds))

/** What the recorder has passed on, by DaemonSet, each since it was made. */
class EventBudget {
  readonly #spent = new Map<string, Map<string, number>>()

  /** Which of the expected events are compared; all of them count from now on. */
  compared(ends: readonly World[]): (event: ExpectedEvent) => boolean {
    const most = new Map<string, number>()
    for (const { events } of ends) {
      const counts = new Map<string, number>()
      for (const event of events) {
        const at = `${event.daemonSet} ${reasonOf(event)}`
        counts.set(at, (counts.get(at) ?? 0) + 1)
      }
      for (const [at, count] of counts) most.set(at, Math.max(most.get(at) ?? 0, count))
    }
    for (const [at, count] of most) {
      const [daemonSet = '', reason = ''] = at.split(' ')
      const spent = this.#of(daemonSet)
      spent.set(reason, (spent.get(reason) ?? 0) + count)
    }
    return (event) => {
      const spent = this.#of(event.daemonSet)
      const all = [...spent.values()].reduce((sum, count) => sum + count, 0)
      return all <= MOST_EVENTS && (spent.get(reasonOf(event)) ?? 0) <= MOST_OF_ONE_REASON
    }
  }

  /** A new DaemonSet, for which the recorder counts anew. */
  begin(daemonSet: string): void {
    this.#spent.delete(daemonSet)
  }

  #of(daemonSet: string): Map<string, number> {
    const spent = this.#spent.get(daemonSet) ?? new Map<string, number>()
    this.#spent.set(daemonSet, spent)
    return spent
  }
}

const reasonOf = ({ text }: ExpectedEvent): string => text.split(' ')[1] ?? ''

/** What of an end and of what is there does not agree: empty when everything does. */
export const differences = (
  before: Cluster,
  end: World,
  actual: Cluster,
  actualEvents: readonly ExpectedEvent[],
  isCompared: (event: ExpectedEvent) => boolean,
): readonly string[] => {
  const predicted = pictureOf(before, end.cluster)
  const is = pictureOf(before, actual)
  const events = end.events.filter(isCompared)
  const required = events.filter(({ optional }) => !optional).map(eventLine)
  const allowed = events.map(eventLine)
  const told = actualEvents.filter(isCompared).map(eventLine)
  return [
    ...missingFrom(predicted, is).map((line) => `- ${line}`),
    ...missingFrom(is, predicted).map((line) => `+ ${line}`),
    ...missingFrom(required, told).map((line) => `- ${line}`),
    ...missingFrom(told, allowed).map((line) => `+ ${line}`),
  ]
}

/** Works in one namespace, from what is there now. */
export const openStage = async (
  session: Session,
  namespace: string,
  tally: Tally,
): Promise<Stage> => {
  const { observer, quiet } = session
  const budget = new EventBudget()
  await quiet()
  let world: World = {
    cluster: session.snapshot(namespace),
    now: new Date(),
    backoffs: new Map(),
    evictions: {},
    events: [],
    failed: new Set(),
    late: new Map(),
  }
  let mark = observer.changes().length

  /**
   * What was there after the last step must still be there: something late would be no part of a prediction. Only a
   * pass that failed is tried again at any time.
   */
  const unchanged = (): void => {
    const { cluster } = world
    const actual = session.snapshot(namespace)
    const events = eventsOf(observer.changes().slice(mark), namespace, cluster)
    const ends = [world, ...(world.failed.size > 0 ? outcomes(world, cluster) : [])]
    const found = ends.map((end) => ({
      end,
      details: differences(cluster, end, actual, events, () => true),
    }))
    const match = found.find(({ details }) => details.length === 0)
    if (match === undefined) {
      throw new WrongPrediction(
        'something happened after everything was predicted to be over',
        found[0]?.details ?? [],
      )
    }
    world = { ...match.end, cluster: actual, events: [] }
  }

  const ready = async (): Promise<void> => {
    await olderThanNow(world.cluster)
    unchanged()
    // What has failed is tried again at any time: so it is tried now, and later ones find nothing else.
    for (const name of world.failed) {
      const daemonSet = world.cluster.daemonSets?.get(name)
      if (daemonSet !== undefined) await step(touch(daemonSet))
    }
  }

  /** Queues a DaemonSet, by an annotation that nothing reads. */
  const touch = (daemonSet: DaemonSet): Step => {
    const annotations = { touched: new Date().toISOString() }
    const { metadata } = daemonSet
    const touched = {
      ...daemonSet,
      metadata: { ...metadata, annotations: { ...metadata?.annotations, ...annotations } },
    }
    return {
      text: `touch ${metadata?.name}`,
      after: updateCluster(world.cluster, { put: { daemonSets: [touched] } }),
      act: () =>
        session.write('daemonsets', 'PATCH', daemonSetPath(daemonSet), {
          body: { metadata: { annotations } },
          contentType: 'application/merge-patch+json',
        }),
    }
  }

  const step = async ({ text, after, act }: Step): Promise<void> => {
    const before = world.cluster
    const start = new Date()
    const ends = outcomes({ ...world, now: start }, after)
    for (const name of after.daemonSets?.keys() ?? []) {
      if (before.daemonSets?.has(name) !== true) budget.begin(name)
    }
    const isCompared = budget.compared(ends)
    mark = observer.changes().length
    await act()
    const over = Math.max(...ends.map(({ now }) => now.getTime()))
    const acted = Date.now()
    for (;;) {
      await quiet()
      const actual = session.snapshot(namespace)
      const events = eventsOf(observer.changes().slice(mark), namespace, before)
      const found = ends.map((end) => ({
        end,
        details: differences(before, end, actual, events, isCompared),
      }))
      const match = found.find(({ details }) => details.length === 0)
      // An instant stands in the server's answers in whole seconds.
      if (match !== undefined && Date.now() >= match.end.now.getTime()) {
        const compared = match.end.events.filter(isCompared).length
        tally.steps++
        tally.ends += ends.length
        tally.events += compared
        tally.eventsNotCompared += match.end.events.length - compared
        world = { ...match.end, cluster: actual, events: [] }
        mark = observer.changes().length
        return
      }
      if (match === undefined && Date.now() > Math.max(acted, over) + GRACE) {
        const [closest] = found.sort((a, b) => a.details.length - b.details.length)
        throw new WrongPrediction(`wrong prediction: ${text}`, [
          `${ends.length} ends were predicted; the closest (-) and what happened (+):`,
          ...(closest?.details ?? []),
          ...spelledOut(closest?.details ?? []),
          'before:',
          ...pictureOf(before, before),
        ])
      }
      await later(match === undefined ? 50 : Math.max(10, match.end.now.getTime() - Date.now()))
    }
  }
  const forgotten = (): void => {
    world = { ...world, backoffs: new Map(), evictions: {} }
  }
  return { world: () => world, ready, step, forgotten }
}

/** Pods of one second are in the order of their names, which nobody can predict: so the next ones are of another. */
const olderThanNow = async (cluster: Cluster): Promise<void> => {
  const newest = Math.max(
    0,
    ...[...(cluster.pods?.values() ?? [])].map(({ metadata }) =>
      new Date((metadata?.creationTimestamp ?? 0) as string).getTime(),
    ),
  )
  const wait = newest + 1000 - Date.now()
  if (wait > 0) await later(wait)
}
