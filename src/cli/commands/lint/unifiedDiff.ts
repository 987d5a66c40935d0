import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff'

/**
 * What is different between two texts, line by line, as `diff -u` prints it and `patch` takes it; nothing where they are the same.
 *
 * - **Rules**
 *   1. Each change stands between three lines of what stays; changes that lie nearer together are one piece.
 *   2. A last line without an end is followed by one that says so.
 */
export const unifiedDiff = (
  before: string,
  after: string,
  { from, to }: { readonly from: string; readonly to: string },
): readonly string[] => {
  if (before === after) return []
  const options = { context: 3, headerOptions: FILE_HEADERS_ONLY }
  const patch = createTwoFilesPatch(from, to, before, after, undefined, undefined, options)
  return patch.split('\n').slice(0, -1)
}
