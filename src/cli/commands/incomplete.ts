import type { Style } from '../../report/text/style.js'
import { counted } from '../../report/text/table.js'
import type { Problem } from '../input/snapshot.js'

/** What JSON output says of input that could not be read in full. */
export const incompleteJson = (
  problems: readonly Problem[],
): { readonly incomplete: boolean; readonly problems: readonly Problem[] } => ({
  incomplete: problems.length > 0,
  problems,
})

/** The same in text: a line, or none. */
export const incompleteLines = (problems: readonly Problem[], style: Style): readonly string[] =>
  problems.length === 0
    ? []
    : [style.warn(`Incomplete: ${counted(problems.length, 'problem')} in the input.`)]
