/**
 * What every verb of the command costs on a cluster of 5,000 nodes, 150,000 pods and 300 DaemonSets:
 *
 *   npm run bench:verbs                      all of them; writes bench/verbs.json for docs/performance.md
 *   npm run bench:verbs -- TEXT...           those whose command contains one of the texts
 *   npm run bench:verbs -- --pods 500000     with so many pods
 *
 * Each runs in a process of its own. What counts is the time that the processor worked for it, so that a busy
 * machine changes little, and the most memory that it had.
 */
import { spawnSync } from 'node:child_process'
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { verbsTable } from './table.js'
import { verbsList, WIDE, wideManifest } from './verbsCluster.js'

const FOLDER = '.cache/verbs'
const MIB = 1024 * 1024

const PODS = 150_000

/** A command that takes longer, in milliseconds, has not ended. */
const PATIENCE = 600_000

const USED = `${FOLDER}/used.json`

/** Writes what a process has used as it ends; it is loaded before the command. */
const METER = `${FOLDER}/meter.mjs`
const METER_TEXT = `import { writeFileSync } from 'node:fs'
process.on('exit', () => {
  const { userCPUTime, maxRSS } = process.resourceUsage()
  writeFileSync('${USED}', JSON.stringify({ seconds: userCPUTime / 1e6, mib: maxRSS / 1024 }))
})
`

const COMMANDS: readonly string[] = [
  `explain ${WIDE}`,
  'status',
  'plan',
  `plan ${WIDE}`,
  'plan -o json',
  'plan --against 1.30',
  'node ip-10-0-0-42',
  'capacity',
  'matrix',
  `diff --apply ${FOLDER}/wide.json`,
  `diff --apply ${FOLDER}/wide.json -o json`,
  "what-if 'drain ip-10-0-0-42 --ignore-daemonsets'",
  "what-if 'cordon ip-10-0-0-42' 'taint node ip-10-0-0-43 dedicated=db:NoSchedule'",
  'taint nodes --all dedicated=db:NoExecute',
  'taint nodes ip-10-0-0-42 dedicated=db:NoExecute',
  `rollout ${WIDE}`,
  `rollout ${WIDE} --apply ${FOLDER}/wide.json`,
  `rollout ${WIDE} --apply ${FOLDER}/wide.json -o json`,
  `rollout ${WIDE} --apply ${FOLDER}/wide.json --max-unavailable 1`,
  `rollout ${WIDE} --apply ${FOLDER}/wide.json --max-unavailable 10%`,
  `rollout ${WIDE} --apply ${FOLDER}/wide.json --stages 10%,50%,100%`,
  `history ${WIDE}`,
  `undo ${WIDE}`,
  `suggest ${WIDE} ip-10-0-0-42`,
  `suggest ${WIDE}`,
  'audit',
  `test ${FOLDER}/suite.yaml`,
  'redact',
  'redact --collapse',
]

interface Used {
  readonly seconds: number
  readonly mib: number
}

const clusterFile = async (pods: number): Promise<string> => {
  const file = `${FOLDER}/cluster-${pods}.json`
  if (!existsSync(file)) await writeFile(file, verbsList(pods))
  return file
}

const SUITE = `apiVersion: podfit/v1
kind: Suite
tests:
  - name: everywhere
    cases:
      - name: everywhere
        assertions:
          - runsOnEvery: { daemonSets: [${WIDE}] }
`

/** The words of a command line, as a shell takes them apart. */
const wordsOf = (line: string): readonly string[] =>
  [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain = '']) => quoted ?? plain)

/** Verbs to which the instant is nothing. */
const TIMELESS = new Set(['test', 'redact', 'suggest', 'history', 'matrix', 'node'])

const measure = (line: string, input: string): readonly string[] => {
  const [verb = '', ...words] = wordsOf(line)
  const instant = TIMELESS.has(verb) ? [] : ['--now', '2026-06-01T00:00:00Z']
  const meter = ['--import', `./${METER}`, process.env['PODFIT_CLI'] ?? 'dist/cli.js']
  const [out, err] = [openSync(`${FOLDER}/out`, 'w'), openSync(`${FOLDER}/err`, 'w')]
  writeFileSync(USED, '')
  const { status, signal } = spawnSync(
    process.execPath,
    [...meter, verb, ...words, '-f', input, ...instant],
    { stdio: ['ignore', out, err], timeout: PATIENCE },
  )
  closeSync(out)
  closeSync(err)
  const used = readFileSync(USED, 'utf8')
  const printed = `${(statSync(`${FOLDER}/out`).size / MIB).toFixed(1)} MiB`
  const code = status === null || status <= 2 ? '' : ` (exit code ${status})`
  if (used === '') return [`\`${line}\``, `not done: ${signal ?? status}`, '', printed]
  const { seconds, mib } = JSON.parse(used) as Used
  return [`\`${line}\`${code}`, `${seconds.toFixed(1)} s`, `${mib.toFixed(0)} MiB`, printed]
}

mkdirSync(FOLDER, { recursive: true })
writeFileSync(METER, METER_TEXT)
writeFileSync(`${FOLDER}/suite.yaml`, SUITE)
writeFileSync(`${FOLDER}/wide.json`, JSON.stringify(wideManifest()))
const args = process.argv.slice(2)
const at = args.indexOf('--pods')
const pods = at === -1 ? PODS : Number(args[at + 1])
const wanted = args.filter((_, i) => at === -1 || (i !== at && i !== at + 1))
const file = await clusterFile(pods)
const rows = COMMANDS.filter(
  (line) => wanted.length === 0 || wanted.some((text) => line.includes(text)),
).map((line) => {
  const row = measure(line, file)
  console.error(row.join('  '))
  return row
})
console.log(verbsTable(rows))
if (wanted.length === 0 && pods === PODS) {
  writeFileSync('bench/verbs.json', `${JSON.stringify(rows, null, 2)}\n`)
}
