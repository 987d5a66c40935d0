import { placementMatrix } from '../../../impact/placementMatrix.js'
import { updateCluster } from '../../../cluster/updateCluster.js'
import { matrixMarkdown, matrixText } from '../../../report/overview/matrixText.js'
import { command } from '../../frame/command.js'
import { FORMAT_VERSION } from '../../frame/formats.js'
import { incompleteJson, nothingOf } from '../../input/problem.js'
import {
  notYetThere,
  OVERVIEW,
  overviewInput,
  saidOnce,
  withInput,
  PLACED,
} from './overviewInput.js'

/** `podfit matrix`: every DaemonSet on every kind of node. */
export const matrixCommand = command({
  name: 'matrix',
  summary: 'which DaemonSets should run on which nodes, as a table',
  about: ['Nodes that are the same to all DaemonSets are one column.'],
  arguments: {},
  options: OVERVIEW,
  examples: [
    { line: 'podfit matrix -f cluster.json', text: 'DaemonSets and kinds of nodes' },
    { line: 'podfit matrix -f cluster.json -o markdown', text: 'for a ticket or a wiki' },
  ],
  run: async (given, desk) => {
    const { taken, snapshot, selected, isNew, options, unchecked } = await overviewInput(
      given,
      desk,
      { needs: PLACED },
    )
    if (snapshot.nodes === undefined) throw nothingOf('the input has no nodes', taken.problems)
    const asked = new Set(selected)
    const daemonSets = [...(snapshot.daemonSets?.keys() ?? [])].filter((key) => !asked.has(key))
    const around = updateCluster(snapshot, { drop: { daemonSets } })
    return {
      answer: {
        kubernetes: given.kubernetes.kubernetes,
        now: options.now,
        matrix: placementMatrix(around, options),
        details: given.details,
      },
      unchecked,
      notes: notYetThere(isNew),
    }
  },
  formats: {
    text: ({ matrix, details }, { style, width }) =>
      matrix.daemonSets.length === 0 ? [] : matrixText(saidOnce(matrix), { style, width, details }),
    json: ({ kubernetes, now, matrix }, { problems }) => ({
      formatVersion: FORMAT_VERSION,
      now,
      kubernetes,
      ...incompleteJson(problems),
      ...matrix,
    }),
    markdown: ({ matrix }, { said }) => withInput(matrixMarkdown(saidOnce(matrix)), said),
  },
})
