export type { TextKind } from './redact/pseudonyms.js'
export { redact, type RedactOptions, type Redaction } from './redact/redact.js'
