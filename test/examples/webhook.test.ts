import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { request, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { daemonSet, pod } from 'podfit/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'

interface Example {
  readonly webhook: (options: { readonly key: string; readonly cert: string }) => Server
}

const FILE = new URL('../../examples/admission-webhook/webhook.mjs', import.meta.url)

const folder = mkdtempSync(join(tmpdir(), 'podfit-webhook-'))
const read = (name: string): string => readFileSync(join(folder, name), 'utf8')

let server: Server
let port: number

beforeAll(async () => {
  const [key, cert] = [join(folder, 'tls.key'), join(folder, 'tls.crt')]
  const args = `req -x509 -newkey rsa:2048 -nodes -keyout ${key} -out ${cert} -days 2 -subj /CN=localhost`
  const named = ['-addext', 'subjectAltName=DNS:localhost']
  execFileSync('openssl', [...args.split(' '), ...named], { stdio: 'ignore' })
  const { webhook } = (await import(FILE.href)) as Example
  server = webhook({ key: read('tls.key'), cert: read('tls.crt') })
  await new Promise<void>((resolve) => void server.listen(0, 'localhost', resolve))
  port = (server.address() as AddressInfo).port
})

afterAll(() => {
  server.close()
  rmSync(folder, { recursive: true, force: true })
})

interface Answered {
  readonly status: number | undefined
  readonly text: string
}

const post = async (path: string, body: string, method = 'POST'): Promise<Answered> =>
  await new Promise((resolve, reject) => {
    const options = { host: 'localhost', port, path, method, ca: read('tls.crt') }
    const sent = request(options, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => void chunks.push(chunk))
      response.on('end', () => {
        resolve({ status: response.statusCode, text: Buffer.concat(chunks).toString('utf8') })
      })
    })
    sent.on('error', reject)
    sent.end(body)
  })

const ask = async (path: string, kind: string, namespace: string, object: unknown) => {
  const { text } = await post(
    path,
    JSON.stringify({
      apiVersion: 'admission.k8s.io/v1',
      kind: 'AdmissionReview',
      request: { uid: 'u1', operation: 'CREATE', kind: { kind }, namespace, object },
    }),
  )
  return JSON.parse(text) as unknown
}

describe('the example of a webhook', () => {
  it('denies over HTTPS, and says why', async () => {
    const agent = daemonSet('agent').tolerates('*')
    expect(await ask('/validate', 'DaemonSet', 'web', agent)).toMatchObject({
      response: {
        uid: 'u1',
        allowed: false,
        status: {
          message: expect.stringContaining(
            'no blanket tolerations: spec.template.spec.tolerations[0] tolerates every taint',
          ),
        },
      },
    })
    expect(await ask('/validate', 'DaemonSet', 'kube-system', agent)).toMatchObject({
      response: {
        allowed: true,
        warnings: [expect.stringContaining('node.kubernetes.io/unreachable')],
      },
    })
  })

  it('adds what is missing, where it may', async () => {
    const review = await ask('/mutate', 'Pod', 'batch', pod('p'))
    expect(review).toMatchObject({ response: { allowed: true, patchType: 'JSONPatch' } })
    expect(await ask('/validate', 'Pod', 'batch', pod('p'))).toMatchObject({
      response: { allowed: false },
    })
  })

  it('answers what is no review', async () => {
    expect(await post('/validate', '{}')).toMatchObject({
      status: 200,
      text: expect.stringContaining('"allowed":false'),
    })
    expect((await post('/validate', '{')).status).toBe(400)
    expect((await post('/other', '{}')).status).toBe(404)
    expect((await post('/validate', '', 'GET')).status).toBe(404)
  })

  it('serves when it is started, also through a symbolic link', async () => {
    const started = join(folder, 'started.mjs')
    symlinkSync(fileURLToPath(FILE), started)
    const env = { ...process.env, TLS_KEY: join(folder, 'none.key') }
    const child = spawn(process.execPath, [started], { env, stdio: ['ignore', 'ignore', 'pipe'] })
    const said: Buffer[] = []
    child.stderr.on('data', (chunk: Buffer) => void said.push(chunk))
    const [code] = (await once(child, 'close')) as [number]
    // It reads the key before it listens, which shows that it has begun.
    expect({ code, said: Buffer.concat(said).toString('utf8') }).toMatchObject({
      code: 1,
      said: expect.stringContaining('none.key'),
    })
  })
})

describe('how the webhook is registered', () => {
  interface Registered {
    readonly webhooks: readonly {
      readonly failurePolicy: string
      readonly clientConfig: { readonly service: { readonly namespace: string } }
      readonly namespaceSelector: {
        readonly matchExpressions: readonly {
          readonly key: string
          readonly operator: string
          readonly values: readonly string[]
        }[]
      }
    }[]
  }

  it('does not ask it about the namespaces that it needs itself', () => {
    const text = readFileSync(new URL('webhook.yaml', FILE), 'utf8')
    const { webhooks } = parse(text) as Registered
    for (const { failurePolicy, clientConfig, namespaceSelector } of webhooks) {
      expect(failurePolicy).toBe('Fail')
      expect(namespaceSelector.matchExpressions).toEqual([
        {
          key: 'kubernetes.io/metadata.name',
          operator: 'NotIn',
          values: ['kube-system', clientConfig.service.namespace],
        },
      ])
    }
  })
})
