import { objectKey, nameOf } from '../../../kube/objectFacts.js'
import {
  commonConditionReporters,
  commonLabelSetters,
  type ConditionReporter,
  type LabelSetter,
} from '../../../readiness/reporters.js'
import { readiness } from '../../../readiness/readiness.js'
import { commonTaintOwners } from '../../../readiness/taintOwners.js'
import { readyMarkdown, readyText } from '../../../report/overview/readyText.js'
import { UsageError } from '../../exitCode.js'
import { command } from '../../frame/command.js'
import { FORMAT_VERSION } from '../../frame/formats.js'
import { incompleteJson, nothingOf } from '../../input/problem.js'
import { takeIn } from '../../input/takeIn.js'
import { DETAILS, FILES, NAMESPACE } from '../../options/commonOptions.js'
import { KUBERNETES } from '../../options/kubernetesOption.js'
import {
  listOption,
  optionalArgument,
  switchOption,
  textsOption,
  type Reader,
} from '../../options/option.js'
import { calledNode, noneLeft } from '../../options/select.js'
import { TAINT_OWNERS } from '../../options/taintOwnerOption.js'
import { notYetThere, withInput } from './overviewInput.js'

/** `WHAT=DAEMONSET`, the last one with the patterns of names after its last `=`. */
const named =
  <A>(what: string, made: (name: string, daemonSets: readonly string[]) => A): Reader<A> =>
  (text, flag) => {
    const at = text.lastIndexOf('=')
    const name = text.slice(0, Math.max(at, 0))
    const patterns = text.slice(at + 1)
    if (name === '' || patterns === '') {
      throw new UsageError(`${flag} ${text}: expected ${what}=DAEMONSET`)
    }
    return made(name, [patterns])
  }

const reporter = named<ConditionReporter>('CONDITION', (condition, daemonSets) => ({
  condition,
  daemonSets,
}))
const labelSetter = named<LabelSetter>('LABEL', (label, daemonSets) => ({ label, daemonSets }))

/** `podfit ready [POOL|NODE]`: how DaemonSets come up on new nodes, and who waits for whom. */
export const readyCommand = command({
  name: 'ready',
  summary: 'in which order DaemonSets come up on new nodes, and who never does',
  about: [
    'Asked about are the nodes that node pools make, and new nodes like those that there are. Taints that go away',
    'are known of pools, clouds, autoscalers, network plugins and storage drivers, and of NodeReadinessRules.',
  ],
  arguments: {
    name: optionalArgument('POOL|NODE', 'only this node pool, or a new node like this one'),
  },
  options: {
    files: FILES,
    namespace: NAMESPACE,
    startupTaints: textsOption({
      name: 'startup-taint',
      value: 'PREFIX',
      text: 'taints whose keys begin so go away once a node is up',
    }),
    taintOwners: TAINT_OWNERS,
    reporters: listOption(
      {
        name: 'reporter',
        value: 'CONDITION=DAEMONSET',
        text: 'the DaemonSet, * for any text, that reports a condition of nodes',
      },
      reporter,
    ),
    labelSetters: listOption(
      {
        name: 'label-setter',
        value: 'LABEL=DAEMONSET',
        text: 'the DaemonSet, * for any text, that sets a label, or with / all under it',
      },
      labelSetter,
    ),
    check: switchOption({ name: 'check', text: 'exit with 1 when a DaemonSet never starts' }),
    details: DETAILS,
    kubernetes: KUBERNETES,
  },
  examples: [
    { line: 'podfit ready -f cluster.json', text: 'new nodes like those that there are' },
    {
      line: 'podfit ready gpu -f cluster.json -f pools.json -f rules.yaml',
      text: 'a node pool, with rules of the node readiness controller',
    },
  ],
  run: async ({ name, files, namespace, kubernetes, details, check, ...declared }, desk) => {
    const taken = await takeIn(files, desk, {
      namespace,
      kubernetes,
      needs: ['nodes', 'daemonsets', 'nodereadinessrules'],
    })
    const { objects, problems, served } = taken
    const { nodes, templates, readinessRules: rules } = objects
    if (nodes === undefined && templates === undefined) {
      throw nothingOf('the input has neither nodes nor node pools', problems)
    }
    const isAsked = (node: Parameters<typeof nameOf>[0]): boolean =>
      name === undefined || nameOf(node) === calledNode(name)
    const asked = {
      nodes: nodes?.filter(isAsked),
      templates: templates?.filter(({ node }) => isAsked(node)),
    }
    if (name !== undefined && (asked.nodes ?? []).length + (asked.templates ?? []).length === 0) {
      throw nothingOf(`no node pool or node ${name}`, problems)
    }
    const found = readiness(
      { daemonSets: served.map(({ daemonSet }) => daemonSet), rules, ...asked },
      {
        startupTaints: declared.startupTaints,
        taintOwners: [...commonTaintOwners, ...declared.taintOwners],
        reporters: [...commonConditionReporters, ...declared.reporters],
        labelSetters: [...commonLabelSetters, ...declared.labelSetters],
        semantics: kubernetes.semantics,
      },
    )
    const isStuck = found.places.some(({ stuck }) => stuck.length > 0)
    return {
      answer: { kubernetes: kubernetes.kubernetes, found, details },
      unchecked: noneLeft(served.length, taken),
      notes: notYetThere(
        served.flatMap(({ daemonSet, isNew }) => (isNew ? [objectKey(daemonSet)] : [])),
      ),
      failed: check && isStuck,
    }
  },
  formats: {
    text: ({ found, details }, { style, width }) => readyText(found, { style, width, details }),
    json: ({ kubernetes, found }, { problems }) => ({
      formatVersion: FORMAT_VERSION,
      kubernetes,
      ...incompleteJson(problems),
      ...found,
    }),
    markdown: ({ found }, { said }) => withInput(readyMarkdown(found), said),
  },
})
