import { formatFieldPath, type FieldPath } from '../../data/fieldPath.js'
import type { RolloutDoubt, RolloutTrigger } from '../../impact/triggersRollout.js'
import type { Style } from './style.js'
import { someOf } from './table.js'

const DOUBT: Readonly<Record<RolloutDoubt, string>> = {
  OnlyInCluster: 'only the cluster has',
  MayBeOmitted: 'an empty value may count as absent at',
}

/** Whether a change makes a new revision, and what it does to pods where that is said; nothing if it does not. */
export const triggersRolloutText = (
  rolls: RolloutTrigger,
  style: Style,
  pods = '',
): readonly string[] => {
  if (rolls.code === 'No') return []
  const at = someOf(rolls.paths.map((path: FieldPath) => formatFieldPath(path)))
  return rolls.code === 'Unknown'
    ? [`${style.warn('?')} whether it triggers a rollout is not known: ${DOUBT[rolls.why]} ${at}`]
    : [`${style.warn('~')} triggers a rollout: a new revision${pods} ${style.dim(`(${at})`)}`]
}
