import type { Flag, Given } from '../frame/flag.js'
import type { Option } from '../frame/command.js'
import type { Input } from '../input/files.js'
import type { LiveCluster } from '../input/liveCluster.js'

const FILENAME = 'filename'
const CLUSTER = 'cluster'
const CONTEXT = 'context'
const KUBECONFIG = 'kubeconfig'

const WHICH_FLAGS: readonly Flag[] = [
  { name: CONTEXT, value: 'NAME', text: 'the context of kubectl to take' },
  { name: KUBECONFIG, value: 'FILE', text: 'the settings of kubectl to take', files: true },
]

const CLUSTER_FLAGS: readonly Flag[] = [
  {
    name: CLUSTER,
    text: 'read the cluster that kubectl reaches (kubectl get); nothing is changed',
  },
  ...WHICH_FLAGS.map((flag) => ({
    ...flag,
    text: `${flag.text}; implies --cluster`,
  })),
]

/** The cluster that kubectl reaches, or another one of its settings. */
export const THE_CLUSTER: Option<LiveCluster> = {
  flags: WHICH_FLAGS,
  read: (given) => ({ context: given(CONTEXT).at(-1), kubeconfig: given(KUBECONFIG).at(-1) }),
}

/** What `-f` says, for a verb that can look at a running cluster as well. */
export const inputsOption = (
  flag: Omit<Flag, 'name' | 'short' | 'value'>,
): Option<readonly Input[]> => ({
  flags: [
    { name: FILENAME, short: 'f', value: 'FILE', files: true, repeats: true, ...flag },
    ...CLUSTER_FLAGS,
  ],
  read: (given) => {
    const isLive = [CLUSTER, CONTEXT, KUBECONFIG].some((name) => given(name).length > 0)
    return [...given(FILENAME), ...(isLive ? [THE_CLUSTER.read(given)] : [])]
  },
})

/** Whether a command line names no input for a verb that can look at a running cluster. */
export const lacksInput = (flags: readonly Flag[], given: Given): boolean =>
  flags.some(({ name }) => name === CLUSTER) &&
  [FILENAME, CLUSTER, CONTEXT, KUBECONFIG].every((name) => given(name).length === 0)

/** A command line that looks at the cluster. */
export const ofTheCluster =
  (given: Given): Given =>
  (flag) =>
    flag === CLUSTER ? [''] : given(flag)
