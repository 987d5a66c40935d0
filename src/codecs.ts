export {
  AffinityCodec,
  ControllerRevisionCodec,
  DaemonSetCodec,
  EventCodec,
  LabelSelectorCodec,
  NamespaceCodec,
  NodeCodec,
  NodeSelectorTermCodec,
  ObjectMetaCodec,
  PodCodec,
  PodSpecCodec,
  PodTemplateCodec,
  TaintCodec,
  TolerationCodec,
} from './decode/codecs.js'
export type { Codec, GoType } from './decode/goTypes.js'
export type {
  Context,
  ContextEntry,
  Decode,
  Decoder,
  Encode,
  Encoder,
  Errors,
  Validate,
  Validation,
  ValidationError,
} from 'io-ts'
