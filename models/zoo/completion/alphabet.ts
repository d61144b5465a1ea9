/** The characters that the model knows, each by its index; text of others has to be put in these words first. */
export const alphabet = ' abcdefghijklmnopqrstuvwxyz.,'

/** Characters that the model sees: its context. */
export const contextLength = 48

/**
 * The indices of a text's characters.
 * @throws RangeError at a character that is not in {@link alphabet}.
 */
export function encodeText(text: string): number[] {
  return Array.from(text, character => {
    const index = alphabet.indexOf(character)
    if (index < 0) throw new RangeError(`the character "${character}" is not one of "${alphabet}"`)
    return index
  })
}

/** The text of such indices. */
export function decodeText(indices: readonly number[]): string {
  return indices.map(index => alphabet[index]).join('')
}
