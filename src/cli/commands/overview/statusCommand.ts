import { clusterHealth, type ClusterHealth } from '../../../impact/clusterHealth.js'
import { SEVERITIES } from '../../../reason/finding.js'
import { statusMarkdown, statusText } from '../../../report/overview/statusText.js'
import { someOf } from '../../../report/text/table.js'
import { command } from '../../frame/command.js'
import { FORMAT_VERSION } from '../../frame/formats.js'
import { incompleteJson } from '../../input/problem.js'
import { choiceOption } from '../../options/option.js'
import { fails } from '../../options/optionValues.js'
import { OVERVIEW, overviewInput, saidOnce, withInput } from './overviewInput.js'

/** `podfit status`: which DaemonSets are in trouble, why, and what would help. */
export const statusCommand = command({
  name: 'status',
  summary: 'which DaemonSets are in trouble, why, and what would help',
  about: ['With events in the input, also what refuses to create pods, and what kubelets say.'],
  arguments: {},
  options: {
    ...OVERVIEW,
    failOn: choiceOption(
      {
        name: 'fail-on',
        value: 'SEVERITY',
        choices: [...SEVERITIES, 'never'],
        text: 'exit with 1 from error, warning or note on; never unless given',
      },
      'never',
    ),
  },
  examples: [
    {
      line: 'kubectl get nodes,daemonsets,pods,controllerrevisions,events -A -o json | podfit status -f -',
      text: 'one page: what is wrong, the worst first',
    },
    {
      line: 'podfit status -f cluster.json --fail-on error -o markdown',
      text: 'for a ticket, and exit code 1 when something has to be done',
    },
  ],
  run: async ({ failOn, ...given }, desk) => {
    const input = await overviewInput(given, desk)
    const { snapshot, selected, isNew, options, unchecked } = input
    const absent = new Set(isNew)
    const inCluster = selected.filter((key) => !absent.has(key))
    const health = clusterHealth(snapshot, { ...options, only: inCluster })
    const withoutStatus =
      isNew.length === 0
        ? []
        : [
            `not in the cluster, so they have no status: ${someOf(isNew)} (podfit plan says what becomes of them)`,
          ]
    return {
      answer: {
        kubernetes: given.kubernetes.kubernetes,
        health: ofNamespace(health, given.namespace),
        details: given.details,
      },
      unchecked: [
        ...unchecked,
        ...(selected.length > 0 && snapshot.nodes === undefined
          ? ['where pods should run, for nodes were not given']
          : []),
        ...(inCluster.length === 0 ? withoutStatus : []),
      ],
      notes: inCluster.length === 0 ? [] : withoutStatus,
      failed: health.daemonSets.some(({ troubles }) =>
        troubles.some(({ severity }) => fails(severity, failOn)),
      ),
    }
  },
  formats: {
    text: ({ health, details }, { style, width }) =>
      health.daemonSets.length + health.notReady.length + health.ownerless.length === 0
        ? []
        : statusText(saidOnce(health), { style, width, details }),
    json: ({ kubernetes, health }, { problems }) => ({
      formatVersion: FORMAT_VERSION,
      kubernetes,
      ...incompleteJson(problems),
      ...health,
    }),
    markdown: ({ health }, { said }) => withInput(statusMarkdown(saidOnce(health)), said),
  },
})

/** Of what is left of DaemonSets, what is in the namespace that is asked about. */
const ofNamespace = (health: ClusterHealth, namespace: string | undefined): ClusterHealth =>
  namespace === undefined
    ? health
    : {
        ...health,
        ownerless: health.ownerless.filter(({ daemonSet }) =>
          daemonSet.startsWith(`${namespace}/`),
        ),
      }
