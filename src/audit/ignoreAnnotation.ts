import type { Surveyed } from '../cluster/survey.js'
import type { Finding } from '../reason/finding.js'
import type { AuditRule } from './rule.js'

/** The annotation that silences a code on an object is this followed by the code; its value says why. */
const ANNOTATION_IGNORE = 'ignore.podfit/'

/** An annotation that silences findings, and is not as it should be. @since 0.2.0 */
export interface IgnoreAnnotation extends Finding {
  readonly code: 'IgnoreAnnotation'
  /** The code that it silences. */
  readonly rule: string
  /** It says no reason, there is no such rule, or the rule has found nothing. */
  readonly problem: 'NoReason' | 'UnknownRule' | 'Unused'
}

/** What the annotations of a DaemonSet silence: codes, each with the reason. */
export const ignoredOf = ({
  daemonSet: { metadata },
}: Pick<Surveyed, 'daemonSet'>): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(metadata?.annotations ?? {}).flatMap(([key, reason]) =>
      key.startsWith(ANNOTATION_IGNORE) ? [[key.slice(ANNOTATION_IGNORE.length), reason]] : [],
    ),
  )

const problemOf = (
  { subject }: Pick<Surveyed, 'subject'>,
  rule: string,
  problem: IgnoreAnnotation['problem'],
): IgnoreAnnotation => ({
  code: 'IgnoreAnnotation',
  severity: problem === 'Unused' ? 'note' : 'warning',
  subject,
  path: ['metadata', 'annotations', `${ANNOTATION_IGNORE}${rule}`],
  rule,
  problem,
})

/** Annotations that silence findings without a reason, or of a rule that there is not. */
export const ignoreAnnotation: AuditRule<IgnoreAnnotation> = {
  code: 'IgnoreAnnotation',
  severities: ['warning', 'note'],
  needs: ['daemonSets'],
  doc: {
    means:
      'An annotation `ignore.podfit/CODE` (`rule`) says no reason, names no rule that there is, or silences nothing that was found (`problem`); the last one is a note, and told only of rules that were checked.',
    fix: 'Say in its value why the finding is all right, correct the code, or take the annotation out.',
  },
  check: ({ daemonSets, codes }) =>
    daemonSets.flatMap((surveyed) =>
      [...ignoredOf(surveyed)].flatMap(([rule, reason]) => {
        if (!codes.has(rule)) return [problemOf(surveyed, rule, 'UnknownRule')]
        return reason.trim() === '' ? [problemOf(surveyed, rule, 'NoReason')] : []
      }),
    ),
}

/** Annotations that silence nothing, of rules that were checked. */
export const unusedIgnores = (
  daemonSets: readonly Surveyed[],
  isChecked: (rule: string) => boolean,
  isFound: (surveyed: Surveyed, rule: string) => boolean,
): readonly IgnoreAnnotation[] =>
  daemonSets.flatMap((surveyed) =>
    [...ignoredOf(surveyed).keys()].flatMap((rule) =>
      isChecked(rule) && !isFound(surveyed, rule) ? [problemOf(surveyed, rule, 'Unused')] : [],
    ),
  )
