import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** An object as the fake server holds it. */
export interface Held {
  readonly metadata: {
    readonly name?: string
    readonly generateName?: string
    readonly namespace?: string
    readonly uid?: string
    readonly resourceVersion?: string
  }
  readonly [member: string]: unknown
}

/** What a collection holds, and who watches it. */
interface Collection {
  readonly kind: string
  readonly apiVersion: string
  readonly objects: Map<string, Held>
  readonly watchers: Set<ServerResponse>
}

/** A request that came. */
export interface Asked {
  readonly method: string
  readonly path: string
  readonly query: Readonly<Record<string, string>>
}

/** Lists, watches and creates, as far as informers and simple clients ask for them, on the loopback interface. */
export interface FakeApiServer {
  readonly url: string
  /** A kubeconfig that names it. */
  readonly kubeconfig: string
  readonly asked: readonly Asked[]
  /** Puts an object in, and tells those who watch; `path` is that of its collection over all namespaces. */
  readonly put: (path: string, object: Held) => void
  readonly drop: (path: string, name: string, namespace?: string) => void
  readonly objects: (path: string) => readonly Held[]
  /** Ends every watch, as API servers do now and then. */
  readonly endWatches: () => void
  /** So many of the next requests fail. */
  readonly fail: (requests: number) => void
  readonly close: () => Promise<void>
}

const KINDS: Readonly<Record<string, readonly [apiVersion: string, kind: string]>> = {
  '/api/v1/nodes': ['v1', 'Node'],
  '/api/v1/pods': ['v1', 'Pod'],
  '/api/v1/events': ['v1', 'Event'],
  '/api/v1/namespaces': ['v1', 'Namespace'],
  '/apis/apps/v1/daemonsets': ['apps/v1', 'DaemonSet'],
  '/apis/apps/v1/controllerrevisions': ['apps/v1', 'ControllerRevision'],
}

const keyOf = ({ metadata: { namespace = '', name = '' } }: Held): string => `${namespace}/${name}`

/** Starts it, empty. */
export const fakeApiServer = async (): Promise<FakeApiServer> => {
  let version = 100
  let failing = 0
  const asked: Asked[] = []
  const collections = new Map<string, Collection>(
    Object.entries(KINDS).map(([path, [apiVersion, kind]]) => [
      path,
      { apiVersion, kind, objects: new Map(), watchers: new Set() },
    ]),
  )
  const collectionOf = (path: string): Collection => {
    const found = collections.get(path)
    if (found === undefined) throw new Error(`nothing is at ${path}`)
    return found
  }

  const tell = ({ watchers }: Collection, type: string, object: Held): void => {
    for (const watcher of watchers) watcher.write(`${JSON.stringify({ type, object })}\n`)
  }

  const put = (path: string, given: Held): Held => {
    const { apiVersion, kind, objects, watchers } = collectionOf(path)
    const name = given.metadata.name ?? `${given.metadata.generateName ?? ''}${version}`
    const metadata = { uid: `uid-of-${name}`, ...given.metadata, name }
    const resourceVersion = String(++version)
    const object = { apiVersion, kind, ...given, metadata: { ...metadata, resourceVersion } }
    const type = objects.has(keyOf(object)) ? 'MODIFIED' : 'ADDED'
    objects.set(keyOf(object), object)
    tell({ apiVersion, kind, objects, watchers }, type, object)
    return object
  }

  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://fake')
    const query = Object.fromEntries(searchParams)
    const [, start = '', namespace, plural = ''] =
      /^(\/(?:api|apis\/apps)\/v1)\/(?:namespaces\/([^/]+)\/)?(\w+)$/.exec(pathname) ?? []
    const path = `${start}/${plural}`
    const collection = collections.get(path)
    asked.push({ method: request.method ?? '', path, query })
    const answer = (status: number, body: object): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    }
    if (failing > 0) {
      failing--
      answer(500, { kind: 'Status', code: 500 })
    } else if (collection === undefined) {
      answer(404, { kind: 'Status', code: 404 })
    } else if (request.method === 'POST') {
      let text = ''
      request.setEncoding('utf8').on('data', (piece: string) => (text += piece))
      request.on('end', () => answer(201, put(path, JSON.parse(text) as Held)))
    } else if (query['watch'] === 'true') {
      response.writeHead(200, { 'content-type': 'application/json' })
      response.flushHeaders()
      collection.watchers.add(response)
      response.on('close', () => void collection.watchers.delete(response))
    } else {
      const items = [...collection.objects.values()]
        .filter(({ metadata }) => namespace === undefined || metadata.namespace === namespace)
        // Items of a list carry no kind.
        .map(({ apiVersion: _a, kind: _k, ...item }) => item)
      const { apiVersion, kind } = collection
      const metadata = { resourceVersion: String(version) }
      answer(200, { apiVersion, kind: `${kind}List`, metadata, items })
    }
  })
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const named = { name: 'fake', context: { cluster: 'fake', user: 'fake' } }

  return {
    url,
    kubeconfig: JSON.stringify({
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [{ name: 'fake', cluster: { server: url, 'insecure-skip-tls-verify': true } }],
      users: [{ name: 'fake', user: {} }],
      contexts: [named],
      'current-context': 'fake',
    }),
    asked,
    put: (path, object) => void put(path, object),
    drop: (path, name, namespace = '') => {
      const collection = collectionOf(path)
      const gone = collection.objects.get(`${namespace}/${name}`)
      if (gone === undefined) return
      collection.objects.delete(`${namespace}/${name}`)
      const resourceVersion = String(++version)
      tell(collection, 'DELETED', { ...gone, metadata: { ...gone.metadata, resourceVersion } })
    },
    objects: (path) => [...collectionOf(path).objects.values()],
    endWatches: () => {
      for (const { watchers } of collections.values()) for (const each of watchers) each.end()
    },
    fail: (requests) => void (failing = requests),
    close: async () => {
      server.closeAllConnections()
      await new Promise<void>((done) => void server.close(() => done()))
    },
  }
}
