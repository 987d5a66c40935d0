import { plainStyle, type Style } from '../../report/text/style.js'
import { terminalLines } from '../../report/text/terminalText.js'
import { OutputError } from '../exitCode.js'
import { systemMessage } from '../systemMessage.js'
import type { World } from '../world.js'

/** A pipe whose reader has seen enough. */
export class ClosedPipe extends Error {}

/** Writes the answer to standard output, as it is: a text, or pieces, which are never put together as a whole. */
export const writeOutput = async (output: Iterable<string>, world: World): Promise<void> => {
  for (const part of typeof output === 'string' ? [output] : joined(output)) {
    await world.stdout(part).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'EPIPE') throw new ClosedPipe()
      throw new OutputError(`standard output: ${systemMessage(error)}`)
    })
  }
}

const ENOUGH = 1 << 20

/** Pieces put together to some that are worth a write. */
function* joined(pieces: Iterable<string>): Generator<string> {
  let part = ''
  for (const piece of pieces) {
    part += piece
    if (part.length < ENOUGH) continue
    yield part
    part = ''
  }
  if (part !== '') yield part
}

/** Lines for people: nothing within a line can act on the terminal, or make another one. */
export const linesText = (lines: readonly string[], style: Style = plainStyle): string =>
  terminalLines(lines, style)
    .map((line) => `${line}\n`)
    .join('')

/** Says something beside the answer, on standard error. */
export const tell = (world: World, message: string, details: readonly string[] = []): void =>
  world.stderr(linesText([`podfit: ${message}`, ...details]))
