import type { NodeFacts } from '../../../analysis/nodeFacts.js'
import { audit, type NotChecked } from '../../../audit/audit.js'
import type { AuditFinding } from '../../../audit/auditRules.js'
import type { Fixable } from '../../../audit/rule.js'
import type { DaemonSet } from '../../../kube/daemonSet.js'
import type { KubernetesSemantics } from '../../../kube/semanticsFor.js'
import { namespacedName, objectKey } from '../../../kube/objectFacts.js'
import type { Severity } from '../../../reason/finding.js'
import { reportedFinding } from '../../../report/formats/findingReport.js'
import { auditText } from '../../../report/text/auditText.js'
import { findingLines } from '../../../report/text/findingsText.js'
import { plainStyle } from '../../../report/text/style.js'
import { UsageError } from '../../exitCode.js'
import { command } from '../../frame/command.js'
import { sources } from '../../input/files.js'
import type { Source } from '../../input/source.js'
import type { Snapshot } from '../../input/snapshot.js'
import type { Desk, Taken } from '../../input/takeIn.js'
import { DETAILS, MANIFESTS, NAMESPACE } from '../../options/commonOptions.js'
import { KUBERNETES } from '../../options/kubernetesOption.js'
import { NODE_FACTS } from '../../options/nodeFactsOption.js'
import { printingItself, switchOption } from '../../options/option.js'
import { fails } from '../../options/optionValues.js'
import { noneLeft } from '../../options/select.js'
import { FAIL_ON, SEVERITY_CHOICES } from '../../options/severityOptions.js'
import {
  AUDIT_CASES,
  auditJson,
  auditReport,
  located,
  type AuditAnswer,
  type Located,
} from './auditAnswer.js'
import type { FixedTexts, LintFix } from './lintFixes.js'
import { joinedTexts, manifestsIn, sourceOf, textsOf } from './manifests.js'

/** `podfit lint`: what is wrong with manifests, as far as they show it themselves. */
export const lintCommand = command({
  name: 'lint',
  summary: 'what is wrong with manifests of DaemonSets, without a cluster',
  about: [
    'The rules of audit that need no cluster; with one beside the manifests (-f cluster.json), all of them.',
    'Looked at are manifests, and where there are none, the DaemonSets of the cluster.',
  ],
  arguments: {},
  options: {
    files: MANIFESTS,
    namespace: NAMESPACE,
    kubernetes: KUBERNETES,
    fix: printingItself(
      switchOption({
        name: 'fix',
        text: 'print the files with everything put right that can be',
      }),
    ),
    severities: SEVERITY_CHOICES,
    nodeFacts: NODE_FACTS,
    failOn: FAIL_ON,
    details: DETAILS,
  },
  examples: [
    { line: 'podfit lint -f daemonset.yaml', text: 'findings, the gravest first' },
    {
      line: 'podfit lint -f daemonset.yaml --severity PreferredAffinity=off -o sarif > lint.sarif',
      text: 'for code scanning, without one of the rules',
    },
    { line: 'podfit lint -f daemonset.yaml --fix > fixed.yaml', text: 'what can be put right is' },
  ],
  run: async (
    { files, namespace, kubernetes, fix, severities, nodeFacts, failOn, details },
    world,
  ) => {
    const options = {
      namespace,
      kubernetes,
      severities: Object.fromEntries(severities),
      nodeFacts,
    }
    if (files.length === 0) {
      throw new UsageError('give the manifests with -f FILE, -f DIRECTORY or -f - (standard input)')
    }
    const all = await sources(files, world)
    const lint = async (now: readonly Source[]) => await lintOf(now, world, options)
    const fixed = fix ? await fixedSources(all, lint) : undefined
    const { taken, answer } = await lint(fixed?.texts.map(sourceOf) ?? all)
    world.took(taken)
    const findings =
      fixed === undefined
        ? await located(answer.findings, answer.snapshot)
        : answer.findings.map((finding) => placed(finding, answer))
    const common = {
      unchecked: noneLeft(answer.looked.length, taken, { namespace }),
      failed: findings.some(({ severity }) => fails(severity, failOn)),
      problems: fixed?.problems ?? [],
    }
    const found: AuditAnswer = {
      verb: 'lint',
      findings,
      notChecked: answer.notChecked,
      daemonSets: answer.looked.map(objectKey),
      failOn,
      details,
    }
    if (fixed === undefined) return { answer: found, ...common }
    return {
      answer: found,
      ...common,
      asIs: joinedTexts(fixed.texts),
      notes: [
        ...fixed.notes,
        ...findings.flatMap(({ origin, ...finding }) =>
          findingLines(reportedFinding(finding, auditText(finding), origin), plainStyle),
        ),
      ],
    }
  },
  formats: { text: auditReport, json: auditJson, ...AUDIT_CASES },
})

interface LintOptions {
  readonly namespace: string | undefined
  readonly kubernetes: KubernetesSemantics
  readonly severities: Readonly<Record<string, Severity | 'off'>>
  readonly nodeFacts: NodeFacts | undefined
}

const fixedSources = async (
  all: readonly Source[],
  lint: (now: readonly Source[]) => ReturnType<typeof lintOf>,
): Promise<FixedTexts> => {
  const texts = await textsOf(all)
  const { fixedTexts } = await import('./lintFixes.js')
  return await fixedTexts(texts, async (now) => (await lint(now.map(sourceOf))).fixable)
}

/** The lines of what is printed are not those of the file. */
const placed = (finding: AuditFinding, { looked, snapshot }: Linted): Located => {
  const object = looked.find((each) => objectKey(each) === namespacedName(finding.subject))
  const origin = object && snapshot.originOf(object)
  return { ...finding, ...(origin !== undefined && { origin: { file: origin.file } }) }
}

interface Linted {
  readonly findings: readonly AuditFinding[]
  readonly notChecked: readonly NotChecked[]
  /** The DaemonSets that findings are told of. */
  readonly looked: readonly DaemonSet[]
  readonly snapshot: Pick<Snapshot, 'objects' | 'originOf'>
}

const lintOf = async (
  all: readonly Source[],
  world: Desk,
  { namespace, kubernetes, severities, nodeFacts }: LintOptions,
): Promise<{
  readonly taken: Taken
  readonly fixable: readonly LintFix[]
  readonly answer: Linted
}> => {
  const { snapshot, taken, given, stored, looked, originOf } = await manifestsIn(all, world, {
    namespace,
    kubernetes,
  })
  const keys = new Set(looked.map(objectKey))
  const daemonSets = [...stored.filter((each) => !keys.has(objectKey(each))), ...looked]
  const { objects } = snapshot
  const here = { ...objects, ...(objects.daemonSets && { daemonSets }) }
  const { findings: found, notChecked } = audit(here, {
    templates: objects.templates,
    semantics: kubernetes.semantics,
    severities,
    nodeFacts,
  })
  const findings = found.filter(
    ({ subject }) => subject.kind === 'DaemonSet' && keys.has(namespacedName(subject)),
  )
  const fixable = findings.flatMap((finding): readonly LintFix[] => {
    const { fix = [] }: Fixable = finding
    const object = looked.find((each) => objectKey(each) === namespacedName(finding.subject))
    return fix.length === 0 || object === undefined
      ? []
      : [{ finding, origin: originOf(object), object: given.get(object) ?? object }]
  })
  return {
    taken,
    fixable,
    answer: { findings, notChecked, looked, snapshot: { objects: here, originOf } },
  }
}
