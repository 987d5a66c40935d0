import { colourStyle, plainStyle, type Style } from '../../report/text/style.js'
import type { Options } from '../options/options.js'
import type { World } from '../world.js'

/** Bumped when the shape of JSON output changes in a way that breaks a reader. */
export const FORMAT_VERSION = 1

/** Colour on a terminal, unless it is unwanted (`--no-color`, `NO_COLOR`). */
export const styleFor = ({ colour }: Pick<Options, 'colour'>, world: World): Style =>
  colour === 'never' || !world.stdoutIsTerminal || (world.env['NO_COLOR'] ?? '') !== ''
    ? plainStyle
    : colourStyle

/** JSON as people and programs read it; bigints that may be left are decimal text. */
export const jsonText = (value: unknown): string =>
  `${JSON.stringify(value, (_key, member: unknown) => (typeof member === 'bigint' ? String(member) : member), 2)}\n`
