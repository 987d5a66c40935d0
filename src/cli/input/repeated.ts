import { isFromServer } from '../../api/asCreated.js'
import { nameOf, objectKey } from '../../kube/objectFacts.js'
import type { DecodedObjects } from '../../decode/collectObjects.js'

/**
 * The objects that an input has more than once, as `Node n1`: only the last of them counts. A manifest is not
 * the same as the object of the cluster.
 */
export const repeated = (objects: DecodedObjects): readonly string[] => [
  ...twice('Node', objects.nodes, nameOf),
  ...twice('Pod', objects.pods, objectKey),
  ...twice('DaemonSet', objects.daemonSets?.filter(isFromServer), objectKey),
  ...twice(
    'DaemonSet',
    objects.daemonSets?.filter((daemonSet) => !isFromServer(daemonSet)),
    objectKey,
  ),
  ...twice('ControllerRevision', objects.revisions, objectKey),
]

const twice = <A>(
  kind: string,
  objects: readonly A[] = [],
  keyOf: (object: A) => string,
): readonly string[] => {
  const seen = new Set<string>()
  const again = new Set<string>()
  for (const key of objects.map(keyOf)) (seen.has(key) ? again : seen).add(key)
  return [...again].map((key) => `${kind} ${key}`)
}
