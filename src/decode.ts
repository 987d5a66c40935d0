export { decodeNodeTemplate, type DecodeNodeTemplateOptions } from './decode/decodeNodeTemplate.js'
export { decodeSuite } from './decode/decodeSuite.js'
export { parseJson } from './decode/json.js'
