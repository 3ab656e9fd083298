/**
 * A message in the form in which two spellings of it are equal: without case, typographic apostrophes, spaces around
 * punctuation, a full stop at the end, the caller's address behind `your ip`, and where a link leads.
 */
export function plainMessage(message: string): string {
  return message
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[‘’`´]/g, "'")
    .replace(/\byour ip ?(?:\([^)]*\)|[\da-fx*]+(?:[.:][\da-fx*]*)+)/g, 'your ip')
    .replace(/https?:\/\/\S*/g, 'https://')
    .replace(/\s+/g, ' ')
    .replace(/ ?([.,;:!?()]) ?/g, '$1')
    .replace(/[.!]+$/, '')
    .trim()
}
