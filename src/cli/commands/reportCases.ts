import { casesMarkdown } from '../../report/formats/markdown.js'
import type { ReportedCase } from '../../report/formats/findingReport.js'
import { githubAnnotations } from '../../report/formats/githubAnnotations.js'
import { junit } from '../../report/formats/junit.js'
import { sarif } from '../../report/formats/sarif.js'
import type { Output } from '../options/options.js'
import { jsonText } from './output.js'
import { VERSION } from '../version.js'

/** Cases in the format that was asked for; text and JSON are the command's own. */
export const casesReport = (
  cases: readonly ReportedCase[],
  output: Exclude<Output, 'text' | 'json'>,
): string => {
  const findings = cases.flatMap((each) => each.findings)
  switch (output) {
    case 'markdown':
      return `${casesMarkdown(cases).join('\n')}\n`
    case 'junit':
      return junit(cases)
    case 'sarif':
      return jsonText(sarif(findings, { version: VERSION }))
    case 'github':
      return githubAnnotations(findings)
        .map((line) => `${line}\n`)
        .join('')
  }
}
