import type { TypeMeta } from '../../intake/whichObject.js'
import { InputError, UsageError } from '../exitCode.js'
import { tell } from '../frame/write.js'
import type { World } from '../world.js'
import type { Source } from './source.js'

/** A cluster that is running, as kubectl reaches it: by the user's own settings where nothing is said. */
export interface LiveCluster {
  readonly context: string | undefined
  readonly kubeconfig: string | undefined
}

/** Something to list. */
interface Listed {
  /** As kubectl is asked for it; its plural unless given. */
  readonly asked?: string
  readonly type: TypeMeta
  /** An answer without it is whole; that it could not be read is said all the same. */
  readonly optional?: boolean
}

const RESOURCES = {
  nodes: { type: { apiVersion: 'v1', kind: 'Node' } },
  daemonsets: { asked: 'daemonsets.apps', type: { apiVersion: 'apps/v1', kind: 'DaemonSet' } },
  controllerrevisions: {
    asked: 'controllerrevisions.apps',
    type: { apiVersion: 'apps/v1', kind: 'ControllerRevision' },
  },
  pods: { type: { apiVersion: 'v1', kind: 'Pod' } },
  namespaces: { type: { apiVersion: 'v1', kind: 'Namespace' }, optional: true },
  events: { type: { apiVersion: 'v1', kind: 'Event' }, optional: true },
  deployments: { asked: 'deployments.apps', type: { apiVersion: 'apps/v1', kind: 'Deployment' } },
  statefulsets: {
    asked: 'statefulsets.apps',
    type: { apiVersion: 'apps/v1', kind: 'StatefulSet' },
  },
  jobs: { asked: 'jobs.batch', type: { apiVersion: 'batch/v1', kind: 'Job' } },
  cronjobs: { asked: 'cronjobs.batch', type: { apiVersion: 'batch/v1', kind: 'CronJob' } },
  nodereadinessrules: {
    asked: 'nodereadinessrules.readiness.node.x-k8s.io',
    type: { apiVersion: 'readiness.node.x-k8s.io/v1alpha1', kind: 'NodeReadinessRule' },
    optional: true,
  },
} as const satisfies Readonly<Record<string, Listed>>

/** What of a cluster a verb needs. */
export type Resource = keyof typeof RESOURCES

/** What is read of a cluster unless a verb says what it needs. */
export const EVERYTHING: readonly Resource[] = [
  'nodes',
  'daemonsets',
  'controllerrevisions',
  'namespaces',
  'events',
  'pods',
]

/** What a pass of the DaemonSet controller looks at. */
export const PASS: readonly Resource[] = ['nodes', 'daemonsets', 'controllerrevisions', 'pods']

/** What a workload of this kind is asked about with. */
export const neededFor = (kind: string): readonly Resource[] => {
  const resources = Object.keys(RESOURCES) as readonly Resource[]
  const own = resources.filter((name) => RESOURCES[name].type.kind === kind)
  return [...new Set<Resource>(['nodes', 'pods', ...own])]
}

/**
 * What `kubectl get` prints of a cluster, a source for each resource. All of them are asked for at once when the first one is read; a list that
 * the API server hands out in chunks is one list here.
 *
 * What could not be read is unknown, not empty: its source ends with what kubectl says.
 */
export const liveSources = (
  live: LiveCluster,
  resources: readonly Resource[],
  world: World,
): readonly Source[] => {
  const all = resources.map((name): Asked => {
    const listed: Listed = RESOURCES[name]
    return { listed, args: argsOf(listed.asked ?? name, live) }
  })
  const start = once(
    () => new Map(all.map((each) => [each, world.program('kubectl', each.args)] as const)),
  )
  return all.map((asked): Source => {
    let isRead = false
    return {
      name: `kubectl ${asked.args.join(' ')}`,
      lists: () => (isRead ? asked.listed.type : undefined),
      open: async function* () {
        isRead = yield* read(() => start().get(asked), asked, world)
      },
    }
  })
}

/** A list that is asked for, and the words in which it is. */
interface Asked {
  readonly listed: Listed
  readonly args: readonly string[]
}

const once = <A>(make: () => A): (() => A) => {
  let made: { readonly value: A } | undefined
  return () => (made ??= { value: make() }).value
}

const argsOf = (resource: string, { context, kubeconfig }: LiveCluster): readonly string[] => [
  'get',
  resource,
  '--all-namespaces',
  '--output=json',
  ...(context === undefined ? [] : [`--context=${context}`]),
  ...(kubeconfig === undefined ? [] : [`--kubeconfig=${kubeconfig}`]),
]

/** The bytes of a list, and whether it has been read to its end. */
async function* read(
  bytes: () => AsyncIterable<Uint8Array> | undefined,
  { listed: { optional = false }, args }: Asked,
  world: World,
): AsyncGenerator<Uint8Array, boolean> {
  try {
    yield* bytes() ?? []
    return true
  } catch (error) {
    const said = wordsOf(error)
    refuse(said, error)
    if (!optional) throw new Error(said, { cause: error })
    tell(world, `not known, for kubectl ${args.join(' ')} says: ${said}`)
    yield Buffer.from(NONE)
    return false
  }
}

const NONE = '{"apiVersion":"v1","kind":"List","items":[]}'

/** What kubectl says to people; what its libraries log is left out where there is anything else. */
const wordsOf = (error: unknown): string => {
  const all = error instanceof Error ? error.message : String(error)
  const words = all.split('\n').filter((line) => !LOGGED.test(line))
  return words.length === 0 ? all : words.join('\n')
}

const LOGGED = /^[IWEF]\d{4} \d{2}:\d{2}:/

/** Ends where nothing at all can be read, with what to do. */
const refuse = (said: string, error: unknown): void => {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
    throw new UsageError('kubectl is not on the PATH; --cluster runs it to read the cluster', [
      'Install it, or give what it prints elsewhere with -f FILE.',
    ])
  }
  if (NO_CONTEXT.test(said)) {
    throw new UsageError(`kubectl says: ${said}`, [
      'kubectl config get-contexts lists the contexts there are; --context NAME chooses one.',
    ])
  }
  if (OUT_OF_REACH.test(said)) {
    throw new InputError(`the cluster cannot be reached; kubectl says: ${said}`, [
      'kubectl get nodes has to work first; --context NAME and --kubeconfig FILE choose another cluster.',
    ])
  }
}

/** What kubectl says of its own settings. */
const NO_CONTEXT =
  /context "[^"]*" does not exist|context was not found for specified context|no configuration has been provided|CreateFile .*kubeconfig|stat .*: no such file or directory|error loading config file/

/** What it says where it gets no answer, or may ask nothing. */
const OUT_OF_REACH =
  /connection to the server .* was refused|Unable to connect to the server|no such host|i\/o timeout|context deadline exceeded|You must be logged in to the server|x509:/
