const MARK = '\u0000int64:'
const MARKED = /"\\u0000int64:(-?\d+)"/g

/** JSON with bigints as the whole numbers they are, which `JSON.stringify` refuses to write. */
export const exactJson = (value) => {
  const text = JSON.stringify(value, (_key, member) =>
    typeof member === 'bigint' ? `${MARK}${member}` : member,
  )
  return text.includes('\\u0000int64:') ? text.replace(MARKED, '$1') : text
}
