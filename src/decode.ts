export {
  decodeNodeTemplates,
  type DecodeNodeTemplateOptions,
} from './decode/decodeNodeTemplates.js'
export { decodeSuite } from './decode/decodeSuite.js'
export { parseJson } from './decode/json.js'
export {
  standardSchema,
  type StandardResult,
  type StandardSchema,
} from './decode/standardSchema.js'
