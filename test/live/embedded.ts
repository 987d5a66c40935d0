import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import type { Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { KubeConfig } from '@kubernetes/client-node'
import type { DaemonSet } from 'podfit'
import { respond, type AdmissionRule } from 'podfit/admission'
import { parse, parseAllDocuments } from 'yaml'
import { objectOf, policyInputs, RULES } from '../support/policyInputs.js'
import { createNamespace, podsPath } from './session.js'
import { applyDaemonSet, kubectl, taint } from './steps.js'
import type { Told } from './told.js'

/** The examples, as programs beside a live control plane. */
const example = async <A>(file: string): Promise<A> =>
  (await import(new URL(`../../examples/${file}`, import.meta.url).href)) as A

interface WebhookExample {
  readonly rules: readonly AdmissionRule[]
  readonly webhook: (options: { readonly key: string; readonly cert: string }) => Server
}

interface ControllerExample {
  readonly run: (
    config: KubeConfig,
    options: { readonly every: number },
  ) => Promise<() => Promise<void>>
}

/** A certificate that 127.0.0.1 signs for itself. */
const certificate = (): { readonly key: string; readonly cert: string } => {
  const folder = mkdtempSync(join(tmpdir(), 'podfit-webhook-'))
  const [key, cert] = [join(folder, 'tls.key'), join(folder, 'tls.crt')]
  const args = `req -x509 -newkey rsa:2048 -nodes -keyout ${key} -out ${cert} -days 2 -subj /CN=webhook`
  execFileSync('openssl', [...args.split(' '), '-addext', 'subjectAltName=IP:127.0.0.1'], {
    stdio: 'ignore',
  })
  const read = { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') }
  rmSync(folder, { recursive: true })
  return read
}

interface Configuration {
  readonly kind: string
  readonly metadata: { readonly name: string }
  readonly webhooks: readonly (object & { readonly name: string; readonly rules: object })[]
}

const CONFIGURATIONS = '/apis/admissionregistration.k8s.io/v1'

/** Waits for something that the server gets to know by a watch of its own. */
const until = async (what: string, done: () => Promise<boolean>): Promise<void> => {
  for (const end = Date.now() + 30_000; !(await done());) {
    if (Date.now() > end) throw new Error(`no ${what} after 30 s`)
    await new Promise((resolve) => void setTimeout(resolve, 100))
  }
}

/** A DaemonSet with some tolerations. */
const tolerating = (name: string, ...tolerations: readonly object[]): DaemonSet => ({
  metadata: { name },
  spec: {
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name } },
      spec: { containers: [{ name: 'main', image: 'registry.invalid/app:1' }], tolerations },
    },
  },
})

/** The example of a webhook, registered with the API server: what it denies, what it warns of, what it adds. */
export const webhook = async (told: Told): Promise<void> => {
  const { session, namespace, claim, step } = told
  const { controlPlane } = session
  const { rules, webhook: serve } = await example<WebhookExample>('admission-webhook/webhook.mjs')
  const tls = certificate()
  const server = serve(tls)
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  const registered = parse(
    readFileSync(new URL('../../examples/admission-webhook/webhook.yaml', import.meta.url), 'utf8'),
  ) as Configuration
  const register = async (kind: string, path: string, namespaces: readonly string[]) => {
    const clientConfig = {
      url: `https://127.0.0.1:${port}${path}`,
      caBundle: Buffer.from(tls.cert).toString('base64'),
    }
    const namespaceSelector = {
      matchExpressions: [
        { key: 'kubernetes.io/metadata.name', operator: 'In', values: namespaces },
      ],
    }
    const webhooks = registered.webhooks.map((each) => ({
      ...each,
      clientConfig,
      namespaceSelector,
    }))
    const resource = `${kind.toLowerCase()}s`
    const body = { ...registered, kind, webhooks }
    await controlPlane.client.send('POST', `${CONFIGURATIONS}/${resource}`, { body })
    return `${CONFIGURATIONS}/${resource}/${registered.metadata.name}`
  }
  const apply = (manifest: DaemonSet, ...flags: readonly string[]) =>
    controlPlane.kubectl(
      ['-n', namespace, 'apply', '-f', '-', ...flags],
      JSON.stringify({ apiVersion: 'apps/v1', kind: 'DaemonSet', ...manifest }),
    )
  /** What podfit answers to the same. */
  const predicted = (kind: string, where: string, object: object) => {
    const request = { uid: 'u', operation: 'CREATE', kind: { kind }, namespace: where, object }
    const review = { apiVersion: 'admission.k8s.io/v1', kind: 'AdmissionReview', request }
    return respond(review, rules, { mutating: false }).response
  }

  const paths = [
    await register('ValidatingWebhookConfiguration', '/validate', [namespace]),
    await register('MutatingWebhookConfiguration', '/mutate', ['batch']),
  ]
  try {
    const blanket = tolerating('blanket', { operator: 'Exists' })
    await until('denial', async () => (await apply(blanket, '--dry-run=server')).code !== 0)
    const denied = await apply(blanket)
    const { status, warnings = [] } = predicted('DaemonSet', namespace, blanket)
    claim('kubectl apply of a blanket toleration ends with', 1, denied.code)
    claim(
      'kubectl apply of a blanket toleration prints',
      [
        ...warnings.map((line) => `Warning: ${line}`),
        `Error from server (${status?.reason}): error when creating "STDIN": admission webhook "${registered.webhooks[0]?.name}" denied the request: ${status?.message}`,
      ].join('\n'),
      denied.stderr.trim(),
    )

    const unreachable = { key: 'node.kubernetes.io/unreachable', operator: 'Exists' }
    const careful = tolerating('careful', { ...unreachable, effect: 'NoSchedule' })
    const warned = await apply(careful, '--dry-run=server')
    claim('kubectl apply of what is only warned of ends with', 0, warned.code)
    claim(
      'it prints',
      predicted('DaemonSet', namespace, careful).warnings?.map((line) => `Warning: ${line}`),
      warned.stderr.trim().split('\n'),
    )
    // Its pods pass, though the controller puts tolerations on them of which the rules warn.
    await step((scene) => applyDaemonSet(scene, 'create allowed', tolerating('allowed')))

    await createNamespace(session, 'batch').catch(() => undefined)
    const pod = { metadata: { name: 'job' }, spec: { containers: [{ name: 'a', image: 'a' }] } }
    interface Made {
      readonly spec: { readonly tolerations?: readonly { readonly key?: string }[] }
    }
    let keys: readonly (string | undefined)[] = []
    await until('toleration of spot', async () => {
      const made = await controlPlane.client.send<Made>('POST', podsPath('batch'), {
        body: { apiVersion: 'v1', kind: 'Pod', ...pod },
        query: { dryRun: 'All' },
      })
      keys = (made.spec.tolerations ?? []).map(({ key }) => key)
      return keys.includes('spot')
    })
    claim('the toleration is there once', 1, keys.filter((key) => key === 'spot').length)
  } finally {
    for (const path of paths) await controlPlane.client.send('DELETE', path)
    server.close()
    server.closeAllConnections()
  }
}

/** The example of a controller: its Events, as kubectl shows them. */
export const explaining = async (told: Told): Promise<void> => {
  const { session, namespace, claim, step } = told
  const { run } = await example<ControllerExample>('controller/controller.mjs')
  const config = new KubeConfig()
  config.loadFromFile(session.controlPlane.kubeconfig)
  const stop = await run(config, { every: 100 })
  const printed = async (): Promise<readonly string[]> => {
    const columns = '-o=custom-columns=T:.type,R:.reason,M:.message'
    const args = ['-n', namespace, 'get', 'events', '--no-headers', columns]
    const text = await kubectl(session, [...args, '--field-selector=source=podfit'])
    return text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => line.trim().replaceAll(/ {2,}/g, ' '))
      .sort()
  }
  try {
    await step((scene) => applyDaemonSet(scene, 'create agent', tolerating('agent')))
    await until('Event', async () => (await printed()).length === 1)
    claim(
      'the Event of a DaemonSet that is new',
      ['Normal ShouldRun should run on a, b'],
      await printed(),
    )
    await step((scene) =>
      taint(scene, told.node('a'), { key: 'gpu', value: 'true', effect: 'NoSchedule' }),
    )
    await until('Event', async () => (await printed()).length === 2)
    await step((scene) => taint(scene, told.node('b'), { key: 'out', effect: 'NoExecute' }))
    await until('Event', async () => (await printed()).length === 3)
    claim(
      'the Events of taints',
      [
        'Normal ShouldRun should run on a, b',
        'Warning NoNewPods no new pod on a; an existing one keeps running (untolerated taint gpu=true:NoSchedule)',
        'Warning NotAllowed not allowed on b; an existing pod is deleted (untolerated taint out:NoExecute)',
      ],
      await printed(),
    )
    const described = await kubectl(session, ['-n', namespace, 'describe', 'daemonset', 'agent'])
    claim('kubectl describe shows them', 3, described.match(/ podfit +/g)?.length)
  } finally {
    await stop()
  }
}

interface Named {
  readonly metadata: { readonly name: string }
  readonly [member: string]: unknown
}

/** The policies in CEL that podfit's rules are compared with: what the server says of the inputs is what the page says. */
export const policies = async (told: Told): Promise<void> => {
  const { namespace, claim } = told
  const { client } = told.session.controlPlane
  const file = new URL('../../examples/policies/policies.yaml', import.meta.url)
  const documents = parseAllDocuments(readFileSync(file, 'utf8')).map(
    (document) => document.toJS() as Named,
  )
  const at = (plural: string): string => `${CONFIGURATIONS}/${plural}`
  const made: string[] = []
  const post = async (plural: string, body: Named) => {
    await client.send('POST', at(plural), { body })
    made.push(`${at(plural)}/${body.metadata.name}`)
  }
  /** Each rule is asked about its own inputs, which carry its name. */
  const said = async ({ rule, ...given }: Parameters<typeof objectOf>[0] & { rule: string }) => {
    const { metadata, ...rest } = objectOf(given) as { readonly metadata: object }
    const path =
      given.kind === 'CronJob'
        ? `/apis/batch/v1/namespaces/${namespace}/cronjobs`
        : podsPath(namespace)
    const body = { ...rest, metadata: { ...metadata, labels: { rule } } }
    const { status } = await client.request('POST', path, { body, query: { dryRun: 'All' } })
    return status === 201 ? 'allow' : status === 422 ? 'deny' : status
  }
  try {
    for (const [i, document] of documents.entries()) {
      await post('validatingadmissionpolicies', document)
      const { name } = document.metadata
      const matchResources = {
        namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } },
        objectSelector: { matchLabels: { rule: RULES[i] } },
      }
      await post('validatingadmissionpolicybindings', {
        apiVersion: 'admissionregistration.k8s.io/v1',
        kind: 'ValidatingAdmissionPolicyBinding',
        metadata: { name },
        spec: { policyName: name, validationActions: ['Deny'], matchResources },
      })
    }
    const inputs = policyInputs()
    for (const rule of RULES) {
      const denied = inputs.find((each) => each.rule === rule && each.vap === 'deny')
      if (denied === undefined) throw new Error(`nothing is denied by ${rule}`)
      await until('denial', async () => (await said(denied)) === 'deny')
    }
    for (const each of inputs) {
      claim(`${each.rule}, ${each.input}: the policy in CEL says`, each.vap, await said(each))
    }
  } finally {
    for (const path of made.toReversed()) await client.send('DELETE', path)
  }
}
