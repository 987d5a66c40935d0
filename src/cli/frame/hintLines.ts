/** Kinds of objects as they are told, and as kubectl calls them. */
const KINDS: readonly (readonly [told: RegExp, resource: string])[] = [
  [/\bnodes\b.* not given/i, 'nodes'],
  [/\bdaemonsets\b.* not given/i, 'daemonsets'],
  [/\bpods\b.* not given/i, 'pods'],
  [/\brevisions\b.* not given/i, 'controllerrevisions'],
  [/\bevents\b.* not given/i, 'events'],
]

/** Some names of many that do not say where the others are. */
const MORE = /\band \d+ more\b(?!(?: \(|;))/

/** What a verb takes, and was not given. */
export interface HintOptions {
  /** `--details`. */
  readonly details: boolean
  /** `--no-pods`. */
  readonly noPods: boolean
}

/** What to do about what an answer leaves out: kinds of objects that were not given, names that are only counted. */
export const hintLines = (
  lines: readonly string[],
  { details, noPods }: HintOptions,
): readonly string[] => {
  // Rules that were left out say themselves what they need, and may be meant to be.
  const told = lines.filter(
    (line) => line.includes('not given') && !line.startsWith('Not checked ('),
  )
  const missing = KINDS.flatMap(([pattern, resource]) =>
    told.some((line) => pattern.test(line)) ? [resource] : [],
  )
  return [
    ...(missing.length === 0
      ? []
      : [
          `What was not given: kubectl get ${missing.join(',')} -A -o json (one more -f)${noPods && missing.includes('pods') ? '; if there are none: --no-pods' : ''}`,
        ]),
    ...(lines.some((line) => MORE.test(line))
      ? [
          details
            ? 'Where it says "and N more": --details lists more, -o json everything'
            : 'Where it says "and N more": -o json lists everything',
        ]
      : []),
  ]
}
