import { readdirSync, readFileSync } from 'node:fs'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'

const UPSTREAM = 'src/report/upstream/'

/** The pieces of text of a source file, without what is put into them. */
const piecesOf = (file: string): readonly string[] => {
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node)) found.push(node.text)
    if (ts.isTemplateMiddle(node) || ts.isTemplateTail(node)) found.push(node.text)
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest))
  return found
}

const isSentence = (text: string): boolean => text.trim().split(/\s+/).length >= 4

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => `src/${file.replaceAll('\\', '/')}`)
const sentences = files
  .filter((file) => file.startsWith(UPSTREAM))
  .flatMap((file) => piecesOf(file).filter(isSentence))

describe("Kubernetes' and kubectl's own sentences", () => {
  it('each stand once', () => {
    expect(sentences.length).toBeGreaterThan(50)
    const twice = sentences.filter((text, i) => sentences.indexOf(text) !== i)
    expect(twice).toEqual([])
  })

  it('stand nowhere else', () => {
    const elsewhere = files
      .filter((file) => !file.startsWith(UPSTREAM))
      .flatMap((file) => {
        const pieces = piecesOf(file)
        return sentences
          .filter((text) => pieces.some((piece) => piece.includes(text)))
          .map((text) => `${file}: ${text}`)
      })
    expect(elsewhere).toEqual([])
  })
})
