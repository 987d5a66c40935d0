import { existsSync, readFileSync } from 'node:fs'
import { Ajv, type ValidateFunction } from 'ajv'
import draft04 from 'ajv-draft-04'

type Schema = Readonly<Record<string, unknown>>

/** The published schema of what a verb prints with `-o json`; none of a verb that prints no JSON. */
export const schemaOf = (verb: string): Schema | undefined => {
  const file = `schemas/${verb}.json`
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Schema) : undefined
}

/** A schema that takes no member that it does not name; published ones do, for members are added without notice. */
export const closed = (schema: unknown): unknown => {
  if (Array.isArray(schema)) return schema.map(closed)
  if (typeof schema !== 'object' || schema === null) return schema
  const parts = Object.fromEntries(Object.entries(schema).map(([key, part]) => [key, closed(part)]))
  return 'properties' in parts && !('additionalProperties' in parts)
    ? { ...parts, additionalProperties: false }
    : parts
}

const known = new Map<string, ValidateFunction | undefined>()

const validatorOf = (verb: string): ValidateFunction | undefined => {
  if (!known.has(verb)) {
    const schema = schemaOf(verb)
    const ajv = new Ajv({ strict: true, allowUnionTypes: true, strictTuples: false })
    known.set(verb, schema && ajv.compile(closed(schema) as Schema))
  }
  return known.get(verb)
}

/** What of a verb's answer is not as its schema says, with no member that it does not name. */
export const schemaFaults = (verb: string, answer: unknown): readonly string[] => {
  const validate = validatorOf(verb)
  return validate === undefined ? [`there is no schemas/${verb}.json`] : faultsOf(validate, answer)
}

const faultsOf = (validate: ValidateFunction, value: unknown): readonly string[] =>
  validate(value)
    ? []
    : (validate.errors ?? []).map(
        ({ instancePath, message, params }) =>
          `${instancePath === '' ? '/' : instancePath} ${message ?? ''} ${JSON.stringify(params)}`,
      )

/** The schema of SARIF 2.1.0, as the authors of the format publish it, from the package that has it. */
const SARIF_SCHEMA = 'node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'

const compiled = new Map<string, ValidateFunction>()

const compiledSarif = (): ValidateFunction => {
  const validator = compiled.get(SARIF_SCHEMA)
  if (validator !== undefined) return validator
  const ajv = new draft04.default({
    strict: false,
    unicodeRegExp: false,
    validateFormats: false,
    logger: false,
  })
  const validate = ajv.compile(JSON.parse(readFileSync(SARIF_SCHEMA, 'utf8')) as Schema)
  compiled.set(SARIF_SCHEMA, validate)
  return validate
}

/** What of a SARIF log is not as the schema of SARIF 2.1.0 says. */
export const sarifFaults = (log: unknown): readonly string[] => faultsOf(compiledSarif(), log)
