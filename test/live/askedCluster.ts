import { run } from '../../src/cli/run.js'
import type { World } from '../../src/cli/world.js'
import { applyDaemonSet } from './steps.js'
import { kubelets } from './rollouts.js'
import type { Told } from './told.js'

interface Ran {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs podfit beside the real kubectl of the control plane. */
const podfit = async ({ session }: Told, args: readonly string[], input = ''): Promise<Ran> => {
  let stdout = ''
  let stderr = ''
  const world: World = {
    stdout: async (text) => await Promise.resolve(void (stdout += text)),
    stderr: (text) => void (stderr += text),
    stdin: async function* () {
      yield await Promise.resolve(Buffer.from(input))
    },
    program: async function* (_name, given) {
      const printed = await session.controlPlane.kubectl(given)
      if (printed.code !== 0) throw new Error(printed.stderr)
      yield Buffer.from(printed.stdout)
    },
    env: {},
    now: () => new Date(),
    stdoutIsTerminal: false,
    stderrIsTerminal: false,
  }
  const code = await run(args, world)
  return { code, stdout, stderr }
}

/** A cluster that is asked through kubectl answers as the file does that kubectl prints, and as its snapshot. */
export const askedCluster = async (told: Told): Promise<void> => {
  const { session, claim, step } = told
  const template = {
    metadata: { labels: { app: 'agent' } },
    spec: {
      containers: [{ name: 'main', image: 'registry.invalid/app:1' }],
      tolerations: [{ operator: 'Exists' }],
    },
  }
  const agent = {
    metadata: { name: 'agent' },
    spec: { selector: { matchLabels: { app: 'agent' } }, template },
  }
  await step((scene) => applyDaemonSet(scene, 'create agent', agent))
  await kubelets(told, 'agent')

  const kinds = 'nodes,namespaces,daemonsets,controllerrevisions,pods,events'
  const printed = await session.controlPlane.kubectl(['get', kinds, '-A', '-o', 'json'])
  const taken = await podfit(told, ['snapshot'])
  claim('podfit snapshot ends with', 0, taken.code)
  const now = ['--now', new Date().toISOString().replace(/\.\d+/, '')]
  for (const verb of [
    ['status'],
    ['plan'],
    ['matrix'],
    ['explain', 'agent'],
    ['rollout', 'agent'],
    ['node', 'a'],
  ]) {
    const asked = [...verb, ...(verb[0] === 'matrix' ? [] : now), '-o', 'json']
    const live = await podfit(told, [...asked, '--cluster'])
    const file = await podfit(told, [...asked, '-f', '-'], printed.stdout)
    const kept = await podfit(told, [...asked, '-f', '-'], taken.stdout)
    claim(`podfit ${verb.join(' ')} --cluster, beside -f`, file.stdout, live.stdout)
    claim(`podfit ${verb.join(' ')} of the snapshot, beside -f`, file.stdout, kept.stdout)
    claim(`podfit ${verb.join(' ')} --cluster ends with`, file.code, live.code)
  }
  const nowhere = await podfit(told, ['status', '--context', 'nowhere'])
  claim('podfit status --context nowhere ends with', 3, nowhere.code)
  claim('and says what kubectl says', true, nowhere.stderr.includes('nowhere'))
}
