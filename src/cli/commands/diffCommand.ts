import { objectKey } from '../../kube/objectFacts.js'
import { diff, type Impact } from '../../impact/diff.js'
import { hasImpact, impactText } from '../../report/text/impactText.js'
import { plainStyle, type Style } from '../../report/text/style.js'
import { command } from '../frame/command.js'
import { FORMAT_VERSION } from '../frame/formats.js'
import { incompleteJson, incompleteLines, notFound, type Problem } from '../input/problem.js'
import { readSnapshot } from '../input/snapshot.js'
import { DETAILED_EXITCODE, NAMESPACE, NOW, SELECTOR } from '../options/commonOptions.js'
import { KUBERNETES } from '../options/kubernetesOption.js'
import { fileArgument, textsOption } from '../options/option.js'
import { onlySelected } from '../options/select.js'
import { refusalsJson, refusalText } from './asServed.js'
import { diffSides, type Sides } from './diffSides.js'
import { markdownReport } from './markdownReport.js'
import { evictionLines } from './podLines.js'
import { currentTime } from '../world.js'

/** `podfit diff BEFORE AFTER`: what changes for every DaemonSet. */
export const diffCommand = command({
  name: 'diff',
  summary: 'what changes for every DaemonSet between two sets of files',
  arguments: {
    first: fileArgument('BEFORE', 'a file, a directory or - (standard input)'),
    second: fileArgument('AFTER', 'the same; manifests alone are applied to what was before'),
  },
  options: {
    nodes: textsOption({
      name: 'nodes',
      value: 'FILE',
      text: 'nodes, pods and node pools of both sides',
      files: true,
    }),
    namespace: NAMESPACE,
    selector: SELECTOR,
    now: NOW,
    detailedExitCode: DETAILED_EXITCODE,
    kubernetes: KUBERNETES,
  },
  examples: [
    { line: 'podfit diff cluster.json manifest.yaml', text: 'what applying a manifest changes' },
    {
      line: 'podfit diff main/ branch/ --nodes nodes.json -o markdown',
      text: 'what a pull request changes, as a comment',
    },
  ],
  run: async ({ first, second, nodes, detailedExitCode, ...given }, world) => {
    const before = await readSnapshot([first], world)
    const after = await readSnapshot([second], world)
    const shared = nodes.length > 0 ? await readSnapshot(nodes, world) : undefined
    const { kubernetes, semantics } = given.kubernetes
    const sides = diffSides(before.objects, after.objects, shared?.objects, semantics)
    const problems = [before, after, shared].flatMap((each) => each?.problems ?? [])
    if (sides.before.nodes === undefined || sides.after.nodes === undefined) {
      throw notFound('neither side has nodes; give them with --nodes FILE', problems)
    }
    const now = given.now ?? currentTime(world)
    const impact = diff(onlySelected(sides.before, given), onlySelected(sides.after, given), {
      now,
      semantics,
      applied: sides.applied,
      templates: sides.templates,
    })
    return {
      answer: { kubernetes, now, sides, impact },
      problems,
      failed: sides.refused.length > 0,
      changes: detailedExitCode && hasImpact(impact),
    }
  },
  formats: {
    text: ({ impact, sides }, { problems, style }) => diffReport(impact, sides, problems, style),
    json: ({ kubernetes, now, impact, sides }, { problems }) => ({
      kubernetes,
      ...diffJson(impact, sides, problems, now),
    }),
    markdown: ({ impact, sides }, { problems }) =>
      markdownReport(impact, problems, { notes: refusedLines(sides.refused, plainStyle) }),
  },
})

const diffJson = (
  impact: Impact,
  { applied, refused }: Sides,
  problems: readonly Problem[],
  now: string,
): object => ({
  formatVersion: FORMAT_VERSION,
  now,
  ...incompleteJson(problems),
  applied,
  refused: refusalsJson(refused),
  ...impact,
})

const refusedLines = (refused: Sides['refused'], style: Style): readonly string[] =>
  refused.flatMap(({ daemonSet, refused: errors }) =>
    errors.map((error) => `${style.bad('!')} ${objectKey(daemonSet)}: ${refusalText(error)}`),
  )

const diffReport = (
  impact: Impact,
  { refused }: Sides,
  problems: readonly Problem[],
  style: Style,
): readonly string[] => [
  ...refusedLines(refused, style),
  ...impactText(impact, style),
  ...evictionLines(impact.evictions, style),
  ...incompleteLines(problems, style),
]
