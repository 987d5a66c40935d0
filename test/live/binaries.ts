import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { NEWEST_RELEASE } from 'podfit'

/** The release that the control plane is built of; `binaries/go.mod` names the same. */
const KUBERNETES = NEWEST_RELEASE

const PACKAGES = {
  etcd: 'go.etcd.io/etcd/server/v3',
  'kube-apiserver': 'k8s.io/kubernetes/cmd/kube-apiserver',
  'kube-controller-manager': 'k8s.io/kubernetes/cmd/kube-controller-manager',
  'kube-scheduler': 'k8s.io/kubernetes/cmd/kube-scheduler',
  kubectl: 'k8s.io/kubernetes/cmd/kubectl',
} as const

export type Program = keyof typeof PACKAGES

/** Where each program is. */
export type Binaries = Readonly<Record<Program, string>>

const PROGRAMS = Object.keys(PACKAGES) as readonly Program[]
const MODULE = fileURLToPath(new URL('./binaries/', import.meta.url))

/** Outside the clone, so that every clone of the same module file finds them. */
const folder = (): string => {
  const hash = createHash('sha256')
  for (const file of ['go.mod', 'go.sum']) hash.update(readFileSync(join(MODULE, file)))
  const cache = process.env['XDG_CACHE_HOME'] ?? ''
  return join(
    cache === '' ? join(homedir(), '.cache') : cache,
    'podfit/control-plane',
    `${KUBERNETES}-${process.platform}-${process.arch}-${hash.digest('hex').slice(0, 12)}`,
  )
}

const binariesIn = (at: string): Binaries =>
  Object.fromEntries(PROGRAMS.map((program) => [program, join(at, program)])) as Binaries

/** The programs, if they have been built already. */
export const builtBinaries = (): Binaries | undefined => {
  const binaries = binariesIn(folder())
  return Object.values(binaries).every((path) => existsSync(path)) ? binaries : undefined
}

const go = (args: readonly string[], shown: boolean): string => {
  const { status, stdout, error } = spawnSync('go', args, {
    cwd: MODULE,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', shown ? 'inherit' : 'ignore'],
    env: { ...process.env, GOWORK: 'off', GOFLAGS: '-mod=readonly' },
  })
  if (status !== 0) throw new Error(`go ${args[0]} failed${error ? `: ${error.message}` : ''}`)
  return stdout.trim()
}

/** Whether Go is there to build them with. */
export const hasGo = (): boolean => spawnSync('go', ['version']).status === 0

/**
 * Builds the programs out of the Go module proxy, unless that has been done. A server built so does not know its
 * own release, which kubectl asks for: it is stamped into it.
 */
export const buildBinaries = (): Binaries => {
  const built = builtBinaries()
  if (built !== undefined) return built
  // An etcd of another release silently moves Kubernetes to another one.
  const chosen = go(['list', '-m', '-f', '{{.Version}}', 'k8s.io/kubernetes'], true)
  if (chosen !== `v${KUBERNETES}`) throw new Error(`${MODULE}go.mod chooses Kubernetes ${chosen}`)
  const at = folder()
  mkdirSync(join(at, '..'), { recursive: true })
  const making = mkdtempSync(`${at}.`)
  try {
    const [major, minor] = KUBERNETES.split('.')
    const stamp = (name: string, value: string): string =>
      `-X k8s.io/component-base/version.${name}=${value}`
    const stamps = [
      stamp('gitVersion', `v${KUBERNETES}`),
      stamp('gitMajor', major ?? ''),
      stamp('gitMinor', minor ?? ''),
    ]
    const flags = ['-trimpath', '-buildvcs=false', `-ldflags=-s -w ${stamps.join(' ')}`]
    for (const [program, path] of Object.entries(PACKAGES)) {
      console.error(`building ${program} of Kubernetes ${KUBERNETES}`)
      go(['build', ...flags, '-o', join(making, program), path], true)
    }
    // Another run may have been faster; its programs are the same.
    if (!existsSync(at)) renameSync(making, at)
  } finally {
    rmSync(making, { recursive: true, force: true })
  }
  return binariesIn(at)
}
