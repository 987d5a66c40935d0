import { expect, it } from 'vitest'
import { triggersRolloutText } from '../../../src/report/text/impactText.js'
import { plainStyle } from '../../../src/report/text/style.js'

const at = [['spec', 'template', 'metadata', 'labels', 'a/b']]

it('triggersRolloutText says whether there is a new revision, and because of what', () => {
  expect(triggersRolloutText({ code: 'No' }, plainStyle)).toEqual([])
  expect(
    triggersRolloutText({ code: 'Yes', paths: at }, plainStyle, ', 2 pods to replace'),
  ).toEqual([
    '~ triggers a rollout: a new revision, 2 pods to replace (spec.template.metadata.labels["a/b"])',
  ])
})

it('triggersRolloutText says why it is not known', () => {
  expect(
    triggersRolloutText({ code: 'Unknown', why: 'OnlyInCluster', paths: at }, plainStyle),
  ).toEqual([
    '? whether it triggers a rollout is not known: only the cluster has spec.template.metadata.labels["a/b"]',
  ])
  expect(
    triggersRolloutText({ code: 'Unknown', why: 'MayBeOmitted', paths: at }, plainStyle)[0],
  ).toContain('an empty value may count as absent at')
})
