import { benchCluster } from './cluster.js'

const LETTERS = 1024 * 1024

/** The bytes of `kubectl get nodes,daemonsets,pods -A -o json` in a cluster with so many pods, piece by piece. */
export const kubectlList = (pods: number): Generator<Buffer> => listOf(objects(pods))

/** The bytes of a list, piece by piece, one object a line. */
export function* listOf(items: Iterable<object>): Generator<Buffer> {
  let text = '{"apiVersion": "v1", "items": [\n'
  let separator = ''
  for (const object of items) {
    text += `${separator}${JSON.stringify(object)}`
    separator = ',\n'
    if (text.length < LETTERS) continue
    yield Buffer.from(text)
    text = ''
  }
  yield Buffer.from(`${text}\n], "kind": "List", "metadata": {"resourceVersion": ""}}\n`)
}

function* objects(pods: number): Generator<object> {
  const cluster = benchCluster({ pods })
  yield* cluster.nodes
  yield* cluster.daemonSets
  yield* cluster.pods()
}
