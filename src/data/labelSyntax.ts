/**
 * What is wrong with a label key, a taint key or a label value. Kubernetes' own sentence for each stands
 * in the report room.
 *
 * @since 0.1.0
 */
export type SyntaxFault =
  | 'KeyShape'
  | 'PrefixEmpty'
  | 'PrefixTooLong'
  | 'PrefixFormat'
  | 'NameEmpty'
  | 'NameTooLong'
  | 'NameFormat'
  | 'ValueTooLong'
  | 'ValueFormat'
  | 'SubdomainTooLong'
  | 'SubdomainFormat'
  | 'DnsLabelTooLong'
  | 'DnsLabelDots'
  | 'DnsLabelFormat'

const NAME = /^(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/
const VALUE = /^(?:(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/
const SUBDOMAIN = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/

const MAX_NAME_BYTES = 63
const MAX_SUBDOMAIN_BYTES = 253

/** Length in UTF-8 bytes, which is what every Kubernetes length limit counts; a lone surrogate is 3, as U+FFFD. */
export const byteLength = (text: string): number => {
  let bytes = 0
  for (const character of text) {
    if (character.length === 2) bytes += 4
    else bytes += character < '\u0080' ? 1 : character < '\u0800' ? 2 : 3
  }
  return bytes
}

/**
 * What is wrong with a label key (also a taint key): an optional DNS subdomain prefix, a slash, a name.
 *
 * - **Upstream** apimachinery `pkg/api/validate/content/kube.go` IsLabelKey
 *
 * @example
 * import { labelKeyFaults } from 'podfit/api'
 *
 * labelKeyFaults('example.com/team') // => []
 * labelKeyFaults('example.com/') // => ['NameEmpty', 'NameFormat']
 *
 * @since 0.1.0
 */
export const labelKeyFaults = (key: string): readonly SyntaxFault[] => {
  const slash = key.indexOf('/')
  if (slash !== key.lastIndexOf('/')) return ['KeyShape']
  const faults: SyntaxFault[] = []
  const name = key.slice(slash + 1)
  if (slash >= 0) faults.push(...prefixFaults(key.slice(0, slash)))
  if (name.length === 0) faults.push('NameEmpty')
  else if (byteLength(name) > MAX_NAME_BYTES) faults.push('NameTooLong')
  if (!NAME.test(name)) faults.push('NameFormat')
  return faults
}

const prefixFaults = (prefix: string): readonly SyntaxFault[] => {
  if (prefix.length === 0) return ['PrefixEmpty']
  const faults: SyntaxFault[] = []
  if (byteLength(prefix) > MAX_SUBDOMAIN_BYTES) faults.push('PrefixTooLong')
  if (!SUBDOMAIN.test(prefix)) faults.push('PrefixFormat')
  return faults
}

/**
 * What is wrong with a label value (also a taint value). The empty value is fine.
 *
 * - **Upstream** apimachinery `pkg/api/validate/content/kube.go` IsLabelValue
 *
 * @example
 * import { labelValueFaults } from 'podfit/api'
 *
 * labelValueFaults('') // => []
 * labelValueFaults('-a') // => ['ValueFormat']
 *
 * @since 0.1.0
 */
export const labelValueFaults = (value: string): readonly SyntaxFault[] => {
  const faults: SyntaxFault[] = []
  if (byteLength(value) > MAX_NAME_BYTES) faults.push('ValueTooLong')
  if (!VALUE.test(value)) faults.push('ValueFormat')
  return faults
}

/**
 * What is wrong with a DNS-1123 subdomain, the form of node names.
 *
 * - **Upstream** apimachinery `pkg/util/validation/validation.go` IsDNS1123Subdomain
 */
export const subdomainFaults = (name: string): readonly SyntaxFault[] => {
  const faults: SyntaxFault[] = []
  if (byteLength(name) > MAX_SUBDOMAIN_BYTES) faults.push('SubdomainTooLong')
  if (!SUBDOMAIN.test(name)) faults.push('SubdomainFormat')
  return faults
}

const DNS_LABEL = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/

/**
 * What is wrong with a DNS-1123 label, the form of namespaces and of containers' names.
 *
 * - **Upstream** apimachinery `pkg/util/validation/validation.go` IsDNS1123Label
 */
export const dnsLabelFaults = (label: string): readonly SyntaxFault[] => {
  const faults: SyntaxFault[] = []
  if (byteLength(label) > MAX_NAME_BYTES) faults.push('DnsLabelTooLong')
  if (!DNS_LABEL.test(label)) faults.push(SUBDOMAIN.test(label) ? 'DnsLabelDots' : 'DnsLabelFormat')
  return faults
}
