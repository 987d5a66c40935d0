/**
 * Looks at a release of Kubernetes that podfit does not know yet, or knows as a preview only:
 *
 *   npm run conformance:new-release -- 1.38.0 [--cases N] [--seed S]
 *
 * Fetches its modules through the module proxy; shows how the functions that podfit cites, and those that the oracle
 * reaches without the compiler, differ from those of the newest release; builds an oracle of it in a cache folder; asks
 * that oracle all operations and prints what podfit answers otherwise. Writes nothing into the repository. Exits with 1
 * where something differs or does not build, and with 3 when it cannot run as it is told.
 */
import { spawnSync } from 'node:child_process'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { OPERATIONS } from './cases.js'
import { citedText, everyCitation, moduleCache, moduleFolder, type Citation } from './citations.js'
import { compare, compareExamples } from './compare.js'
import { question, type Ask } from './protocol.js'
import { examplesOf } from './examples.js'
import { exactJson } from './exactJson.mjs'
import { linknamesOf, modOf, signatureOf, unavailableIn } from './newModule.js'
import { answer } from './operations.mjs'
import { newestRelease, startAnswerer, type OracleRelease } from './oracle.js'

const refuse = (why: string): never => {
  console.error(why)
  process.exit(3)
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    cases: { type: 'string', default: '2000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
})

const [patch = ''] = positionals
const minor = /^1\.\d+(?=\.\d+(?:-(?:alpha|beta|rc)\.\d+)?$)/.exec(patch)?.[0]
if (minor === undefined || positionals.length !== 1) {
  refuse('usage: npm run conformance:new-release -- 1.38.0 [--cases N] [--seed S]')
}
const cache = moduleCache() ?? refuse('Go is not there to fetch and build Kubernetes with.')
const newest = newestRelease()
const fresh: OracleRelease = { minor: minor ?? '', patch }

const ORACLE = 'test/conformance/oracle'
const folder = join(
  process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'),
  'podfit/new-release',
  patch,
)

const run = (command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): string => {
  const { status, stdout } = spawnSync(command, args, {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, GOWORK: 'off', GOFLAGS: '-mod=mod', ...env },
  })
  if (status !== 0) {
    console.log(`${command} ${args.join(' ')} failed`)
    process.exit(1)
  }
  return stdout
}

const heading = (text: string): void => console.log(`\n== ${text}`)

// The oracle's sources, with what a preview of this release has in their place.
rmSync(folder, { recursive: true, force: true })
mkdirSync(join(folder, 'versions'), { recursive: true })
for (const from of [ORACLE, join(ORACLE, 'versions', fresh.minor)]) {
  if (!existsSync(from)) continue
  for (const file of readdirSync(from).filter((name) => /\.(?:go|sh|sum)$/.test(name))) {
    copyFileSync(join(from, file), join(folder, file))
  }
}

heading(`the modules of ${patch}`)
const { GoMod, Error: fault } = JSON.parse(
  spawnSync('go', ['mod', 'download', '-json', `k8s.io/kubernetes@v${patch}`], {
    cwd: folder,
    encoding: 'utf8',
  }).stdout,
) as { readonly GoMod?: string; readonly Error?: string }
const upstreamMod = readFileSync(
  GoMod ?? refuse(fault ?? `there is no k8s.io/kubernetes v${patch}`),
  'utf8',
)
const oldMod = readFileSync(join(ORACLE, 'go.mod'), 'utf8')
const newMod = modOf(oldMod, newest.patch, upstreamMod, patch)
const toolchain = { GOTOOLCHAIN: newMod.toolchain }
const goMod = join(folder, 'go.mod')
writeFileSync(goMod, newMod.text)

const go = (args: readonly string[]) =>
  spawnSync('go', args, {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { ...process.env, GOWORK: 'off', GOFLAGS: '-mod=mod', ...toolchain },
  })

// The proxy does not have every module that a release pins: its newest version stands in for it. Modules of which there
// is none are needed by tests of modules only, or the build will say so.
for (let missing: readonly string[] = ['']; missing.length > 0;) {
  const { stderr } = go(['mod', 'tidy', '-e'])
  missing = unavailableIn(stderr).filter((module) => {
    const { stdout } = go(['list', '-m', '-versions', module])
    const version = stdout.trim().split(' ').slice(1).at(-1)
    if (version === undefined) return false
    console.log(`${module}: the version that ${patch} pins is not to be had; ${version} stands in`)
    const text = readFileSync(goMod, 'utf8')
    writeFileSync(goMod, `${text}\nreplace ${module} => ${module} ${version}\n`)
    return true
  })
}
const tidied = readFileSync(join(folder, 'go.mod'), 'utf8')
console.log(
  `k8s.io/kubernetes v${patch} and ${newMod.staging} modules beside it, ${run('go', ['version'], toolchain).trim()}`,
)

heading(`what changed since ${newest.patch} in the functions that podfit cites`)
const { citations } = everyCitation()
const folders = (citation: Citation) => ({
  before: moduleFolder(cache, citation.module, newest, oldMod),
  after: moduleFolder(cache, citation.module, fresh, tidied),
})
for (const module of new Set(citations.map((citation) => citation.module))) {
  const name = module.includes('.') ? module : `k8s.io/${module}`
  run('go', ['mod', 'download', name], toolchain)
}
const places = new Map<string, Citation[]>()
for (const citation of citations) {
  const place = `${citation.module} ${citation.file} ${citation.symbol}`
  places.set(place, [...(places.get(place) ?? []), citation])
}
let changed = 0
for (const [place, cited] of places) {
  const [citation] = cited as [Citation]
  const { before, after } = folders(citation)
  const [was, is] = [citedText(before, citation), citedText(after, citation)]
  if (was === is && is !== undefined) continue
  changed++
  console.log(`\n${place}\n  cited in ${cited.map(({ at }) => at).join(', ')}`)
  if (is === undefined) {
    console.log('  is gone')
    continue
  }
  const [old, now] = [join(folder, 'before.txt'), join(folder, 'after.txt')]
  writeFileSync(old, `${was ?? ''}\n`)
  writeFileSync(now, `${is}\n`)
  const { stdout } = spawnSync('diff', ['-u', '-L', newest.patch, '-L', patch, old, now], {
    encoding: 'utf8',
  })
  console.log(stdout)
}
console.log(`${places.size} places cited, ${changed} of them changed`)

heading('what the oracle reaches by linkname, where the compiler does not look')
let moved = 0
for (const { file, target } of linknamesOf(ORACLE)) {
  const was = signatureOf(cache, target, newest)
  const is = signatureOf(cache, target, fresh)
  if (was === is && is !== undefined) continue
  moved++
  console.log(
    `${file}: ${target}\n  ${newest.patch}: ${was ?? 'not found'}\n  ${patch}: ${is ?? 'not found'}`,
  )
}
console.log(
  moved === 0
    ? 'all signatures are the same'
    : `${moved} signatures differ: correct the oracle before you believe it`,
)

heading('the oracle')
const binary = run('bash', ['build.sh'], toolchain).trim()
console.log(binary)

heading('what podfit answers otherwise')
const isKnown = !('bad' in answer(question(0, 'scaled', { value: 1 }, patch)))
console.log(
  isKnown
    ? `podfit knows ${patch}, and answers by its rules`
    : `podfit does not know ${patch}, and answers by the rules of ${newest.patch}`,
)
const kubernetes = isKnown ? patch : undefined
const oracle = startAnswerer(binary)
const ours: Ask = (lines) => Promise.resolve(lines.map((line) => exactJson(answer(line))))
let differing = 0
for (const operation of OPERATIONS) {
  const asked = {
    operation,
    ...(kubernetes !== undefined && { kubernetes }),
    ours,
    theirs: oracle.ask,
  }
  const named = await compareExamples(
    operation,
    examplesOf(operation),
    ours,
    oracle.ask,
    kubernetes,
  )
  const found = await compare({ ...asked, cases: Number(values.cases), seed: Number(values.seed) })
  const all = [...named, ...(found === undefined ? [] : [found])]
  if (all.length > 0) differing++
  console.log(`${operation.padEnd(16)}${all.length === 0 ? 'agrees' : 'DIFFERS'}`)
  for (const { name, why, input, ours: mine, theirs } of all) {
    console.log(`  ${name ?? 'a generated case'}: ${why}`)
    console.log(`    in       ${exactJson(input)}`)
    console.log(`    podfit   ${exactJson(mine)}`)
    console.log(`    upstream ${exactJson(theirs)}`)
  }
}
oracle.stop()
console.log(
  `${OPERATIONS.length} operations, ${differing} differ (${values.cases} cases each, seed ${values.seed})`,
)
process.exit(differing + moved === 0 ? 0 : 1)
