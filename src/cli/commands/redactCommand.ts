import type { ClusterObjects } from '../../cluster/cluster.js'
import { redact } from '../../redact/redact.js'
import type { Options } from '../options/options.js'
import { FORMAT_VERSION, jsonText } from './output.js'
import { readSnapshot, reportProblems } from '../input/snapshot.js'
import type { World } from '../world.js'

/** `podfit redact`: a snapshot under other names, or, with `--names`, what everything is called now. */
export const redactCommand = async (options: Options, world: World): Promise<number> => {
  const { objects, problems } = await readSnapshot(options.files, world)
  const { keep, collapse } = options
  const redaction = redact(objects, { keep, collapse })
  world.stdout(
    jsonText(
      options.names
        ? { formatVersion: FORMAT_VERSION, names: redaction.names }
        : { apiVersion: 'v1', kind: 'List', items: items(redaction.objects) },
    ),
  )
  return reportProblems(problems, world)
}

/** The objects of a list. A kind of which there is none is an empty list: known to be empty. */
const items = ({
  nodes,
  namespaces,
  daemonSets,
  revisions,
  pods,
}: ClusterObjects): readonly object[] => [
  ...itemsOf('v1', 'Node', nodes),
  ...itemsOf('v1', 'Namespace', namespaces),
  ...itemsOf('apps/v1', 'DaemonSet', daemonSets),
  ...itemsOf('apps/v1', 'ControllerRevision', revisions),
  ...itemsOf('v1', 'Pod', pods),
]

const itemsOf = (
  apiVersion: string,
  kind: string,
  objects: readonly object[] | null | undefined,
): readonly object[] =>
  objects?.length === 0 ? [{ apiVersion, kind: `${kind}List`, items: [] }] : (objects ?? [])
