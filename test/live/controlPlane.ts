import { spawn, type ChildProcess } from 'node:child_process'
import { createServer } from 'node:net'
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { NEWEST_RELEASE } from 'podfit'
import type { Binaries } from './binaries.js'
import { createClient, type Client } from './client.js'

/** What kubectl prints. */
export interface Printed {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** etcd, an API server, the controllers that a DaemonSet meets, and a scheduler, on 127.0.0.1. */
export interface ControlPlane {
  readonly client: Client
  /** Where its kubeconfig is. */
  readonly kubeconfig: string
  readonly kubectl: (args: readonly string[], input?: string) => Promise<Printed>
  /** The metrics of the controllers, as text. */
  readonly controllerMetrics: () => Promise<string>
  /** Ends the controllers, whatever they do, and starts them with an empty memory. */
  readonly restartControllers: () => Promise<void>
  /** Ends everything and removes the folder. */
  readonly stop: () => Promise<void>
}

/**
 * The controllers that a DaemonSet meets. Without the node lifecycle controller, which taints nodes that have no
 * kubelet, and without the garbage collector of pods, which acts at times of its own.
 */
const CONTROLLERS = [
  'daemonset-controller',
  'taint-eviction-controller',
  'garbage-collector-controller',
  'namespace-controller',
] as const

const GUARDIAN = fileURLToPath(new URL('./guardian.mjs', import.meta.url))

/** A port that nobody has at this moment. */
const freePort = (): Promise<number> =>
  new Promise((done, fail) => {
    const server = createServer()
    server.on('error', fail)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      server.close(() => done(port))
    })
  })

const later = (milliseconds: number): Promise<void> =>
  new Promise((done) => void setTimeout(done, milliseconds))

/** Starts processes that end with this one. */
const guard = (folder: string) => {
  // A session of its own: what stops this process's group leaves it to clean up.
  const child: ChildProcess = spawn(process.execPath, [GUARDIAN, folder], {
    detached: true,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const running = new Set<string>()
  const gone = new Promise<void>((done) => void child.on('exit', () => done()))
  if (child.stdout !== null) {
    createInterface({ input: child.stdout }).on('line', (line) => {
      running.delete((JSON.parse(line) as { ended: string }).ended)
    })
  }
  const tell = (message: unknown): void => void child.stdin?.write(`${JSON.stringify(message)}\n`)
  const logOf = (name: string): string => join(folder, `${name}.log`)
  return {
    start: (name: string, command: string, args: readonly string[]) => {
      running.add(name)
      tell({ name, command, args, log: logOf(name) })
    },
    stop: async (name: string) => {
      tell({ stop: name })
      while (running.has(name)) await later(10)
    },
    isRunning: (name: string) => running.has(name),
    log: (name: string): string =>
      readFileSync(logOf(name), 'utf8').split('\n').slice(-20).join('\n'),
    end: async () => {
      child.stdin?.end()
      await gone
    },
  }
}

const STARTS_WITHIN = 120_000

/** Starts a control plane; ports that somebody else takes meanwhile are tried anew. */
export const startControlPlane = async (binaries: Binaries): Promise<ControlPlane> => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await tryToStart(binaries)
    } catch (error) {
      if (attempt === 3 || !String(error).includes('address already in use')) throw error
    }
  }
}

const tryToStart = async (binaries: Binaries): Promise<ControlPlane> => {
  const folder = mkdtempSync(join(tmpdir(), 'podfit-control-plane-'))
  const processes = guard(folder)
  const token = randomBytes(16).toString('hex')
  const [etcdPort, peerPort, port, controllersPort] = await Promise.all([
    freePort(),
    freePort(),
    freePort(),
    freePort(),
  ])
  const etcd = `http://127.0.0.1:${etcdPort}`
  const peer = `http://127.0.0.1:${peerPort}`
  const key = join(folder, 'service-account.key')
  const tokens = join(folder, 'tokens.csv')
  const certificates = join(folder, 'certificates')
  const kubeconfig = join(folder, 'kubeconfig')

  /** Waits until `ready` agrees; a process that ends meanwhile will not become ready. */
  const until = async <A>(name: string, ready: () => Promise<A | undefined>): Promise<A> => {
    for (const end = Date.now() + STARTS_WITHIN; Date.now() < end; await later(50)) {
      const answer = await ready().catch(() => undefined)
      if (answer !== undefined) return answer
      if (!processes.isRunning(name)) break
    }
    throw new Error(`${name} does not start:\n${processes.log(name)}`)
  }

  try {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    writeFileSync(key, privateKey.export({ type: 'pkcs1', format: 'pem' }))
    writeFileSync(tokens, `${token},admin,admin,system:masters\n`)
    mkdirSync(certificates)

    processes.start('etcd', binaries.etcd, [
      `--data-dir=${join(folder, 'etcd')}`,
      `--listen-client-urls=${etcd}`,
      `--advertise-client-urls=${etcd}`,
      `--listen-peer-urls=${peer}`,
      `--initial-advertise-peer-urls=${peer}`,
      `--initial-cluster=default=${peer}`,
      '--unsafe-no-fsync',
      '--log-level=warn',
    ])
    processes.start('kube-apiserver', binaries['kube-apiserver'], [
      `--etcd-servers=${etcd}`,
      `--cert-dir=${certificates}`,
      `--secure-port=${port}`,
      '--bind-address=127.0.0.1',
      '--advertise-address=127.0.0.1',
      '--endpoint-reconciler-type=none',
      '--service-cluster-ip-range=10.96.0.0/16',
      '--service-account-issuer=https://127.0.0.1',
      `--service-account-key-file=${key}`,
      `--service-account-signing-key-file=${key}`,
      `--token-auth-file=${tokens}`,
      '--authorization-mode=AlwaysAllow',
      '--disable-admission-plugins=ServiceAccount',
      '--watch-cache=true',
    ])
    /** A client of a server that makes its certificate itself: what is read too early may not be all of it. */
    const clientOf = (name: string, at: number, file: string, path: string) =>
      until(name, async () => {
        const certificate = readFileSync(join(folder, file), 'utf8')
        const made = createClient({ port: at, token, certificate })
        const healthy = await made.request('GET', path).then(
          ({ status }) => status === 200,
          () => false,
        )
        if (healthy) return { client: made, certificate }
        made.close()
        return undefined
      })
    const { client, certificate } = await clientOf(
      'kube-apiserver',
      port,
      'certificates/apiserver.crt',
      '/readyz',
    )

    writeFileSync(
      kubeconfig,
      JSON.stringify({
        apiVersion: 'v1',
        kind: 'Config',
        clusters: [
          {
            name: 'live',
            cluster: {
              server: `https://127.0.0.1:${port}`,
              'certificate-authority-data': Buffer.from(certificate).toString('base64'),
            },
          },
        ],
        users: [{ name: 'admin', user: { token } }],
        contexts: [{ name: 'live', context: { cluster: 'live', user: 'admin' } }],
        'current-context': 'live',
      }),
      { mode: 0o600 },
    )
    const startControllers = (): void =>
      processes.start('kube-controller-manager', binaries['kube-controller-manager'], [
        `--kubeconfig=${kubeconfig}`,
        '--leader-elect=false',
        '--bind-address=127.0.0.1',
        `--secure-port=${controllersPort}`,
        `--cert-dir=${join(folder, 'controllers')}`,
        '--authorization-always-allow-paths=/healthz,/metrics',
        `--controllers=${CONTROLLERS.join(',')}`,
        '--kube-api-qps=1000',
        '--kube-api-burst=2000',
      ])
    startControllers()
    processes.start('kube-scheduler', binaries['kube-scheduler'], [
      `--kubeconfig=${kubeconfig}`,
      '--leader-elect=false',
      '--secure-port=0',
      '--kube-api-qps=1000',
      '--kube-api-burst=2000',
    ])
    const controllersClient = async (): Promise<Client> => {
      const file = 'controllers/kube-controller-manager.crt'
      const made = await clientOf('kube-controller-manager', controllersPort, file, '/healthz')
      return made.client
    }
    let metrics = await controllersClient()
    const { gitVersion } = await client.send<{ gitVersion: string }>('GET', '/version')
    if (gitVersion !== `v${NEWEST_RELEASE}`) throw new Error(`the API server is a ${gitVersion}`)

    return {
      client,
      kubeconfig,
      kubectl: (args, input) =>
        runKubectl(binaries.kubectl, [`--kubeconfig=${kubeconfig}`, ...args], folder, input),
      controllerMetrics: async () => {
        const { status, text } = await metrics.request('GET', '/metrics')
        if (status !== 200) throw new Error(`the controllers tell no metrics: ${status} ${text}`)
        return text
      },
      restartControllers: async () => {
        await processes.stop('kube-controller-manager')
        metrics.close()
        rmSync(join(folder, 'controllers'), { recursive: true, force: true })
        startControllers()
        metrics = await controllersClient()
      },
      stop: async () => {
        client.close()
        metrics.close()
        await processes.end()
      },
    }
  } catch (error) {
    await processes.end()
    throw error
  }
}

const runKubectl = (
  kubectl: string,
  args: readonly string[],
  folder: string,
  input = '',
): Promise<Printed> =>
  new Promise((done, fail) => {
    const child = spawn(kubectl, [`--cache-dir=${join(folder, 'kubectl')}`, ...args], {
      env: { PATH: process.env['PATH'] ?? '', HOME: folder },
      timeout: 120_000,
    })
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', (piece: string) => (stdout += piece))
    child.stderr.setEncoding('utf8').on('data', (piece: string) => (stderr += piece))
    child.on('error', fail)
    child.on('close', (code) => done({ code: code ?? 1, stdout, stderr }))
    child.stdin.end(input)
  })
