import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { beforeAll, describe, expect, inject, it } from 'vitest'
import { fakeApiServer, type Held } from '../support/fakeApiServer.js'
import { interopProject, printed } from './project.js'

const root = process.cwd()
let project: string
let node22: string

beforeAll(() => {
  project = interopProject(inject('tarball'))
  node22 = join(project, 'node_modules/node-22/bin/node')
})

/** What a program prints; Pepr would log before it. */
const json = async (...args: readonly string[]): Promise<unknown> =>
  JSON.parse(await printed(node22, args, project, { LOG_LEVEL: 'silent' })) as unknown

const NODE: Held = { metadata: { name: 'n1' }, spec: {} }
const AGENT: Held = {
  metadata: { namespace: 'a', name: 'agent', uid: 'u1' },
  spec: { selector: { matchLabels: { app: 'agent' } }, template: { spec: { containers: [] } } },
}

describe.each(['0.22', '1.4', '2.0'])('@kubernetes/client-node %s', (version) => {
  const client = `client-node-${version}`

  it('an informer feeds a store', async () => {
    const server = await fakeApiServer()
    server.put('/api/v1/nodes', NODE)
    server.put('/apis/apps/v1/daemonsets', AGENT)
    const child = spawn(node22, ['programs/client.mjs', client], {
      cwd: project,
      env: { ...process.env, CONFIG: server.kubeconfig },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const lines: unknown[] = []
    const told = new Set<string>()
    createInterface({ input: child.stdout }).on('line', (line) => {
      const said = JSON.parse(line) as { readonly verb?: string }
      lines.push(said)
      // The watch begins after the list has been told.
      if (said.verb === undefined || told.has(said.verb)) return
      told.add(said.verb)
      setTimeout(() => {
        const taints = [{ key: 'gpu', effect: 'NoExecute' }]
        if (said.verb === 'add') server.put('/api/v1/nodes', { ...NODE, spec: { taints } })
        else server.drop('/api/v1/nodes', 'n1')
      }, 500)
    })
    await once(child, 'close')
    await server.close()
    const pair = { daemonSet: 'a/agent', node: 'n1' }
    expect(lines).toEqual([
      { listed: 1 },
      { verb: 'add', decisions: [{ ...pair, after: 'run' }] },
      { verb: 'update', decisions: [{ ...pair, before: 'run', after: 'leave' }] },
      { verb: 'delete', decisions: [{ ...pair, before: 'leave' }] },
    ])
  })

  it.each(['kind.json', 'eks-karpenter.json'])(
    'its serializer changes no plan: %s',
    async (file) => {
      const found = await json('programs/roundTrip.mjs', client, join(root, 'test/fixtures', file))
      expect(found).toMatchObject({ classes: true, written: true, decoded: true, broken: 0 })
    },
  )
})

describe('models of others', () => {
  it('kubernetes-models, kubernetes-fluent-client and cdk8s give what is taken', async () => {
    expect(await json('programs/models.mjs')).toEqual({
      'kubernetes-models': 'run',
      'as JSON': 'run',
      'kubernetes-fluent-client': 'run',
      cdk8s: ['run'],
      broken: [],
    })
  })

  it('their types fit, and those of Standard Schema', async () => {
    const compilerOptions = {
      module: 'nodenext',
      target: 'es2022',
      lib: ['es2023'],
      types: ['node'],
      strict: true,
      exactOptionalPropertyTypes: true,
      noEmit: true,
      skipLibCheck: true,
    }
    const config = JSON.stringify({ compilerOptions, files: ['types/models.ts'] })
    writeFileSync(join(project, 'tsconfig.json'), config)
    const tsc = join(project, 'node_modules/typescript/bin/tsc')
    expect(await printed(process.execPath, [tsc, '-p', '.'], project)).toBe('')
  })
})

/** The most bytes of `programs/entry.mjs`, minified and compressed, by each bundler; Rollup keeps more than the others. */
const BUDGETS = { esbuild: 9000, vite: 8500, rollup: 14_000, webpack: 8600 } as const

describe('bundlers', () => {
  it.each(Object.entries(BUDGETS))('%s', async (bundler, budget) => {
    const out = join(project, 'out', `${bundler}.mjs`)
    await printed(node22, ['programs/bundle.mjs', bundler, 'programs/entry.mjs', out], project)
    const { why } = (await import(`${pathToFileURL(out).href}?${Date.now()}`)) as {
      readonly why: (daemonSet: object, node: object) => readonly string[]
    }
    const taints = [{ key: 'gpu', effect: 'NoSchedule' }]
    expect(
      why({ spec: { template: {} } }, { metadata: { name: 'n1' }, spec: { taints } }),
    ).toContain('  ✗ untolerated taint gpu:NoSchedule (an existing pod keeps running)')
    // Rollup does not minify: what it keeps is counted as esbuild writes it.
    const { outputFiles } = await build({
      entryPoints: [out],
      minify: true,
      write: false,
      format: 'esm',
    })
    const bytes = gzipSync(outputFiles[0]?.contents ?? '', { level: 9 }).length
    console.log(`${bundler}: ${bytes} bytes, minified and compressed`)
    expect(bytes).toBeLessThanOrEqual(budget)
  })
})

describe('runtimes', () => {
  it.each([
    ['Node.js 22', 'node-22/bin/node', []],
    ['Bun', 'bun/bin/bun.exe', []],
    ['Deno', 'deno/deno', ['run', '--allow-read', '--allow-env']],
  ])('%s', async (_name, program, args) => {
    const path = join(project, 'node_modules', program)
    expect(await printed(path, [...args, 'import.mjs'], project)).toBe('leave UntoleratedTaint 1\n')
  })

  const chromium = [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
  ].find(existsSync)
  it.skipIf(chromium === undefined)('Chromium, without a bundler', async () => {
    const server = createServer((request, response) => {
      const path = request.url ?? '/'
      const file = path.startsWith('/dist/')
        ? join(project, 'node_modules/podfit', path)
        : join(project, 'programs/page.html')
      const type = file.endsWith('.js') ? 'text/javascript' : 'text/html; charset=utf-8'
      response.writeHead(200, { 'content-type': type }).end(readFileSync(file))
    })
    await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done))
    const { port } = server.address() as AddressInfo
    const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--virtual-time-budget=10000']
    const page = `http://127.0.0.1:${port}/`
    const dom = await printed(chromium ?? '', [...flags, '--dump-dom', page], project)
    server.closeAllConnections()
    server.close()
    expect(dom).toContain(
      '<pre id="out">leave: not allowed here; an existing pod is deleted\nRight\nfunction</pre>',
    )
  })
})

describe('Pepr', () => {
  it('has the capability of the example: denies, warns, adds', async () => {
    const out = join(project, 'out/pepr.mjs')
    await build({
      entryPoints: [join(root, 'examples/pepr/podfit.ts')],
      outfile: out,
      bundle: true,
      format: 'esm',
      packages: 'external',
      // Not the paths of this repository, which lead to its sources.
      tsconfigRaw: {},
    })
    const said = await json('programs/pepr.mjs', out)
    expect(said).toEqual({
      kinds: ['Pod', 'DaemonSet', 'Deployment', 'StatefulSet'],
      denied: {
        allowed: false,
        statusCode: 403,
        statusMessage: expect.stringContaining('no blanket tolerations') as string,
        warnings: [expect.stringContaining('node.kubernetes.io/unreachable') as string],
      },
      added: [{ key: 'spot', operator: 'Exists' }],
      allowed: { allowed: true, warnings: [] },
    })
  })
})
