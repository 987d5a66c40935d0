import { grouped } from '../../data/grouped.js'
import type { Blocker } from '../../rollout/forecast/blocker.js'
import { causeText, EFFECT_TEXT, remedyText } from './causeText.js'
import type { Style } from './style.js'
import { counted, firstOf, someOf } from './table.js'

/** So many of the same reason are told one by one. */
const EACH = 3

/** What stands in a rollout's way and what would help, those of one kind together. */
export const blockersText = (blockers: readonly Blocker[], style: Style): readonly string[] =>
  [...grouped(blockers, ({ effect, cause }) => `${effect} ${cause.code}`).values()].flatMap(
    (alike) => {
      const [told, rest] = firstOf(alike, EACH)
      return [...told.flatMap((blocker) => blockerLines(blocker, style)), ...restLines(rest, style)]
    },
  )

const blockerLines = (blocker: Blocker, style: Style): readonly string[] => {
  const who = blocker.pod === undefined ? blocker.node : `${blocker.pod} on ${blocker.node}`
  return [
    `${style.bad('-')} ${who}: ${causeText(blocker.cause)} ${style.dim(`(${EFFECT_TEXT[blocker.effect]})`)}`,
    `    → ${remedyText(blocker.remedy)}`,
  ]
}

const restLines = (rest: readonly Blocker[], style: Style): readonly string[] =>
  rest.length === 0
    ? []
    : [
        `${style.bad('-')} the same on ${counted(rest.length, 'more node')}: ${someOf(rest.map(({ node }) => node))}`,
      ]
