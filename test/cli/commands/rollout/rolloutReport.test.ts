import { expect, it } from 'vitest'
import { rolloutReport } from '../../../../src/cli/commands/rollout/rolloutReport.js'
import { plainStyle } from '../../../../src/report/text/style.js'
import { attributeUnavailability } from '../../../../src/rollout/attributeUnavailability.js'
import { deployReady } from '../../../../src/rollout/deployReady.js'
import { forecast } from '../../../../src/rollout/forecast/forecast.js'
import { simulate } from '../../../../src/rollout/simulation/simulate.js'
import { orThrow } from '../../../../src/data/orThrow.js'
import { stagedRollout } from '../../../../src/rollout/stages/stagedRollout.js'
import { aRollout } from '../../../support/aRollout.js'

const { snapshot, daemonSet, options } = aRollout({ n1: 'old' })
const subject = { daemonSet, around: snapshot, isNew: false }
const progress = {
  attribution: attributeUnavailability(snapshot, daemonSet, options),
  forecast: forecast(snapshot, daemonSet, options),
  deployReady: deployReady(daemonSet),
  simulation: simulate(snapshot, daemonSet, options),
}

const linesOf = (...args: Parameters<typeof rolloutReport>) => rolloutReport(...args)

it('rolloutReport has a section for each answer', () => {
  const lines = linesOf(subject, progress, plainStyle)
  expect(lines[0]).toBe(
    'default/agent at 2026-01-01T01:00:00Z: progressing, 1 desired, 1 available, 0 of them updated, RollingUpdate, maxUnavailable 1',
  )
  expect(lines.filter((line) => /^[A-Z][a-z ]+$/.test(line))).toEqual([
    'Forecast',
    'Not available now',
    'Rollout from here',
  ])
})

it('rolloutReport has the stages in place of the waves', () => {
  const staged = orThrow(stagedRollout(snapshot, daemonSet, { ...options, stages: ['50%'] }))
  const lines = linesOf(subject, { ...progress, staged }, plainStyle)
  expect(lines).toContain('Stages')
  expect(lines).not.toContain('Rollout from here')
})

it('rolloutReport says where the DaemonSet comes from', () => {
  const created = linesOf({ ...subject, isNew: true }, progress, plainStyle)
  expect(created[1]).toBe('· not in the cluster: rolled out as if it were created now')
  const same = linesOf({ ...subject, triggersRollout: { code: 'No' } }, progress, plainStyle)
  expect(same[1]).toMatch(/^· applied as if now: the template stays as it is/)
  const at = [['spec', 'template', 'spec', 'hostPID']]
  const rolled = linesOf(
    { ...subject, triggersRollout: { code: 'Yes', paths: at } },
    progress,
    plainStyle,
  )
  expect(rolled[1]).toBe('~ triggers a rollout: a new revision (spec.template.spec.hostPID)')
})
