import { Agent, request } from 'node:https'
import type { IncomingMessage } from 'node:http'

/** What the API server answers. */
export interface Reply {
  readonly status: number
  readonly text: string
  /** Read as JSON; undefined where it is none. */
  readonly body: unknown
  /** The texts of the `Warning` headers. */
  readonly warnings: readonly string[]
}

export interface RequestOptions {
  /** Sent as it is when it is text or bytes, else as JSON. */
  readonly body?: unknown
  readonly contentType?: string
  /** `{ dryRun: 'All', fieldValidation: 'Strict' }` and the like. */
  readonly query?: Readonly<Record<string, string>>
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** Speaks HTTPS with an API server, with all rights. */
export interface Client {
  readonly request: (method: Method, path: string, options?: RequestOptions) => Promise<Reply>
  /** The same, and an error unless the server agrees. */
  readonly send: <A>(method: Method, path: string, options?: RequestOptions) => Promise<A>
  /** Lines of JSON until the server ends the stream; `stop` ends it from here. */
  readonly stream: (
    path: string,
    query: Readonly<Record<string, string>>,
    each: (line: string) => void,
  ) => { readonly ended: Promise<void>; readonly stop: () => void }
  readonly close: () => void
}

export interface Access {
  readonly port: number
  readonly token: string
  readonly certificate: string
}

/** A server that has not answered by then never will. */
const TOO_LONG = 60_000

export const createClient = ({ port, token, certificate }: Access): Client => {
  const agent = new Agent({ keepAlive: true, ca: certificate, noDelay: true })
  const target = { host: '127.0.0.1', port, agent }
  const withQuery = (path: string, query: Readonly<Record<string, string>> = {}): string =>
    Object.keys(query).length === 0 ? path : `${path}?${new URLSearchParams(query).toString()}`

  const ask: Client['request'] = (method, path, { body, contentType, query } = {}) =>
    new Promise((done, fail) => {
      const raw = typeof body === 'string' || body instanceof Uint8Array
      const sent = body === undefined || raw ? body : JSON.stringify(body)
      const asked = request(
        {
          ...target,
          method,
          path: withQuery(path, query),
          headers: {
            authorization: `Bearer ${token}`,
            accept: 'application/json',
            ...(sent !== undefined && {
              'content-type': contentType ?? 'application/json',
              'content-length': Buffer.byteLength(sent),
            }),
          },
        },
        (response) => {
          textOf(response).then((text) => {
            const status = response.statusCode ?? 0
            done({ status, text, body: jsonOf(text), warnings: warningsOf(response.rawHeaders) })
          }, fail)
        },
      )
      asked.on('error', fail)
      asked.setTimeout(
        TOO_LONG,
        () => void asked.destroy(new Error(`${method} ${path}: no answer`)),
      )
      asked.end(sent)
    })

  return {
    request: ask,
    send: async <A>(method: Method, path: string, options?: RequestOptions) => {
      const reply = await ask(method, path, options)
      if (reply.status < 300) return reply.body as A
      throw new Error(`${method} ${path}: ${reply.status} ${reply.text}`)
    },
    stream: (path, query, each) => {
      const headers = { authorization: `Bearer ${token}` }
      const asked = request({
        ...target,
        agent: false,
        ca: certificate,
        path: withQuery(path, query),
        headers,
      })
      const ended = new Promise<void>((done) => {
        asked.on('error', () => done())
        asked.on('response', (response) => {
          let rest = ''
          response.setEncoding('utf8')
          response.on('data', (piece: string) => {
            const lines = `${rest}${piece}`.split('\n')
            rest = lines.pop() ?? ''
            for (const line of lines) if (line !== '') each(line)
          })
          response.on('error', () => done())
          response.on('close', () => done())
        })
      })
      asked.end()
      return { ended, stop: () => void asked.destroy() }
    },
    close: () => agent.destroy(),
  }
}

const textOf = async (response: IncomingMessage): Promise<string> => {
  const pieces: Buffer[] = []
  for await (const piece of response) pieces.push(piece as Buffer)
  return Buffer.concat(pieces).toString('utf8')
}

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

/** Node.js joins headers of one name, and texts may have commas: so they are taken as they came. */
const warningsOf = (headers: readonly string[]): readonly string[] =>
  headers.flatMap((value, i) => {
    if (i % 2 === 0 || headers[i - 1]?.toLowerCase() !== 'warning') return []
    const quoted = /^\d{3} \S+ "((?:[^"\\]|\\.)*)"/.exec(value)
    return quoted === null ? [value] : [(quoted[1] ?? '').replaceAll(/\\(.)/g, '$1')]
  })
