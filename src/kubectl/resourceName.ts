/** The kinds of objects that are called by kubectl's words for them. */
export type ResourceKind =
  'CronJob' | 'DaemonSet' | 'Deployment' | 'Job' | 'Node' | 'Pod' | 'ReplicaSet' | 'StatefulSet'

/** What a word such as `ds/agent` calls: the rest of it is a name, or a namespace and a name. */
export interface ResourceName {
  /** Absent where the word does not begin with one for a kind. */
  readonly kind?: ResourceKind
  readonly name: string
}

interface Resource {
  readonly kind: ResourceKind
  readonly group: string
  readonly words: readonly string[]
}

const RESOURCES: readonly Resource[] = [
  { kind: 'DaemonSet', group: 'apps', words: ['daemonset', 'daemonsets', 'ds'] },
  { kind: 'Deployment', group: 'apps', words: ['deployment', 'deployments', 'deploy'] },
  { kind: 'StatefulSet', group: 'apps', words: ['statefulset', 'statefulsets', 'sts'] },
  { kind: 'ReplicaSet', group: 'apps', words: ['replicaset', 'replicasets', 'rs'] },
  { kind: 'Job', group: 'batch', words: ['job', 'jobs'] },
  { kind: 'CronJob', group: 'batch', words: ['cronjob', 'cronjobs', 'cj'] },
  { kind: 'Node', group: '', words: ['node', 'nodes', 'no'] },
  { kind: 'Pod', group: '', words: ['pod', 'pods', 'po'] },
]

/**
 * The kind that a word means to kubectl: `ds`, `daemonsets`, `daemonset.apps`, `daemonsets.v1.apps`, in letters of
 * any case.
 *
 * - **Upstream** kubernetes `pkg/apis/apps/register.go` Kind; cli-runtime `pkg/resource/builder.go` splitResourceTypeName
 */
export const resourceKind = (word: string): ResourceKind | undefined => {
  const [first = '', ...rest] = word.toLowerCase().split('.')
  const of = rest.join('.')
  return RESOURCES.find(
    ({ group, words }) => words.includes(first) && ['', group, `v1.${group}`].includes(of),
  )?.kind
}

/** What a word calls an object, with the kind before it as kubectl takes it: `ds/agent`, `node/worker-1`. */
export const resourceName = (word: string): ResourceName => {
  const at = word.indexOf('/')
  const kind = at < 0 ? undefined : resourceKind(word.slice(0, at))
  return kind === undefined ? { name: word } : { kind, name: word.slice(at + 1) }
}

/** The same of an object of one kind: the word alone where it names none, or another one. */
export const nameOfKind = (kind: ResourceKind, word: string): string => {
  const called = resourceName(word)
  return called.kind === kind ? called.name : word
}
