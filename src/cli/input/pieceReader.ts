import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import type { FieldPath } from '../../data/fieldPath.js'
import { isJsonObject, type Json } from '../../data/own.js'
import { decodeItem } from '../../decode/collectObjects.js'
import { sliceDecoded, type DecodedObject } from '../../decode/decodeObject.js'
import { itemsWithin, type Item } from '../../decode/items.js'
import { membersOf } from '../../fields/jsonTree.js'
import type { BrokenObject } from '../../intake/brokenObject.js'
import { typeMetaOf, type TypeMeta } from '../../intake/whichObject.js'
import { controllerOf, isFromServer } from '../../kube/objectFacts.js'
import type { Pod } from '../../kube/pod.js'
import { workloadKind, type WorkloadKind } from '../../placement/schedulerWorkload.js'
import type { DuplicateKey, FieldIssue } from '../../reason/fieldIssue.js'
import { placedPods } from './placedPods.js'

/** A part of a document that has been parsed: an object, or a list of some. */
export interface Piece {
  readonly value: unknown
  /** The same without loss of digits. */
  readonly exact: () => unknown
  readonly path: FieldPath
  readonly written: () => Written
}

/** What a text tells that its value does not. */
export interface Written {
  /** Of JSON the value as `readJsonTree` has it: members that stand there twice, numbers with a point. */
  readonly tree: unknown
  /** Of YAML the keys that stand there twice. */
  readonly repeated: readonly DuplicateKey[]
}

/** What has been read of one item, and where that stands in its document. */
export interface ReadItem {
  readonly path: FieldPath
  readonly result: E.Either<BrokenObject, DecodedObject>
  /** Of a DaemonSet, and of a workload: how it is written. */
  readonly written?: Written
  /** Of what is a fact: what a release does not know in it. */
  readonly odd?: readonly FieldIssue[]
  /** The object itself, of another workload that is wanted. */
  readonly workload?: object
  /** Whether its object is among the pods of its piece. */
  readonly placed?: true
}

/** How pieces are read. */
export interface PieceOptions {
  /** Whether nodes and pods are wanted whole. */
  readonly whole: boolean
  /** Whether of pods that are placed more is wanted than what they take of their nodes. */
  readonly placement: boolean
  /** What a release does not know in an object of a kind; nothing unless given. */
  readonly oddIn?: ((kind: string, object: object) => readonly FieldIssue[]) | undefined
  /** Which objects of kinds that are not read otherwise are wanted; none unless given. */
  readonly workloads?: WantedWorkloads | undefined
}

/** Whether an object of a kind whose pods the scheduler places is wanted. */
export type WantedWorkloads = (kind: WorkloadKind, value: Json) => boolean

/** What has been read of a piece, and what its typed lists list. */
export interface ReadPiece {
  readonly items: readonly ReadItem[]
  /** Pods of which no more is kept than what they take of their nodes, in their order. */
  readonly pods: readonly Pod[]
  readonly listed: readonly TypeMeta[]
}

/** Reads a piece whose list may imply what it is. */
export type PieceReader = (piece: Piece, implied?: TypeMeta) => ReadPiece

/** What has been read, in its order. */
type Read = Omit<ReadPiece, 'pods'>

/**
 * A reader for the objects of pieces.
 *
 * - **Rules**
 *   1. Digits are looked at again only where it matters: where something is wrong, such as a number that has
 *      been rounded, and in templates, which are compared whole.
 *   2. Of nodes and pods only the part that is read is kept, unless they are wanted whole.
 *   3. An object is what kubectl would take for one.
 *   4. Of a DaemonSet it is told how it is written.
 *   5. Of pods that are placed no more is kept than what they take of their nodes, unless more is wanted.
 */
export const pieceReader = ({ whole, placement, oddIn, workloads }: PieceOptions): PieceReader => {
  const last = new Map<string, DecodedObject>()
  const asPlaced = placedPods()

  const slice = (decoded: DecodedObject): DecodedObject => {
    if (whole || decoded.kind === 'Other') return decoded
    const likes = likeOf(decoded)
    const sliced = sliceDecoded(decoded, last.get(likes))
    if (last.size > MOST_LIKES) last.clear()
    last.set(likes, sliced)
    return placement || sliced.kind !== 'Pod'
      ? sliced
      : { kind: 'Pod', object: asPlaced(sliced.object) }
  }

  /** The object itself, with what the list says that it stands in. */
  const workloadIn = ({ value, implied }: Item): (Json & { readonly kind: string }) | undefined => {
    if (workloads === undefined || !isJsonObject(value)) return undefined
    const { kind: name = '', apiVersion } = typeMetaOf(value, { implied, strict: true })
    const kind = workloadKind(name, apiVersion)
    if (kind === undefined || !workloads(kind, value)) return undefined
    return value['kind'] === kind ? { ...value, kind } : { apiVersion, ...value, kind }
  }

  const readItem = (item: Item): ReadItem => {
    const workload = workloadIn(item)
    if (workload !== undefined && !(workload.kind === 'Pod' && isFromServer(workload))) {
      return { path: item.path, result: E.right({ kind: 'Other', name: workload.kind }), workload }
    }
    const result = decodeItem(item, { strict: true })
    const read = {
      path: item.path,
      result: pipe(result, E.map(slice)),
      ...(workload && { workload }),
    }
    if (E.isLeft(result)) return read
    if (!('object' in result.right)) return read
    const odd = oddIn?.(result.right.kind, result.right.object) ?? []
    return odd.length === 0 ? read : { ...read, odd }
  }

  const readItems = (root: Item): Read => {
    const { items, listed } = itemsWithin(root)
    return { items: items.map(readItem), listed }
  }

  const readPiece = ({ value, exact, path: at, written }: Piece, implied?: TypeMeta): Read => {
    const root = { path: at, ...(implied !== undefined && { implied }) }
    const read = readItems({ value, ...root })
    if (!read.items.some(needsDigits)) return read
    const digits = readItems({ value: exact(), ...root }).items
    const items = read.items.map((item, i) => (needsDigits(item) ? (digits[i] ?? item) : item))
    if (!items.some(isManifest)) return { ...read, items }
    const all = written()
    return {
      ...read,
      items: items.map((item) =>
        isManifest(item) ? { ...item, written: partOf(all, item.path.slice(at.length)) } : item,
      ),
    }
  }

  return (piece, implied) => {
    const { items, listed } = readPiece(piece, implied)
    if (whole || placement) return { items, listed, pods: [] }
    const pods: Pod[] = []
    const others = items.flatMap((item): readonly ReadItem[] => {
      const pod = podIn(item)
      if (pod === undefined) return [item]
      pods.push(pod)
      return item.odd === undefined ? [] : [{ ...item, placed: true }]
    })
    return { items: others, listed, pods }
  }
}

/** Of so many controllers a pod is at hand to which their next one is likened. */
const MOST_LIKES = 10_000

/** Objects that have much in common: pods of one controller, and otherwise those of a kind. */
const likeOf = (decoded: DecodedObject): string =>
  decoded.kind === 'Pod'
    ? (controllerOf(decoded.object.metadata)?.uid ?? decoded.kind)
    : decoded.kind

/** The pod that has been read, of an item that is one and nothing else. */
const podIn = ({ result, workload }: ReadItem): Pod | undefined =>
  workload === undefined && E.isRight(result) && result.right.kind === 'Pod'
    ? result.right.object
    : undefined

/** What may be somebody's own text. */
const isManifest = ({ result, workload }: ReadItem): boolean =>
  workload !== undefined || isDaemonSet(result)

const isDaemonSet = (result: ReadItem['result']): boolean =>
  E.isLeft(result) ? result.left.value !== undefined : result.right.kind === 'DaemonSet'

/** How a part of a piece is written. */
export const partOf = ({ tree, repeated }: Written, at: FieldPath): Written => ({
  tree: at.reduce<unknown>(
    (value, step) =>
      Array.isArray(value)
        ? (value as readonly unknown[])[Number(step)]
        : typeof value === 'object' && value !== null
          ? membersOf(value).findLast(([name]) => name === step)?.[1]
          : undefined,
    tree,
  ),
  repeated: repeated
    .filter(({ path: of }) => at.every((step, i) => of[i] === step))
    .map((key) => ({ ...key, path: key.path.slice(at.length) })),
})

const needsDigits = ({ result, workload }: ReadItem): boolean =>
  workload !== undefined ||
  E.isLeft(result) ||
  result.right.kind === 'DaemonSet' ||
  result.right.kind === 'ControllerRevision'

/** A document of an input, by its number in it: what it holds, or why nothing of it could be read. */
export type ReadDocument =
  | ({ readonly index: number } & ReadPiece)
  | {
      readonly index: number
      readonly message: string
      readonly line?: number
      /** The part of the document that could not be read. */
      readonly path?: FieldPath
    }
