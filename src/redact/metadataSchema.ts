import { isJsonObject } from '../data/member.js'
import { readSelectorText } from '../kube/namespaceSelector.js'
import {
  ANNOTATION_MIRROR,
  ANNOTATION_NODE_SELECTOR,
  ANNOTATION_TEMPLATE_GENERATION,
} from '../kube/wellKnown.js'
import type { TextKind } from './pseudonyms.js'
import { kept, labels, listOf, renamed, objectOf, onlyKnown, text, type Reducer } from './reduce.js'

/** The annotation that says for how many identical nodes a node stands. */
export const ANNOTATION_NODES = 'podfit/nodes'

const FINALIZERS: ReadonlySet<unknown> = new Set(['orphan', 'foregroundDeletion'])

const finalizers: Reducer = (value) => {
  const shown = Array.isArray(value) ? value.filter((each) => FINALIZERS.has(each)) : []
  return shown.length === 0 ? undefined : shown
}

/** The name of an owner is one of the names of its kind. */
const OWNERS: Readonly<Record<string, Parameters<typeof renamed>[0]>> = {
  DaemonSet: 'daemonSet',
  Node: 'node',
}

const owner: Reducer = (value, renamer) => {
  const kind = isJsonObject(value) ? value['kind'] : undefined
  const names = typeof kind === 'string' && Object.hasOwn(OWNERS, kind) ? OWNERS[kind] : undefined
  return objectOf({
    apiVersion: kept,
    kind: kept,
    name: renamed(names ?? 'owner'),
    uid: renamed('uid'),
    controller: kept,
    blockOwnerDeletion: kept,
  })(value, renamer)
}

/** A node selector as text, whose labels are renamed; one that cannot be read is left out. */
const selectorText: Reducer = (value, renamer) => {
  const entries = Object.entries(typeof value === 'string' ? readSelectorText(value) : {})
  const shown = entries.map(([key, of]) => `${renamer.key(key)}=${renamer.value(key, of)}`)
  return shown.length === 0 ? undefined : shown.join(',')
}

/** What is shown of the metadata of an object whose name is of some kind. */
export const metadataOf = (kind: Exclude<TextKind, 'key' | 'value'>): Reducer =>
  objectOf({
    name: renamed(kind),
    namespace: renamed('namespace'),
    uid: renamed('uid'),
    generation: kept,
    labels,
    annotations: onlyKnown({
      [ANNOTATION_TEMPLATE_GENERATION]: kept,
      [ANNOTATION_MIRROR]: text(() => 'mirror'),
      [ANNOTATION_NODES]: kept,
      [ANNOTATION_NODE_SELECTOR]: selectorText,
    }),
    creationTimestamp: kept,
    deletionTimestamp: kept,
    deletionGracePeriodSeconds: kept,
    finalizers,
    ownerReferences: listOf(owner),
  })
