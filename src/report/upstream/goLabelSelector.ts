import { compareText } from '../../data/compareText.js'
import type { LabelSelector, LabelSelectorRequirement } from '../../kube/labelSelector.js'
import { goJson } from './goText.js'

/**
 * A label selector as Go's `encoding/json` prints it: members in the order of its type and without the
 * empty ones, labels in the order of their keys.
 */
export const goLabelSelector = ({ matchLabels, matchExpressions }: LabelSelector): string => {
  const labels = Object.entries(matchLabels ?? {}).sort(([a], [b]) => compareText(a, b))
  const requirements = (matchExpressions ?? []).map(requirement)
  return goJson({
    ...(labels.length > 0 && { matchLabels: Object.fromEntries(labels) }),
    ...(requirements.length > 0 && { matchExpressions: requirements }),
  })
}

const requirement = ({ key, operator, values }: LabelSelectorRequirement): object => ({
  key: key ?? '',
  operator: operator ?? '',
  ...((values ?? []).length > 0 && { values }),
})
