import { unknownText } from './outcomeText.js'
import type { ClosedGate } from '../../rollout/stages/gates.js'
import type { Stage, StageAction, StagedRollout } from '../../rollout/stages/stagedRollout.js'
import { plainStyle, type Style } from './style.js'
import { someOf, table } from './table.js'
import { terminalLines } from './terminalText.js'

/**
 * The stages of a rollout as a table, and what to do next.
 *
 * @example
 * import { cluster, orThrow } from 'podfit'
 * import { stagesText } from 'podfit/report'
 * import { stagedRollout } from 'podfit/rollout'
 *
 * const staged = orThrow(stagedRollout(cluster({}), {}, { now: new Date(0), stages: ['10%'] }))
 * stagesText(staged) // => ['? not known: nodes, pods, revisions were not given']
 *
 * @since 0.1.0
 */
export const stagesText = (
  { stages, next }: StagedRollout,
  style: Style = plainStyle,
): readonly string[] => {
  const [head = '', ...rows] = table([
    ['STAGE', 'STATE', 'NODES', 'LEFT', 'WHICH'],
    ...stages.map((stage) => [
      titleOf(stage),
      stage.state,
      String(stage.nodes.length),
      String(stage.left.length),
      someOf(stage.nodes),
    ]),
  ])
  const lines = [
    ...(stages.length === 0 ? [] : [style.bold(head), ...rows, '']),
    ...actionLines(next, style),
  ]
  return terminalLines(lines, style)
}

const titleOf = ({ name, group }: Stage): string =>
  group === undefined ? name : `${name} ${group}`

const actionLines = (next: StageAction, style: Style): readonly string[] => {
  switch (next.code) {
    case 'None':
      return [`${style.good('✓')} every stage is done`]
    case 'DeletePods':
      return [`${style.warn('→')} delete now: ${next.pods.join(', ')}`]
    case 'UseOnDelete':
      return [
        `${style.warn('→')} with the strategy OnDelete, delete now: ${next.pods.join(', ')}`,
        style.dim('  a RollingUpdate picks any nodes, and goes on to the next stage by itself'),
        ...(next.atOnce === undefined
          ? []
          : [
              style.dim(`  with ${next.atOnce.setting} ${next.atOnce.to} it picks as many at once`),
            ]),
      ]
    case 'Wait':
      return [
        `${style.warn('…')} wait for ${someOf(next.nodes)}`,
        ...next.gates.map((gate) => `  ${style.bad('!')} ${gateText(gate)}`),
      ]
    case 'Unknown':
      return [unknownText(next.needs, style)]
  }
}

const gateText = (gate: ClosedGate): string => {
  switch (gate.code) {
    case 'TooFewAvailable':
      return `${gate.available} available, ${gate.wanted} wanted`
    case 'TooManyRestarts':
      return `more than ${gate.most} restarts: ${someOf(gate.pods)}`
    case 'Soaking':
      return `soaking until ${gate.until}: ${someOf(gate.pods)}`
  }
}
