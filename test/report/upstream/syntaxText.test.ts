import { describe, expect, it } from 'vitest'
import type { SyntaxFault } from '../../../src/data/labelSyntax.js'
import { syntaxText } from '../../../src/report/upstream/syntaxText.js'

describe('syntaxText', () => {
  it.each<[SyntaxFault, string]>([
    [
      'KeyShape',
      "a valid label key must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]') with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')",
    ],
    ['PrefixEmpty', 'prefix part must be non-empty'],
    ['PrefixTooLong', 'prefix part must be no more than 253 bytes'],
    [
      'PrefixFormat',
      String.raw`prefix part a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')`,
    ],
    ['NameEmpty', 'name part must be non-empty'],
    ['NameTooLong', 'name part must be no more than 63 bytes'],
    [
      'NameFormat',
      "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
    ],
    ['ValueTooLong', 'must be no more than 63 bytes'],
    [
      'ValueFormat',
      "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')",
    ],
    ['SubdomainTooLong', 'must be no more than 253 characters'],
    [
      'SubdomainFormat',
      String.raw`a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')`,
    ],
  ])('says of %s what Kubernetes says', (fault, expected) => {
    expect(syntaxText(fault)).toBe(expected)
  })
})
