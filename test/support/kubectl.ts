import type { World } from '../../src/cli/world.js'
import { aDaemonSet, aNode, aPodOf } from '../../src/testing/builders.js'
import type { Ran } from './world.js'

/** A kubectl that lists these objects, in chunks of a few bytes; of a list that is a text it says that and fails. */
export const kubectl = (lists: Readonly<Record<string, readonly object[] | string>>) => {
  const asked: (readonly string[])[] = []
  const program: World['program'] = (name, args) => {
    asked.push([name, ...args])
    return (async function* () {
      const found = lists[args[1] ?? ''] ?? []
      if (typeof found === 'string') throw await Promise.resolve(new Error(found))
      const text = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: found })
      for (let i = 0; i < text.length; i += 7) yield Buffer.from(text.slice(i, i + 7))
    })()
  }
  return { program, asked }
}

/** An object that says what it is. */
export const typed = (apiVersion: string, kind: string, object: object): object => ({
  apiVersion,
  kind,
  ...object,
})

const AGENT = aDaemonSet({
  name: 'agent',
  metadata: { uid: 'u1', creationTimestamp: '2026-01-01T00:00:00Z' },
})

const POD = aPodOf(AGENT, { name: 'agent-1', node: 'n1' })

/** Two nodes and a DaemonSet that has a pod on one of them. */
export const LIVE = {
  nodes: [typed('v1', 'Node', aNode('n1')), typed('v1', 'Node', aNode('n2'))],
  'daemonsets.apps': [typed('apps/v1', 'DaemonSet', AGENT)],
  pods: [typed('v1', 'Pod', { ...POD, metadata: { ...POD.metadata, uid: 'u2' } })],
}

/** What kubectl says to those who may not list pods. */
export const FORBIDDEN =
  'Error from server (Forbidden): pods is forbidden: User "ci" cannot list resource "pods" in API group "" at the cluster scope'

/** A file has lines; what kubectl prints has none. */
export const withoutPlaces = (ran: Ran): Ran => ({
  ...ran,
  stdout: ran.stdout.replaceAll(/^ +at .*$/gm, ''),
})
