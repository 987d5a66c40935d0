import { expect, it } from 'vitest'
import { conversionNoteText } from '../../../src/report/text/conversionText.js'

it('conversionNoteText says where the Deployment says it, and what becomes of it', () => {
  expect(conversionNoteText({ code: 'SurgeCapped', path: ['items', 0, 'spec', 'strategy'] })).toBe(
    'items[0].spec.strategy: capped: a DaemonSet surges by 100% at most',
  )
})
