import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import { hiddenInKey } from '../data/hidden.js'
import { foundText } from '../data/foundText.js'
import { isJsonObject, member } from '../data/own.js'
import { foreignObject, isRead, typeMetaOf, type ForeignObject } from '../intake/whichObject.js'
import type { ControllerRevision } from '../kube/controllerRevision.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import type { Event } from '../kube/event.js'
import type { Namespace } from '../kube/namespace.js'
import type { Node } from '../kube/node.js'
import type { Pod } from '../kube/pod.js'
import type { KarpenterNodeClass } from '../pools/nodeClass.js'
import type { NodeTemplate } from '../pools/nodeTemplate.js'
import type { NodeReadinessRule } from '../readiness/nodeReadinessRule.js'
import type { InputIssue } from '../reason/inputIssue.js'
import {
  ControllerRevisionCodec,
  DaemonSetCodec,
  EventCodec,
  NamespaceCodec,
  NodeCodec,
  PodCodec,
} from './codecs.js'
import { NodeReadinessRuleCodec } from './poolCodecs.js'
import { nodeClassReader, nodeTemplateReader } from './decodeNodeTemplates.js'
import { decodeWith } from './decodeWith.js'

/**
 * Reads a Node from JSON that has been parsed.
 *
 * - **Rules** null is the same as absent; unknown fields are carried; only fields that podfit reads are
 *   checked, and they are refused where Go's decoder refuses them (never for what API validation
 *   says).
 *   An object that says that it is of another kind is refused.
 * - **Errors** `Left` with every issue: path, what was expected, what was found. Never throws.
 *
 * @example
 * import { decodeNode } from 'podfit'
 *
 * decodeNode({ metadata: { name: 'n1' } })._tag // => 'Right'
 * decodeNode({ spec: { taints: [{ key: 5 }] } }) // => { _tag: 'Left', left: [{ code: 'WrongType', path: ['spec', 'taints', 0, 'key'], expected: 'string', found: 'the number 5' }] }
 *
 * @since 0.1.0
 */
export const decodeNode: (value: unknown) => E.Either<readonly InputIssue[], Node> =
  /* @__PURE__ */ decodeWith(NodeCodec)

/**
 * Reads a Pod, by the rules of `decodeNode`.
 *
 * @example
 * import { decodePod } from 'podfit'
 *
 * decodePod({ metadata: { name: 'agent-x' }, spec: { nodeName: 'n1' } }) // => { _tag: 'Right', right: { metadata: { name: 'agent-x' }, spec: { nodeName: 'n1' } } }
 *
 * @since 0.1.0
 */
export const decodePod: (value: unknown) => E.Either<readonly InputIssue[], Pod> =
  /* @__PURE__ */ decodeWith(PodCodec)

/**
 * Reads a DaemonSet, by the rules of `decodeNode`.
 *
 * @example
 * import { decodeDaemonSet } from 'podfit'
 *
 * decodeDaemonSet({ spec: { minReadySeconds: '10' } }) // => { _tag: 'Left', left: [{ code: 'WrongType', path: ['spec', 'minReadySeconds'], expected: '32-bit integer', found: 'the string "10"' }] }
 *
 * @since 0.1.0
 */
export const decodeDaemonSet: (value: unknown) => E.Either<readonly InputIssue[], DaemonSet> =
  /* @__PURE__ */ decodeWith(DaemonSetCodec)

/**
 * Reads a Namespace, by the rules of `decodeNode`.
 *
 * @example
 * import { decodeNamespace } from 'podfit'
 *
 * decodeNamespace({ metadata: { name: 'default' } }) // => { _tag: 'Right', right: { metadata: { name: 'default' } } }
 *
 * @since 0.1.0
 */
export const decodeNamespace: (value: unknown) => E.Either<readonly InputIssue[], Namespace> =
  /* @__PURE__ */ decodeWith(NamespaceCodec)

/**
 * Reads a ControllerRevision, by the rules of `decodeNode`.
 *
 * @example
 * import { decodeControllerRevision } from 'podfit'
 *
 * decodeControllerRevision({ metadata: { name: 'agent-abc' }, revision: 2 }) // => { _tag: 'Right', right: { metadata: { name: 'agent-abc' }, revision: 2 } }
 *
 * @since 0.1.0
 */
export const decodeControllerRevision: (
  value: unknown,
) => E.Either<readonly InputIssue[], ControllerRevision> =
  /* @__PURE__ */ decodeWith(ControllerRevisionCodec)

/**
 * Reads an Event, by the rules of `decodeNode`.
 *
 * @example
 * import { decodeEvent } from 'podfit'
 *
 * decodeEvent({ reason: 'FailedCreate', count: 3 })._tag // => 'Right'
 *
 * @since 0.1.0
 */
export const decodeEvent: (value: unknown) => E.Either<readonly InputIssue[], Event> =
  /* @__PURE__ */ decodeWith(EventCodec)

/**
 * An object that has been read, by kind; what makes nodes is read as the templates of its nodes, and objects of
 * other kinds are counted and not read.
 *
 * @since 0.1.0
 */
export type DecodedObject =
  | { readonly kind: 'Node'; readonly object: Node }
  | { readonly kind: 'Pod'; readonly object: Pod }
  | { readonly kind: 'DaemonSet'; readonly object: DaemonSet }
  | { readonly kind: 'ControllerRevision'; readonly object: ControllerRevision }
  | { readonly kind: 'Event'; readonly object: Event }
  | { readonly kind: 'Namespace'; readonly object: Namespace }
  | { readonly kind: 'NodeTemplates'; readonly objects: readonly NodeTemplate[] }
  | { readonly kind: 'NodeClass'; readonly object: KarpenterNodeClass }
  | { readonly kind: 'NodeReadinessRule'; readonly object: NodeReadinessRule }
  | {
      readonly kind: 'Other'
      readonly name: string
      /** What it says of itself, where it is not taken for what it calls itself. */
      readonly foreign?: ForeignObject
    }

/** What an object is that does not say it, and what is taken for one. @since 0.2.0 */
export interface DecodeObjectOptions {
  /** The kind of an object that does not say its own, as in a typed list: `Node` in a `NodeList`. */
  readonly impliedKind?: string | undefined
  /** The API version that goes with that kind; for a kind that is read, its own unless given. */
  readonly impliedApiVersion?: string | undefined
  /**
   * Whether only that is an object which kubectl would take for one: not what has a kind and no apiVersion, such as
   * the values of a chart, nor a Pod that no server has shown (`foreign` says so). False unless given.
   */
  readonly strict?: boolean | undefined
}

/**
 * Reads one object of any kind. The kind is the object's own, or, as in typed lists, the one its list
 * implies. A kind counts only in Kubernetes' own API group: a DaemonSet of another group is another kind. What is
 * not taken for what it calls itself (`foreign`) says why.
 *
 * @example
 * import { decodeObject } from 'podfit'
 *
 * decodeObject({ apiVersion: 'v1', kind: 'Node', metadata: { name: 'n1' } }) // => { _tag: 'Right', right: { kind: 'Node', object: { apiVersion: 'v1', kind: 'Node', metadata: { name: 'n1' } } } }
 * decodeObject({ apiVersion: 'v1', kind: 'Secret' }) // => { _tag: 'Right', right: { kind: 'Other', name: 'Secret' } }
 *
 * @since 0.1.0
 */
export const decodeObject = (
  value: unknown,
  { impliedKind, impliedApiVersion, strict }: DecodeObjectOptions = {},
): E.Either<readonly InputIssue[], DecodedObject> => {
  const implied =
    impliedKind === undefined
      ? undefined
      : {
          kind: impliedKind,
          ...(impliedApiVersion !== undefined && { apiVersion: impliedApiVersion }),
        }
  const telling = { implied, strict }
  const { apiVersion = '', kind } = typeMetaOf(value, telling)
  if (kind === undefined) {
    const printed = nodeTemplateReader(value, undefined)
    if (printed !== undefined) return pipe(printed(value), E.map(templates))
    const hidden = hiddenInKey(value, 'kind')
    const found =
      hidden.length === 0
        ? foundWithoutKind(value)
        : `one whose key "kind" holds what cannot be seen: ${hidden.join(', ')}`
    return E.left([
      { code: 'MissingKind', path: ['kind'], expected: 'an object with a kind', found },
    ])
  }
  const items = member(value, 'items')
  if (isListed(kind) && isJsonObject(items) && member(value, 'spec') === undefined) {
    const path = ['items']
    return E.left([{ code: 'WrongType', path, expected: 'list', found: foundText(items) }])
  }
  const foreign = foreignObject(value, telling)
  if (foreign !== undefined) return E.right({ kind: 'Other', name: kind, foreign })
  switch (`${apiVersion} ${kind}`) {
    case 'v1 Node':
      return pipe(decodeNode(value), E.map(as('Node')))
    case 'v1 Pod':
      return pipe(decodePod(value), E.map(as('Pod')))
    case 'v1 Namespace':
      return pipe(decodeNamespace(value), E.map(as('Namespace')))
    case 'apps/v1 DaemonSet':
      return pipe(decodeDaemonSet(value), E.map(as('DaemonSet')))
    case 'apps/v1 ControllerRevision':
      return pipe(decodeControllerRevision(value), E.map(as('ControllerRevision')))
    case 'v1 Event':
      return pipe(decodeEvent(value), E.map(as('Event')))
    case 'readiness.node.x-k8s.io/v1alpha1 NodeReadinessRule':
      return pipe(decodeWith(NodeReadinessRuleCodec)(value), E.map(as('NodeReadinessRule')))
    case 'events.k8s.io/v1 Event':
      return pipe(decodeEvent(coreEvent(value)), E.map(as('Event')))
    default: {
      const readTemplates = nodeTemplateReader(value, impliedKind)
      if (readTemplates !== undefined) return pipe(readTemplates(value), E.map(templates))
      const readClass = nodeClassReader(value, impliedKind)
      return readClass === undefined
        ? E.right({ kind: 'Other', name: kind })
        : pipe(readClass(value), E.map(as('NodeClass')))
    }
  }
}

const templates = (objects: readonly NodeTemplate[]): DecodedObject => ({
  kind: 'NodeTemplates',
  objects,
})

/** Whether a kind is that of a list in which something stands that is read. */
const isListed = (kind: string): boolean =>
  kind === 'List' || (kind.endsWith('List') && isRead({ kind: kind.slice(0, -'List'.length) }))

/**
 * An Event of `events.k8s.io` under the names that it has in the core group, as the API server converts it; of a series the last counts.
 *
 * - **Upstream** kubernetes `pkg/apis/events/v1/conversion.go` Convert_v1_Event_To_core_Event
 */
const coreEvent = (value: unknown): unknown => {
  if (!isJsonObject(value)) return value
  const { regarding, note, deprecatedCount, deprecatedLastTimestamp, series, ...rest } = value
  const last = member(series, 'lastObservedTime') ?? deprecatedLastTimestamp
  const count = member(series, 'count') ?? deprecatedCount
  return {
    ...rest,
    apiVersion: 'v1',
    kind: 'Event',
    ...(regarding !== undefined && { involvedObject: regarding }),
    ...(note !== undefined && { message: note }),
    ...(count !== undefined && { count }),
    ...(last !== undefined && { lastTimestamp: last }),
  }
}

const as =
  <K extends string>(kind: K) =>
  <A>(object: A): { readonly kind: K; readonly object: A } => ({ kind, object })

/**
 * The part of an object that is read, for a great many of them: nodes and pods without the fields that
 * are only carried; what holds a template stays whole. Parts that are the same as in `like` are its own.
 */
export const sliceDecoded = (decoded: DecodedObject, like?: DecodedObject): DecodedObject => {
  const before = like !== undefined && 'object' in like ? like.object : undefined
  switch (decoded.kind) {
    case 'Node':
      return { kind: 'Node', object: { ...NodeCodec.slice(decoded.object, before) } }
    case 'Pod':
      return { kind: 'Pod', object: { ...PodCodec.slice(decoded.object, before) } }
    default:
      return decoded
  }
}

/** What stands there in place of an object with a kind. */
const foundWithoutKind = (value: unknown): string => {
  const kind = member(value, 'kind')
  if (kind !== undefined && kind !== null) return foundText(kind)
  return isJsonObject(value) ? 'one without' : foundText(value)
}
