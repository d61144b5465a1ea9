/** What the name of a value of a recurrent layer's step begins with. */
export function stepName(direction: string, at: number): string {
  return `${direction}/step_${at}`
}

/** What the values of a recurrent layer's steps that play the same part have in common; other values have their names alone. */
export function partOfSteps(value: string): string {
  return value.replace(/\/step_\d+\//, '/step/')
}
