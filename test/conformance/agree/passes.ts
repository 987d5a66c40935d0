import { isDeepStrictEqual } from 'node:util'
import { exactJson } from '../exactJson.mjs'
import { readAnswer } from '../protocol.js'
import { sameSet, type Json, type Rule } from './same.js'
import { sameStatus, syncRule } from './sync.js'

const seconds = (requeues: Json): readonly number[] =>
  [...new Set<number>(requeues.map((each: Json) => each.seconds))].sort((a, b) => a - b)

const sameRequeues = (ours: Json, theirs: Json): boolean =>
  isDeepStrictEqual(
    [...ours].sort((a, b) => a - b),
    seconds(theirs),
  )

/** The first pass: what came to be, what is gone, what it wrote and asked for. */
const firstDiffers = (ours: Json, theirs: Json): string | undefined => {
  const nodes = theirs.creates.map((create: Json) => create.node)
  if (!sameSet(ours.creates, nodes)) return 'the first creates'
  if (!sameSet(ours.deletes, theirs.deletes)) return 'the first deletes'
  if (!sameSet(ours.oldHistory, theirs.oldHistory)) return 'the first old revisions'
  if (!sameStatus(ours.status, theirs.status)) return 'the first status'
  return ours.requeues === null || sameRequeues(ours.requeues, theirs.requeues)
    ? undefined
    : 'the first requeues'
}

/** With the name and the hash that podfit gave a revision which the first pass made, and which it cannot foresee. */
const underOurName = (theirs: Json, made: string | null): Json => {
  const { newHistory } = theirs.first
  if (made === null || newHistory === undefined) return theirs.second
  const ownHash = newHistory.labels['controller-revision-hash']
  const prefix = newHistory.name.slice(0, newHistory.name.length - ownHash.length)
  const text = exactJson(theirs.second)
    .replaceAll(exactJson(newHistory.name), exactJson(made))
    .replaceAll(exactJson(ownHash), exactJson(made.slice(prefix.length)))
  return readAnswer(text) as Json
}

/** Two passes, of the first of which some writes fail; not compared where Kubernetes picks in the first. */
export const passesRule: Rule = (ours, theirs, ...rest) => {
  if (ours.first === null) return undefined
  const why = firstDiffers(ours.first, theirs.first)
  if (why !== undefined) return why
  const second = underOurName(theirs, ours.made)
  if (!sameRequeues(ours.second.requeues, second.requeues)) return 'the second requeues'
  const differs = syncRule(ours.second, second, ...rest)
  return differs === undefined ? undefined : `the second ${differs}`
}
