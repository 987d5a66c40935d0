import { cluster } from '../../cluster/cluster.js'
import type { ClusterChange } from '../../impact/clusterChange.js'
import { whatIf, type WhatIf } from '../../impact/whatIf.js'
import { hasImpact, impactText } from '../../report/text/impactText.js'
import { markdownText } from '../../report/formats/markdown.js'
import type { Style } from '../../report/text/style.js'
import { whatIfStepText } from '../../report/text/whatIfText.js'
import { EXIT, UsageError } from '../exitCode.js'
import { evictionLines } from './evictionText.js'
import { notFound } from './notFound.js'
import { onlyTemplate } from './onlyTemplate.js'
import { incompleteJson, incompleteLines } from './incomplete.js'
import { markdownReport } from './markdownReport.js'
import type { Options, Output } from '../options/options.js'
import { FORMAT_VERSION, jsonText, styleFor } from './output.js'
import { parseEdit } from '../options/parseEdit.js'
import { onlySelected } from '../options/select.js'
import { readSnapshot, reportProblems, type Problem } from '../input/snapshot.js'
import type { World } from '../world.js'

/** `podfit what-if EDIT...`: what follows from changes of the cluster's nodes, one after the other. */
export const whatIfCommand = async (options: Options, world: World): Promise<number> => {
  const edits = options.positionals
  if (edits.length === 0) {
    throw new UsageError("what if what? podfit what-if 'cordon worker-1' -f FILE")
  }
  const changes: ClusterChange[] = []
  for (const edit of edits.map(parseEdit)) {
    changes.push(
      edit.code === 'Add'
        ? {
            code: 'Add',
            template: await onlyTemplate(edit.template, edit.pool, world),
            count: edit.count,
          }
        : edit,
    )
  }
  const snapshot = await readSnapshot(options.files, world)
  const before = onlySelected(cluster(snapshot.objects), options)
  if (before.nodes === undefined) throw notFound('the input has no nodes', snapshot.problems)
  const now = options.now ?? world.now().toISOString()
  const { kubernetes, semantics } = options.kubernetes
  const answer = whatIf(before, changes, { now, semantics })
  const { problems } = snapshot
  const outputs: Readonly<Partial<Record<Output, () => string>>> = {
    json: () => jsonText({ kubernetes, ...whatIfJson(edits, answer, problems, now) }),
    markdown: () => markdownReport(answer.impact, problems, { lead: stepsList(edits, answer) }),
  }
  const text = (): string => whatIfReport(edits, answer, problems, styleFor(options, world))
  world.stdout((outputs[options.output] ?? text)())
  const code = reportProblems(problems, world)
  if (code !== EXIT.done) return code
  if (answer.steps.some(({ faults }) => faults.length > 0)) return EXIT.failed
  return options.detailedExitCode && hasImpact(answer.impact) ? EXIT.changes : EXIT.done
}

const whatIfJson = (
  edits: readonly string[],
  { steps, impact }: WhatIf,
  problems: readonly Problem[],
  now: string,
): object => ({
  formatVersion: FORMAT_VERSION,
  now,
  ...incompleteJson(problems),
  steps: steps.map((step, i) => ({ edit: edits[i], ...step })),
  ...impact,
})

/** The steps as a list, and what each of them does as a list under it. */
const stepsList = (edits: readonly string[], { steps }: WhatIf): readonly string[] =>
  steps.flatMap((step, i) => {
    const [title = '', ...lines] = whatIfStepText(edits[i] ?? '', step)
    return [
      `- **${markdownText(title)}**`,
      ...lines.map((line) => `  - ${markdownText(line.trim())}`),
    ]
  })

const whatIfReport = (
  edits: readonly string[],
  { steps, impact }: WhatIf,
  problems: readonly Problem[],
  style: Style,
): string => {
  const lines = [
    ...steps.flatMap((step, i) => [...whatIfStepText(edits[i] ?? '', step, style), '']),
    ...impactText(impact, style),
    ...evictionLines(impact.evictions, style),
    ...incompleteLines(problems, style),
  ]
  return `${lines.join('\n')}\n`
}
