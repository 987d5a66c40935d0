/** A document of an input, by its number in it, or why it could not be parsed. */
export type ParsedDocument =
  | { readonly index: number; readonly value: unknown }
  | { readonly index: number; readonly message: string; readonly line?: number }
