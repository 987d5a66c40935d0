import type { OddFields } from '../../fields/oddFields.js'
import type { FindingText } from './findingReport.js'
import { counted, firstOf } from '../text/table.js'

const TOLD = 10

/** Which releases have a field, as far as that is said. */
export const releasesText = (
  since: string | undefined,
  until: string | undefined,
): readonly string[] => [
  ...(since === undefined ? [] : [`Kubernetes ${since} is the first that has it`]),
  ...(until === undefined ? [] : [`Kubernetes ${until} is the last that had it`]),
]

/** What a release does not know in objects of a kind: one line, and the fields. */
export const oddFieldsText = (
  { code, objects, first, fields }: OddFields,
  kubernetes: string,
): FindingText => {
  const what =
    code === 'UnknownField'
      ? `${counted(fields.length, 'field')} that Kubernetes ${kubernetes} does not know`
      : `${counted(fields.length, 'field')} whose value Kubernetes ${kubernetes} does not decode`
  const where = objects === 1 ? `in ${first}` : `in ${objects} of them, ${first} the first`
  const [told, rest] = firstOf(fields, TOLD)
  return {
    message: `${what}, ${where}; passed over`,
    details: [
      ...told.map(({ path, objects: here, since, until }) =>
        [
          objects === 1 || here === objects ? path : `${path}, in ${here}`,
          ...releasesText(since, until),
        ].join(': '),
      ),
      ...(rest.length === 0 ? [] : [`and ${rest.length} more`]),
    ],
  }
}
