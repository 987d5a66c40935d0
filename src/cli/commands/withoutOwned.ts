import { cluster, type Cluster } from '../../cluster/cluster.js'

/** What a DaemonSet that is not in the cluster finds there: it owns nothing, also where nothing was given. */
export const withoutOwned = ({ nodes, pods, revisions, namespaces }: Cluster): Cluster =>
  cluster({
    nodes: nodes && [...nodes.values()],
    namespaces: namespaces && [...namespaces.values()],
    pods: [...(pods?.values() ?? [])],
    revisions: [...(revisions?.values() ?? [])],
  })
