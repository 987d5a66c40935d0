import { plainStyle, type Style } from '../../report/text/style.js'
import { terminalLines } from '../../report/text/terminalText.js'
import { OutputError } from '../exitCode.js'
import { systemMessage } from '../input/files.js'
import type { World } from '../world.js'

/** A pipe whose reader has seen enough. */
export class ClosedPipe extends Error {}

/** Writes the answer to standard output, as it is. */
export const writeOutput = async (text: string, world: World): Promise<void> => {
  try {
    await world.stdout(text)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EPIPE') throw new ClosedPipe()
    throw new OutputError(`standard output: ${systemMessage(error)}`)
  }
}

/** Lines for people: nothing within a line can act on the terminal, or make another one. */
export const linesText = (lines: readonly string[], style: Style = plainStyle): string =>
  terminalLines(lines, style)
    .map((line) => `${line}\n`)
    .join('')

/** Says something beside the answer, on standard error. */
export const tell = (world: World, message: string, details: readonly string[] = []): void =>
  world.stderr(linesText([`podfit: ${message}`, ...details]))
