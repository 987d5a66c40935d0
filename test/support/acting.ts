/**
 * What in a text could act on the terminal or the CI system that shows it, or undefined: control characters, marks of
 * direction, invisible characters, and what a line becomes a command by.
 */
export const acting = (text: string): string | undefined =>
  /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.exec(text.replaceAll('\n', ''))?.[0] ??
  /^\s*::|##\w*\[/m.exec(text)?.[0]
