/**
 * A webhook for DaemonSets and pods in plain Node.js:
 *
 *   TLS_KEY=tls.key TLS_CERT=tls.crt PORT=8443 node examples/admission-webhook/webhook.mjs
 *
 * /validate answers a ValidatingWebhookConfiguration, /mutate a MutatingWebhookConfiguration.
 */
import { readFileSync, realpathSync } from 'node:fs'
import { createServer } from 'node:https'
import { argv, env } from 'node:process'
import { pathToFileURL } from 'node:url'
import {
  asWarnings,
  exceptInNamespaces,
  inNamespaces,
  noBlanketTolerations,
  noTolerationOf,
  requiredTolerations,
  respond,
} from 'podfit/admission'

/** What this cluster wants; pure functions, so that they are tested without a server. */
export const rules = [
  exceptInNamespaces(['kube-system', 'kube-*'], noBlanketTolerations()),
  exceptInNamespaces(
    ['kube-system'],
    noTolerationOf({ key: 'node-role.kubernetes.io/control-plane', operator: 'Exists' }),
  ),
  asWarnings(noTolerationOf({ key: 'node.kubernetes.io/unreachable', operator: 'Exists' })),
  inNamespaces(['batch'], requiredTolerations([{ key: 'spot', operator: 'Exists' }])),
]

/** The most that is read of a request; an API server sends less than 3 MB. */
const MOST = 8 * 1024 * 1024

const bodyOf = async (request) => {
  const chunks = []
  let size = 0
  for await (const chunk of request) {
    size += chunk.length
    if (size > MOST) throw new Error('too large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

const PATHS = { '/validate': { mutating: false }, '/mutate': { mutating: true } }

/** The server, not listening yet. */
export const webhook = ({ key, cert }) =>
  createServer({ key, cert }, async (request, response) => {
    const options = PATHS[new URL(request.url, 'https://webhook').pathname]
    if (options === undefined || request.method !== 'POST') {
      response.writeHead(404).end()
      return
    }
    try {
      const review = JSON.parse(await bodyOf(request))
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify(respond(review, rules, options)))
    } catch (error) {
      response.writeHead(400).end(String(error.message))
    }
  })

// Also when it is started through a symbolic link.
if (import.meta.url === pathToFileURL(realpathSync(argv[1] ?? '')).href) {
  const { TLS_KEY = 'tls.key', TLS_CERT = 'tls.crt', PORT = '8443' } = env
  webhook({ key: readFileSync(TLS_KEY), cert: readFileSync(TLS_CERT) }).listen(Number(PORT))
}
