import { execFileSync } from 'node:child_process'
import { buildOracle, hasGo } from '../test/conformance/oracle.js'
import { inProcess } from './inProcess.js'
import { median, type Figure } from './measurement.js'
import { writtenCluster, type OracleFigures } from './upstream.js'

/** So many processes of each; they take turns, so that what else the machine does slows all of them down alike. */
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 11)

/** What stands beside Go, by the measurement and the figure in it. */
const BESIDE = [
  ['classes', 'by classes'],
  ['direct', 'direct walk'],
  ['explained', 'explain'],
] as const

/**
 * The best that Go offers: the affinity and the tolerations of each DaemonSet read once, as Kubernetes' own controller
 * does since 1.37; and podfit in turns with it.
 */
export const parsedOnce = (): readonly Figure[] => {
  if (!hasGo()) return []
  const oracle = buildOracle()
  const file = writtenCluster()
  const go: OracleFigures[] = []
  const beside = new Map<string, Figure[]>(BESIDE.map(([, figure]) => [figure, []]))
  for (let i = 0; i < ROUNDS; i++) {
    go.push(
      JSON.parse(execFileSync(oracle, ['bench', file], { encoding: 'utf8' })) as OracleFigures,
    )
    for (const [measurement, name] of BESIDE) {
      const figure = inProcess(measurement).find((each) => each.name === name)
      if (figure !== undefined) beside.get(name)?.push(figure)
    }
  }
  return [
    {
      name: 'parsed once',
      value: median(go.map(({ parsedOnceNs }) => parsedOnceNs)) / 1e6,
      unit: 'ms',
    },
    {
      name: 'parsed once, pairs that run',
      value: go[0]?.parsedOnceShouldRun ?? 0,
      unit: 'count',
    },
    ...[...beside].flatMap(([name, figures]): readonly Figure[] => [
      { name: `${name}, beside it`, value: median(figures.map(({ value }) => value)), unit: 'ms' },
      {
        name: `${name}, beside it, first run`,
        value: median(figures.map(({ first, value }) => first ?? value)),
        unit: 'ms',
      },
    ]),
  ]
}
