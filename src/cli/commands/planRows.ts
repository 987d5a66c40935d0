import type { DaemonSet } from '../../kube/daemonSet.js'
import { daemonSetRow } from '../../kubectl/daemonSetRow.js'
import type { Style } from '../../report/text/style.js'
import { table } from '../../report/text/table.js'
import type { Plan } from '../../sync/plan.js'

interface Row {
  readonly daemonSet: DaemonSet
  readonly plan?: Plan
}

/** What `kubectl get daemonsets` will show after the pass. */
export const planRows = (
  planned: readonly Row[],
  none: boolean,
  now: string,
  style: Style,
): readonly string[] => {
  const rows = planned.flatMap(({ daemonSet, plan }) =>
    plan === undefined ? [] : [rowOf(daemonSet, plan, now)],
  )
  if (planned.length === 0) {
    return [none ? 'No DaemonSets in the input.' : 'No DaemonSet matches -n and -l.']
  }
  const [first] = rows
  if (first === undefined) return []
  const cells = rows.map((row) => Object.values(row).map(String))
  return table([Object.keys(first), ...cells]).map((line, i) => (i === 0 ? style.bold(line) : line))
}

/** The cells of a plan; a number that depends on what was not given is not known. */
const rowOf = (daemonSet: DaemonSet, { status }: Plan, now: string) => {
  const { computed, written } = status
  const cells = {
    NAMESPACE: daemonSet.metadata?.namespace ?? '',
    ...daemonSetRow(daemonSet, now, computed),
    MISSCHEDULED: computed.numberMisscheduled ?? daemonSet.status?.numberMisscheduled ?? 0,
  }
  if (written !== undefined) return cells
  const unknown = Object.entries(STATUS_COLUMNS).filter(([, name]) => computed[name] === undefined)
  return { ...cells, ...Object.fromEntries(unknown.map(([column]) => [column, '?'])) }
}

const STATUS_COLUMNS = {
  DESIRED: 'desiredNumberScheduled',
  CURRENT: 'currentNumberScheduled',
  READY: 'numberReady',
  'UP-TO-DATE': 'updatedNumberScheduled',
  AVAILABLE: 'numberAvailable',
  MISSCHEDULED: 'numberMisscheduled',
} as const
