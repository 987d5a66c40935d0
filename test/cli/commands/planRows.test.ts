import { describe, expect, it } from 'vitest'
import { planRows } from '../../../src/cli/commands/planReport.js'
import { plan } from '../../../src/cluster/plan.js'
import { plainStyle } from '../../../src/report/text/style.js'
import { aDaemonSet, aNode } from '../../../src/testing/builders.js'
import { frozen } from '../../support/frozen.js'

const now = '2026-01-01T00:00:00Z'
const HEAD =
  'NAMESPACE  NAME   DESIRED  CURRENT  READY  UP-TO-DATE  AVAILABLE  NODE SELECTOR  AGE        MISSCHEDULED'
const agent = frozen(aDaemonSet({ status: { desiredNumberScheduled: 7, numberMisscheduled: 2 } }))
const nodes = [aNode('n1'), aNode('n2')]

const rowsOf = (rows: Parameters<typeof planRows>[0]) => planRows(rows, now, plainStyle)

describe('planRows', () => {
  it('are the numbers of the plans', () => {
    const made = plan({ daemonSet: agent, nodes, pods: [], revisions: [], now })
    expect(rowsOf([{ daemonSet: agent, plan: made }])).toEqual([
      HEAD,
      'default    agent  2        0        0      0           0          <none>         <unknown>  0',
    ])
  })

  it('are the recorded numbers where the pass writes none', () => {
    const deleted = aDaemonSet({ ...agent, metadata: { deletionTimestamp: now } })
    const made = plan({
      daemonSet: { ...agent, ...deleted, status: agent.status },
      nodes,
      pods: [],
      now,
    })
    expect(rowsOf([{ daemonSet: agent, plan: made }])[1]).toBe(
      'default    agent  7        0        0      0           0          <none>         <unknown>  2',
    )
  })

  it('have no number for what depends on input that was not given', () => {
    const made = plan({ daemonSet: agent, nodes, now })
    expect(rowsOf([{ daemonSet: agent, plan: made }])[1]).toBe(
      'default    agent  2        ?        ?      ?           ?          <none>         <unknown>  ?',
    )
  })

  it('are none without plans', () => {
    expect(rowsOf([])).toEqual([])
  })
})
