import { chosenFixes, fixPatch } from '../../../audit/fixPatch.js'
import type { AuditFinding } from '../../../audit/auditRules.js'
import { addAll } from '../../../data/appended.js'
import { grouped } from '../../../data/grouped.js'
import type { DaemonSet } from '../../../kube/daemonSet.js'
import { subjectText } from '../../../report/formats/findingReport.js'
import { auditText } from '../../../report/text/auditText.js'
import type { Problem } from '../../input/problem.js'
import type { Snapshot } from '../../input/snapshot.js'
import { editedText, type Change, type EditedText, type NamedText } from './editedText.js'

/** What a finding would change, and where. */
export interface LintFix {
  readonly finding: AuditFinding
  readonly origin: ReturnType<Snapshot['originOf']>
  readonly object: DaemonSet
}

/** Texts with everything put right that can be. */
export interface FixedTexts {
  readonly texts: readonly NamedText[]
  /** What was put right. */
  readonly notes: readonly string[]
  /** What could have been, and stands where it cannot be changed alone. */
  readonly problems: readonly Problem[]
}

/** Each round makes what it looks at smaller, or says it otherwise: some are enough for what a hand has written. */
const MOST_ROUNDS = 100

/** Puts right what can be, and what comes to light by that. */
export const fixedTexts = async (
  texts: readonly NamedText[],
  lint: (texts: readonly NamedText[]) => Promise<readonly LintFix[]>,
): Promise<FixedTexts> => {
  let now = texts
  const notes: string[] = []
  let problems: readonly Problem[] = []
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const fixes = await lint(now)
    const changed = now.map((text) => fixedText(text, fixes))
    problems = changed.flatMap((each) => each.problems)
    const done = changed.flatMap((each) => each.notes)
    if (done.length === 0) break
    addAll(notes, done)
    now = changed.map(({ name, text }) => ({ name, text }))
  }
  return { texts: now, notes, problems }
}

/** All fixes at once; where one of them is in the way, those that can be made by themselves. */
const fixedText = (source: NamedText, fixes: readonly LintFix[]): EditedText => {
  const here = fixes.filter(({ origin }) => origin?.file === source.name)
  const all = textWith(source, here)
  if (all.problems.length === 0) return all
  const free = here.filter((fix) => textWith(source, [fix]).problems.length === 0)
  return { ...textWith(source, free), problems: all.problems }
}

const textWith = (source: NamedText, here: readonly LintFix[]): EditedText => {
  const { name } = source
  const changes = [...grouped(here, ({ origin }) => JSON.stringify(origin)).values()].map(
    (same): Change => {
      const [{ origin, object }] = same
      const findings = same.map(({ finding }) => finding)
      return {
        at: origin,
        patch: fixPatch(findings, object),
        notes: chosenFixes(findings).map(
          (finding) =>
            `fixed: ${name}: ${subjectText(finding.subject)}: ${auditText(finding).message} [${finding.code}]`,
        ),
      }
    },
  )
  return editedText(source, changes, 'fixed')
}
