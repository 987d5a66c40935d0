export { checkFields, checkJsonFields } from './fields/checkFields.js'
export type { CheckFieldsOptions, FieldsFault, ObjectType } from './fields/checkFields.js'
export type { DuplicateKey, FieldIssue, UnknownField } from './reason/fieldIssue.js'
