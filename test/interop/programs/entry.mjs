// What a page has that shows why an agent is not on a node.
import { daemonSetPolicy, explain } from 'podfit'
import { verdictText } from 'podfit/report'

export const why = (daemonSet, node) => {
  const policy = daemonSetPolicy(daemonSet)
  return policy._tag === 'Left' ? [] : verdictText(explain(policy.right, node))
}
