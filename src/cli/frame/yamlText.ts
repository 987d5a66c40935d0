import { UNSEEN } from '../../data/exactJson.js'

/** A value as YAML, each text on one line and what is said twice written twice. */
export const yamlText = async (value: unknown): Promise<string> => {
  const { Document, visit } = await import('yaml')
  const { isPlainText } = await import('../../decode/yaml.js')
  const document = new Document(value, { aliasDuplicateObjects: false, compat: 'yaml-1.1' })
  visit(document, {
    Scalar: (_key, scalar) => {
      const { value: text } = scalar
      if (typeof text === 'string' && (!isPlainText(text) || text.search(UNSEEN) >= 0)) {
        scalar.type = 'QUOTE_DOUBLE'
      }
    },
  })
  const text = document.toString({
    lineWidth: 0,
    blockQuote: false,
    doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER,
  })
  // They stand in double quotes, where YAML takes escapes.
  return text.replace(UNSEEN, (character) => {
    const code = (character.codePointAt(0) ?? 0).toString(16)
    return code.length > 4 ? `\\U${code.padStart(8, '0')}` : `\\u${code.padStart(4, '0')}`
  })
}
