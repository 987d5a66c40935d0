import { objectKey } from '../../kube/objectFacts.js'
import { diff, type Impact } from '../../impact/diff.js'
import { hasImpact, impactText } from '../../report/text/impactText.js'
import { plainStyle, type Style } from '../../report/text/style.js'
import { diffSides, type Sides } from './diffSides.js'
import { EXIT, UsageError } from '../exitCode.js'
import { evictionLines } from './evictionText.js'
import { markdownReport } from './markdownReport.js'
import { notFound } from './notFound.js'
import { incompleteJson, incompleteLines } from './incomplete.js'
import { refusalsJson, refusalText } from './refusals.js'
import type { Options, Output } from '../options/options.js'
import { FORMAT_VERSION, jsonText, styleFor } from './output.js'
import { onlySelected } from '../options/select.js'
import { readSnapshot, reportProblems, type Problem } from '../input/snapshot.js'
import type { World } from '../world.js'

const HOW = `compare what with what? podfit diff BEFORE AFTER, each a file, a directory or - (standard input), for example:
  podfit diff cluster.json manifest.yaml
  podfit diff main/ branch/ --nodes nodes.json`

/** `podfit diff BEFORE AFTER`: what changes for every DaemonSet. */
export const diffCommand = async (options: Options, world: World): Promise<number> => {
  const [first, second, ...more] = options.positionals
  if (first === undefined || second === undefined) throw new UsageError(HOW)
  if (more.length > 0) throw new UsageError(`too many arguments: ${more.join(' ')}`)
  const [before, after] = [await readSnapshot([first], world), await readSnapshot([second], world)]
  const shared = options.nodes.length > 0 ? await readSnapshot(options.nodes, world) : undefined
  const { kubernetes, semantics } = options.kubernetes
  const sides = diffSides(before.objects, after.objects, shared?.objects, semantics)
  const problems = [before, after, shared].flatMap((each) => each?.problems ?? [])
  if (sides.before.nodes === undefined || sides.after.nodes === undefined) {
    throw notFound('neither side has nodes; give them with --nodes FILE', problems)
  }
  const now = options.now ?? world.now().toISOString()
  const impact = diff(onlySelected(sides.before, options), onlySelected(sides.after, options), {
    now,
    semantics,
    applied: sides.applied,
    templates: sides.templates,
  })
  const outputs: Readonly<Partial<Record<Output, () => string>>> = {
    json: () => jsonText({ kubernetes, ...diffJson(impact, sides, problems, now) }),
    markdown: () =>
      markdownReport(impact, problems, { notes: refusedLines(sides.refused, plainStyle) }),
  }
  const text = (): string => diffReport(impact, sides, problems, styleFor(options, world))
  world.stdout((outputs[options.output] ?? text)())
  const code = reportProblems(problems, world)
  if (code !== EXIT.done) return code
  if (sides.refused.length > 0) return EXIT.failed
  return options.detailedExitCode && hasImpact(impact) ? EXIT.changes : EXIT.done
}

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
): string => {
  const lines = [
    ...refusedLines(refused, style),
    ...impactText(impact, style),
    ...evictionLines(impact.evictions, style),
    ...incompleteLines(problems, style),
  ]
  return `${lines.join('\n')}\n`
}
