import { spawn, spawnSync, execFileSync, type ChildProcess } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { parse } from 'yaml'
import { fakeApiServer, type Held } from '../support/fakeApiServer.js'

/** The examples as they are in the packed tarball, run as programs. */
const root = process.cwd()
const project = mkdtempSync(join(tmpdir(), 'podfit-examples-'))
const examples = join(project, 'node_modules/podfit/examples')

beforeAll(() => {
  writeFileSync(join(project, 'package.json'), '{ "name": "examples", "private": true }\n')
  const packages = [inject('tarball'), '@kubernetes/client-node@1.4.0']
  execFileSync('npm', ['install', '--silent', '--no-audit', '--no-fund', ...packages], {
    cwd: project,
  })
})

afterAll(() => rmSync(project, { recursive: true, force: true }))

const started = (file: string, env: NodeJS.ProcessEnv): ChildProcess =>
  spawn(process.execPath, [join(examples, file)], {
    env: { PATH: process.env['PATH'], HOME: project, ...env },
    stdio: 'inherit',
  })

const ended = (child: ChildProcess): Promise<number | null> =>
  new Promise((done) => void child.on('exit', (code) => done(code)))

const until = async (done: () => boolean | Promise<boolean>): Promise<void> => {
  for (const end = Date.now() + 60_000; !(await done());) {
    if (Date.now() > end) throw new Error('it does not come to that')
    await new Promise((resolve) => void setTimeout(resolve, 50))
  }
}

const NODE: Held = { metadata: { name: 'n1' }, spec: {} }
const TAINTED: Held = { ...NODE, spec: { taints: [{ key: 'gpu', effect: 'NoSchedule' }] } }
const AGENT: Held = {
  metadata: { namespace: 'default', name: 'agent', uid: 'u1' },
  spec: { selector: { matchLabels: { app: 'agent' } }, template: { spec: { containers: [] } } },
}

const served = async () => {
  const server = await fakeApiServer()
  server.put('/api/v1/nodes', NODE)
  server.put('/apis/apps/v1/daemonsets', AGENT)
  const kubeconfig = join(project, 'kubeconfig')
  writeFileSync(kubeconfig, server.kubeconfig, { mode: 0o600 })
  return { server, env: { KUBECONFIG: kubeconfig } }
}

describe('the examples of the packed tarball', () => {
  it('a controller says in Events why, until it is told to stop', async () => {
    const { server, env } = await served()
    const child = started('controller/controller.mjs', env)
    await until(() => server.asked.filter(({ query }) => query['watch'] === 'true').length === 2)
    server.put('/api/v1/nodes', TAINTED)
    await until(() => server.objects('/api/v1/events').length === 1)
    expect(server.objects('/api/v1/events')[0]?.['message']).toBe(
      'no new pod on n1; an existing one keeps running (untolerated taint gpu:NoSchedule)',
    )
    const end = ended(child)
    child.kill('SIGTERM')
    expect(await end).toBe(0)
    await server.close()
  })

  it('a bot answers', async () => {
    const { server, env } = await served()
    server.put('/api/v1/nodes', TAINTED)
    const PORT = String(20_000 + (process.pid % 20_000))
    const child = started('ops-bot/bot.mjs', { ...env, PORT })
    const body = new URLSearchParams({ text: 'why is agent not on n1?' })
    let text = ''
    await until(async () => {
      text = await fetch(`http://127.0.0.1:${PORT}`, { method: 'POST', body }).then(
        (response) => response.text(),
        () => '',
      )
      return text !== ''
    })
    expect(text).toContain('untolerated taint gpu:NoSchedule')
    const end = ended(child)
    child.kill()
    await end
    await server.close()
  })
})

interface Pipeline {
  readonly jobs: { readonly podfit: { readonly steps: readonly { readonly run?: string }[] } }
  readonly daemonsets: { readonly script: readonly string[] }
}

const parsed = (file: string): Pipeline =>
  parse(readFileSync(join(root, 'examples/ci', file), 'utf8')) as Pipeline

const github = parsed('github.yaml').jobs.podfit.steps.flatMap(({ run }) => run ?? [])
const gitlab = parsed('gitlab.yaml').daemonsets.script

describe('the examples of pipelines, with the packed tarball installed', () => {
  /** The lines of a pipeline, typed in a repository of their own: how each of them ends. */
  const typed = (lines: readonly string[], edit = (_folder: string): void => undefined) => {
    const folder = mkdtempSync(join(project, 'ci-'))
    cpSync(join(examples, 'ci'), folder, { recursive: true })
    cpSync(join(examples, 'kind.yaml'), join(folder, 'cluster.yaml'))
    edit(folder)
    const PATH = [join(root, 'test/package/stubs'), process.env['PATH']].join(delimiter)
    const COMMENT = join(folder, 'comment.md')
    const env = { PATH, HOME: project, PR: '7', COMMENT, SNAPSHOT: join(folder, 'cluster.yaml') }
    const codes = lines.map((line) => {
      const { status } = spawnSync('bash', ['-o', 'pipefail', '-c', line], { cwd: folder, env })
      return [line, status] as const
    })
    return { folder, failed: codes.filter(([, status]) => status !== 0).map(([line]) => line) }
  }
  const steps = github.filter((line) => !line.startsWith('npm install'))

  it('GitHub: passes, and comments', () => {
    const { folder, failed } = typed(steps)
    expect(failed).toEqual([])
    expect(readFileSync(join(folder, 'comment.md'), 'utf8')).toContain('| monitoring/agent (new) |')
  })

  it('GitHub: a manifest that leaves the control plane breaks a promise', () => {
    const { failed } = typed(steps, (folder) => {
      const file = join(folder, 'manifests/agent.yaml')
      writeFileSync(file, readFileSync(file, 'utf8').replace('control-plane', 'etcd'))
    })
    expect(failed).toEqual([expect.stringContaining('npx podfit test')])
  })

  it('GitLab: passes, with reports', () => {
    const { folder, failed } = typed(gitlab)
    expect(failed).toEqual([])
    for (const name of ['lint.xml', 'agents.xml'])
      expect(readFileSync(join(folder, name), 'utf8')).toContain('<testsuite')
  })

  it('GitLab: a mistyped field is refused', () => {
    const { failed } = typed(gitlab, (folder) => {
      const file = join(folder, 'manifests/agent.yaml')
      writeFileSync(file, readFileSync(file, 'utf8').replace('nodeSelector:', 'nodeSelectors:'))
    })
    expect(failed).toContainEqual(expect.stringContaining('npx podfit lint'))
  })
})
