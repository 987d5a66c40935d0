const SPECIAL = /[\\`*_[\]<>|~&#@!]/g

/** A text as Markdown shows it: nothing in it is markup, and it stays on its line. */
export const markdownText = (text: string): string =>
  text.replaceAll(/\s+/g, ' ').replace(SPECIAL, (character) => `\\${character}`)

/** Rows of Markdown as a table; the first one is the head. */
export const markdownTable = ([
  head = [],
  ...rows
]: readonly (readonly string[])[]): readonly string[] =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`)
