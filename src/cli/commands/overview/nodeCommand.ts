import * as E from 'fp-ts/Either'
import { staticPods } from '../../../cluster/staticPods.js'
import { nodeOverview } from '../../../impact/nodeOverview.js'
import { nameOf } from '../../../kube/objectFacts.js'
import { markdownItems } from '../../../report/formats/markdown.js'
import { nodeMarkdown, nodeText } from '../../../report/overview/nodeText.js'
import { command } from '../../frame/command.js'
import { FORMAT_VERSION } from '../../frame/formats.js'
import { incompleteJson, nothingOf } from '../../input/problem.js'
import { argument } from '../../options/option.js'
import { findNode } from '../../options/select.js'
import { staticPodsCounted, staticPodsHere } from '../../../report/text/podEvictionText.js'
import {
  notYetThere,
  OVERVIEW,
  overviewInput,
  saidOnce,
  withInput,
  PLACED,
} from './overviewInput.js'

/** `podfit node NODE`: what each DaemonSet makes of a node, and what is there. */
export const nodeCommand = command({
  name: 'node',
  summary: 'which DaemonSets should run on a node, which do, and why not',
  arguments: { name: argument('NODE', 'its name; node/NAME, too') },
  options: OVERVIEW,
  examples: [
    {
      line: 'podfit node worker-1 -f cluster.json',
      text: 'every DaemonSet: should it run there, is it there, and why not',
    },
  ],
  run: async ({ name, ...given }, desk) => {
    const { taken, snapshot, selected, isNew, options, unchecked } = await overviewInput(
      given,
      desk,
      { needs: PLACED },
    )
    const { nodes } = snapshot
    if (nodes === undefined) throw nothingOf('the input has no nodes', taken.problems)
    const found = nodeOverview(snapshot, nameOf(findNode(nodes, name, taken.problems)), options)
    if (E.isLeft(found)) throw nothingOf(`no node ${name}`, taken.problems)
    const asked = new Set(selected)
    const overview = {
      ...found.right,
      daemonSets: found.right.daemonSets.filter(({ daemonSet }) => asked.has(daemonSet)),
    }
    return {
      answer: {
        kubernetes: given.kubernetes.kubernetes,
        now: options.now,
        overview,
        byKubelet: (staticPods(snapshot) ?? []).filter(({ node }) => node === overview.node),
        details: given.details,
      },
      unchecked,
      notes: notYetThere(isNew),
    }
  },
  formats: {
    text: ({ overview, byKubelet, details }, { style, width }) => [
      ...nodeText(saidOnce(overview), { style, width, details }),
      ...staticPodsHere(byKubelet, style),
    ],
    json: ({ kubernetes, now, overview, byKubelet }, { problems }) => ({
      formatVersion: FORMAT_VERSION,
      now,
      kubernetes,
      ...incompleteJson(problems),
      ...overview,
      staticPods: byKubelet,
    }),
    markdown: ({ overview, byKubelet }, { said }) => [
      ...withInput(nodeMarkdown(saidOnce(overview)), said),
      ...markdownItems(staticPodsCounted(byKubelet)),
    ],
  },
})
