import { grouped } from '../../data/grouped.js'
import type { Blocker } from '../../rollout/forecast/blocker.js'
import { settingOf, type UpdateStrategy } from '../../rollout/forecast/updateStrategy.js'
import { causeText, effectText, remedyText } from './causeText.js'
import type { Style } from './style.js'
import { counted, firstOf, someOf } from './table.js'

/** So many of the same cause are listed one by one. */
const EACH = 3

/** What blocks a rollout and what would help, those of one kind together. */
export const blockersText = (
  blockers: readonly Blocker[],
  strategy: UpdateStrategy,
  style: Style,
): readonly string[] => {
  const setting = settingOf(strategy)
  return [...grouped(blockers, ({ effect, cause }) => `${effect} ${cause.code}`).values()].flatMap(
    (alike) => {
      const [listed, rest] = firstOf(alike, EACH)
      return [
        ...listed.flatMap((blocker) => blockerLines(blocker, setting, style)),
        ...restLines(rest, style),
      ]
    },
  )
}

const blockerLines = (
  blocker: Blocker,
  setting: 'maxUnavailable' | 'maxSurge',
  style: Style,
): readonly string[] => {
  const subject = blocker.pod === undefined ? blocker.node : `${blocker.pod} on ${blocker.node}`
  const effect = style.dim(`(${effectText(blocker.effect, setting)})`)
  return [
    `${style.bad('-')} ${subject}: ${causeText(blocker.cause)} ${effect}`,
    `    → ${remedyText(blocker.remedy)}`,
  ]
}

const restLines = (rest: readonly Blocker[], style: Style): readonly string[] =>
  rest.length === 0
    ? []
    : [
        `${style.bad('-')} the same on ${counted(rest.length, 'more node')}: ${someOf(rest.map(({ node }) => node))}`,
      ]
