export * from './core.js'

export type { BrokenObject, DecodedObjects } from './decode/collectObjects.js'
export {
  decodeControllerRevision,
  decodeDaemonSet,
  decodeEvent,
  decodeNamespace,
  decodeNode,
  decodeObject,
  decodePod,
  type DecodedObject,
} from './decode/decodeObject.js'
export { decodeObjects } from './decode/decodeObjects.js'
export { decodeJson, parseJson, type JsonFault } from './decode/json.js'
