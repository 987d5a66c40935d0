import type { ObjectMeta, Pod } from 'podfit'

/** Somebody has deleted it, and something still holds it. */
export const isTerminating = ({
  metadata,
}: {
  readonly metadata?: ObjectMeta | null | undefined
}): boolean => (metadata?.deletionTimestamp ?? undefined) !== undefined

export const hasEnded = ({ status }: Pod): boolean =>
  status?.phase === 'Failed' || status?.phase === 'Succeeded'

export const isReady = ({ status }: Pod): boolean =>
  status?.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True') === true

/** It is on a node. */
export const isBound = ({ spec }: Pod): boolean => (spec?.nodeName ?? '') !== ''
