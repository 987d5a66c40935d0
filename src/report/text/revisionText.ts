import type { CurrentRevision, RevisionChanges, RevisionStep } from '../../sync/plan.js'
import type { Style } from './style.js'
import { someOf } from './table.js'

/** What a pass does to the revisions, one line each; nothing of revisions that stay as they are. */
export const revisionText = (revision: RevisionStep, style: Style): readonly string[] => {
  switch (revision.code) {
    case 'New':
      return [
        `${style.good('+')} record the template as revision ${revision.number}`,
        ...changeLines(revision, style),
      ]
    case 'Current':
      return [...currentLines(revision, style), ...changeLines(revision, style)]
    case 'Unknown':
    case 'NotReached':
      return []
  }
}

const currentLines = ({ renumbered, relabelled }: CurrentRevision, style: Style) => [
  ...Object.entries(renumbered).map(
    ([name, number]) => `${style.warn('~')} revision ${name} becomes number ${number}`,
  ),
  ...line(relabelled, (names) => `${style.warn('~')} relabel ${names} with the current hash`),
]

const changeLines = ({ deleted, adopted, released, labelled }: RevisionChanges, style: Style) => [
  ...line(adopted, (names) => `${style.good('<')} adopt revisions ${names}: nobody owns them`),
  ...line(
    released,
    (names) => `${style.warn('>')} release revisions ${names}: the selector no longer matches`,
  ),
  ...line(labelled, (names) => `${style.warn('~')} label revisions ${names} with their names`),
  ...line(deleted, (names) => `${style.bad('-')} delete old revisions: ${names}`),
]

const line = (names: readonly string[], text: (names: string) => string): readonly string[] =>
  names.length === 0 ? [] : [text(someOf(names))]
