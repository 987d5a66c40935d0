import type { ControllerRevision, DaemonSet, Event, Namespace, Node, Pod } from 'podfit'
import type { Client } from './client.js'

/** The kinds that are followed, and what each holds. */
export interface Kinds {
  readonly nodes: Node
  readonly namespaces: Namespace
  readonly pods: Pod
  readonly daemonsets: DaemonSet
  readonly controllerrevisions: ControllerRevision
  readonly events: Event & {
    readonly type?: string
    readonly source?: { readonly component?: string }
  }
}

export type Kind = keyof Kinds

const PATHS: Readonly<Record<Kind, string>> = {
  nodes: '/api/v1/nodes',
  namespaces: '/api/v1/namespaces',
  pods: '/api/v1/pods',
  events: '/api/v1/events',
  daemonsets: '/apis/apps/v1/daemonsets',
  controllerrevisions: '/apis/apps/v1/controllerrevisions',
}

/** Any object of the server. */
export interface Served {
  readonly metadata: {
    readonly name: string
    readonly namespace?: string
    readonly uid: string
    readonly resourceVersion: string
    readonly deletionTimestamp?: string
  }
}

/** One change, in the order in which the server tells them. */
export interface Change<K extends Kind = Kind> {
  readonly kind: K
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED'
  readonly object: Kinds[K]
}

/** What is in the cluster, followed as the controllers follow it. */
export interface Observer {
  readonly list: <K extends Kind>(kind: K) => readonly Kinds[K][]
  /** Every change since the start; where it ends now is `changes().length`. */
  readonly changes: () => readonly Change[]
  /** When the last change came, by `Date.now`. */
  readonly lastChange: () => number
  /** Waits until an answer of the server has come by here, too. */
  readonly sees: (kind: Kind, written: unknown) => Promise<void>
  /** Waits until an object that was deleted is gone, or is known to be going. */
  readonly seesGone: (kind: Kind, deleted: unknown) => Promise<void>
  /** Waits for the next change, at most so long. */
  readonly next: (milliseconds: number) => Promise<void>
  readonly stop: () => void
}

const keyOf = ({ metadata }: Served): string => `${metadata.namespace ?? ''}/${metadata.name}`

/** Starts following a cluster. */
export const observe = async (client: Client): Promise<Observer> => {
  const stores = new Map<Kind, Map<string, Served>>()
  const reached = new Map<Kind, bigint>()
  const changes: Change[] = []
  const streams = new Map<Kind, () => void>()
  let stopped = false
  let lastChange = Date.now()
  let wake: (() => void)[] = []

  const told = (): void => {
    const waiting = wake
    wake = []
    for (const done of waiting) done()
  }

  const take = (kind: Kind, line: string): void => {
    const { type, object } = JSON.parse(line) as {
      type: Change['type'] | 'BOOKMARK' | 'ERROR'
      object: Served
    }
    if (type === 'ERROR') throw new Error(`the watch of ${kind} broke: ${line}`)
    reached.set(kind, BigInt(object.metadata.resourceVersion))
    if (type !== 'BOOKMARK') {
      if (type === 'DELETED') stores.get(kind)?.delete(keyOf(object))
      else stores.get(kind)?.set(keyOf(object), object)
      changes.push({ kind, type, object: object })
      lastChange = Date.now()
    }
    told()
  }

  for (const kind of Object.keys(PATHS) as Kind[]) {
    const listed = await client.send<{
      metadata: { resourceVersion: string }
      items: readonly Served[]
    }>('GET', PATHS[kind])
    stores.set(kind, new Map(listed.items.map((item) => [keyOf(item), item])))
    reached.set(kind, BigInt(listed.metadata.resourceVersion))
    const follow = (): void => {
      if (stopped) return
      const resourceVersion = String(reached.get(kind))
      const query = { watch: '1', allowWatchBookmarks: 'true', resourceVersion }
      const stream = client.stream(PATHS[kind], query, (line) => take(kind, line))
      streams.set(kind, stream.stop)
      void stream.ended.then(follow)
    }
    follow()
  }

  const next = (milliseconds: number): Promise<void> =>
    new Promise((done) => {
      const timer = setTimeout(done, milliseconds)
      wake.push(() => {
        clearTimeout(timer)
        done()
      })
    })

  const until = async (kind: Kind, seen: () => boolean): Promise<void> => {
    const end = Date.now() + 30_000
    while (!seen()) {
      if (Date.now() > end) throw new Error(`a write to ${kind} is not told of`)
      await next(1000)
    }
  }

  return {
    list: (kind) => [...(stores.get(kind)?.values() ?? [])] as never[],
    changes: () => changes,
    lastChange: () => lastChange,
    sees: (kind, written) => {
      const version = BigInt((written as Served).metadata.resourceVersion)
      return until(kind, () => (reached.get(kind) ?? 0n) >= version)
    },
    seesGone: (kind, deleted) => {
      // The server answers with the object, or with a status about it.
      const { metadata, details } = deleted as Served & { details?: { uid: string } }
      const uid = details?.uid ?? metadata.uid
      return until(kind, () => {
        const is = [...(stores.get(kind)?.values() ?? [])].find((each) => each.metadata.uid === uid)
        return is === undefined || is.metadata.deletionTimestamp !== undefined
      })
    },
    next,
    stop: () => {
      stopped = true
      for (const stop of streams.values()) stop()
    },
  }
}
