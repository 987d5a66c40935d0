import { auditRules } from '../../audit/auditRules.js'
import { own } from '../../data/own.js'
import { SEVERITIES, type Severity } from '../../reason/finding.js'
import { UsageError } from '../exitCode.js'
import { didYouMean, nearest } from '../frame/nearest.js'
import { choiceOption, listOption, type Reader } from './option.js'

export const FAIL_ON = choiceOption(
  {
    name: 'fail-on',
    value: 'SEVERITY',
    choices: [...SEVERITIES, 'never'],
    text: 'exit with 1 from error (unless given), warning or note on, or never',
  },
  'error',
)

const LEVELS: Readonly<Record<string, Severity | 'off'>> = {
  error: 'error',
  warning: 'warning',
  note: 'note',
  info: 'note',
  off: 'off',
}

const severityChoice: Reader<readonly [string, Severity | 'off']> = (text, flag) => {
  const [code = '', level = '', ...more] = text.split('=')
  const severity = own(LEVELS, level)
  if (severity === undefined || more.length > 0) {
    throw new UsageError(
      `${flag} ${text}: expected CODE=SEVERITY, where the severity is error, warning, note (or info) or off`,
    )
  }
  const codes = Object.keys(auditRules)
  if (codes.includes(code)) return [code, severity]
  throw new UsageError(
    `${flag} ${text}: there is no rule ${code}${didYouMean(nearest(code, codes))}`,
  )
}

/** How bad the findings of some rules are, whatever the rules say. */
export const SEVERITY_CHOICES = listOption(
  {
    name: 'severity',
    value: 'CODE=SEVERITY',
    text: 'findings of this rule are an error, a warning, a note (or info), or not told (off)',
  },
  severityChoice,
)
