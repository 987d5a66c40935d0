import type { SyntaxFault } from '../../data/labelSyntax.js'

const NAME = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]'
const VALUE = `(${NAME})?`
const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?'
const SUBDOMAIN = `${LABEL}(\\.${LABEL})*`

const ALPHANUMERIC =
  "alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character"

const withExamples = (text: string, pattern: string, examples: readonly string[]): string =>
  `${text} (e.g. ${examples.map((example) => `'${example}', `).join(' or ')}regex used for validation is '${pattern}')`

const NAME_TEXT = withExamples(`must consist of ${ALPHANUMERIC}`, NAME, [
  'MyName',
  'my.name',
  '123-abc',
])
const SUBDOMAIN_TEXT = withExamples(
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
  SUBDOMAIN,
  ['example.com'],
)

const TEXT: Readonly<Record<SyntaxFault, string>> = {
  KeyShape: `a valid label key ${NAME_TEXT} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
  PrefixEmpty: 'prefix part must be non-empty',
  PrefixTooLong: 'prefix part must be no more than 253 bytes',
  PrefixFormat: `prefix part ${SUBDOMAIN_TEXT}`,
  NameEmpty: 'name part must be non-empty',
  NameTooLong: 'name part must be no more than 63 bytes',
  NameFormat: `name part ${NAME_TEXT}`,
  ValueTooLong: 'must be no more than 63 bytes',
  ValueFormat: withExamples(
    `a valid label must be an empty string or consist of ${ALPHANUMERIC}`,
    VALUE,
    ['MyValue', 'my_value', '12345'],
  ),
  SubdomainTooLong: 'must be no more than 253 characters',
  SubdomainFormat: SUBDOMAIN_TEXT,
  DnsLabelTooLong: 'must be no more than 63 characters',
  DnsLabelDots: 'must not contain dots',
  DnsLabelFormat: withExamples(
    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character",
    LABEL,
    ['my-name', '123-abc'],
  ),
}

/** What Kubernetes says of a syntax fault. */
export const syntaxText = (fault: SyntaxFault): string => TEXT[fault]
