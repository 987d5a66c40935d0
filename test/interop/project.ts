import { execFile, execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

const source = join(process.cwd(), 'test/interop')

/** Outside the clone, so that every clone of the same list finds what has been installed. */
const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache')
const manifest = readFileSync(join(source, 'package.json'), 'utf8')
const hash = createHash('sha256').update(manifest).digest('hex').slice(0, 12)
const shared = join(cache, 'podfit/interop', hash)

/** A folder with everything of `package.json`, podfit as the tarball has it, and the programs. */
export const interopProject = (tarball: string): string => {
  if (!existsSync(join(shared, 'node_modules/.package-lock.json'))) {
    mkdirSync(shared, { recursive: true })
    cpSync(join(source, 'package.json'), join(shared, 'package.json'))
    // Pepr and Vite want different releases of esbuild, and each takes the other's.
    const args = ['install', '--silent', '--no-audit', '--no-fund', '--legacy-peer-deps']
    execFileSync('npm', args, { cwd: shared })
  }
  const installed = join(shared, 'node_modules/podfit')
  rmSync(installed, { recursive: true, force: true })
  mkdirSync(installed)
  execFileSync('tar', ['-xzf', tarball, '-C', installed, '--strip-components=1'])
  for (const folder of ['programs', 'types'])
    cpSync(join(source, folder), join(shared, folder), { recursive: true })
  for (const name of ['import.mjs', 'cluster.yaml'])
    cpSync(join(source, '../package/consumer', name), join(shared, name))
  return shared
}

/** What a program prints; an error if it fails. */
export const printed = (
  command: string,
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
  input = '',
): Promise<string> =>
  new Promise((done, fail) => {
    const options = { cwd, env: { ...process.env, ...env }, maxBuffer: 2 ** 26 }
    const child = execFile(command, args, options, (error, stdout, stderr) => {
      if (error === null) done(stdout)
      else fail(new Error(`${command} ${args.join(' ')}: ${stdout}${stderr}`))
    })
    child.stdin?.end(input)
  })
