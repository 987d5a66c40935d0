import { parseInt64 } from '../data/int64.js'
import { own } from '../data/own.js'
import type { DaemonSet } from './daemonSet.js'
import { ANNOTATION_TEMPLATE_GENERATION } from './wellKnown.js'

/** The template generation from the DaemonSet's annotation, absent or unreadable is undefined. */
export const templateGeneration = (daemonSet: DaemonSet): bigint | undefined => {
  const text = own(daemonSet.metadata?.annotations, ANNOTATION_TEMPLATE_GENERATION)
  return text === undefined ? undefined : parseInt64(text)
}
