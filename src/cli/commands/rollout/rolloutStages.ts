import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import type { Cluster } from '../../../cluster/cluster.js'
import type { DaemonSet } from '../../../kube/daemonSet.js'
import type { RolloutOptions } from '../../../rollout/forecast/model.js'
import type { StageGates } from '../../../rollout/stages/gates.js'
import { stagedRollout, type StagedRollout } from '../../../rollout/stages/stagedRollout.js'
import { UsageError } from '../../exitCode.js'
import { textOption, valueOption } from '../../options/option.js'
import {
  amountOption,
  countOption,
  secondsOption,
  stagesOption,
} from '../../options/optionValues.js'
import { labelFilter } from '../../options/select.js'

/** How a rollout is drawn in stages. */
export interface StageOptions {
  readonly stages?: readonly (number | string)[] | undefined
  readonly by?: string | undefined
  readonly canary?: string | undefined
  readonly minAvailable?: number | string | undefined
  readonly maxRestarts?: number | undefined
  readonly soak?: number | undefined
}

export const STAGES = {
  stages: valueOption(
    {
      name: 'stages',
      value: 'LIST',
      text: 'in stages, such as 10%,30%,50%,100%: which nodes, and which pods go now',
    },
    stagesOption,
  ),
  by: textOption({
    name: 'by',
    value: 'LABEL',
    text: 'stages never mix two values of this node label, such as the zone',
  }),
  canary: textOption({
    name: 'canary',
    value: 'LABELS',
    text: 'the nodes with these labels are the first stage',
  }),
  minAvailable: valueOption(
    {
      name: 'min-available',
      value: 'N',
      text: 'stages wait while fewer nodes (a number or a percentage) are served',
    },
    amountOption,
  ),
  maxRestarts: valueOption(
    {
      name: 'max-restarts',
      value: 'N',
      text: 'stages wait while an updated pod has restarted more often',
    },
    countOption,
  ),
  soak: valueOption(
    {
      name: 'soak',
      value: 'DURATION',
      text: 'a stage begins once updated pods have been ready for so long, such as 10m',
    },
    secondsOption,
  ),
}

/** Options that say how stages are drawn mean nothing without stages. */
export const needStages = ({
  stages,
  by,
  canary,
  minAvailable,
  maxRestarts,
  soak,
}: StageOptions): void => {
  const given = { by, canary, 'min-available': minAvailable, 'max-restarts': maxRestarts, soak }
  const [first] = Object.entries(given).find(([, value]) => value !== undefined) ?? []
  if (stages === undefined && first !== undefined) {
    throw new UsageError(
      `--${first} is about stages; give them with --stages, such as 10%,50%,100%`,
    )
  }
}

/** The stages that the options ask for. */
export const staged = (
  indexed: Cluster,
  daemonSet: DaemonSet,
  options: StageOptions,
  stages: readonly (number | string)[],
  given: RolloutOptions,
): StagedRollout => {
  const { by, canary, minAvailable, maxRestarts, soak } = options
  const gates: StageGates = {
    ...(minAvailable !== undefined && { minAvailable }),
    ...(maxRestarts !== undefined && { maxRestarts }),
    ...(soak !== undefined && { soakSeconds: soak }),
  }
  return pipe(
    stagedRollout(indexed, daemonSet, {
      ...given,
      stages,
      gates,
      ...(by !== undefined && { by }),
      ...(canary !== undefined && { canary: labelFilter(canary, '--canary') }),
    }),
    E.getOrElse(([{ expected, found }]): StagedRollout => {
      throw new UsageError(`--stages: expected ${expected}, found ${found}`)
    }),
  )
}
