export { coverAtLeastCost } from './covering.ts'
export { type Coefficient, type Fit, fitNonNegative } from './non-negative.ts'
export { twoSidedPValue } from './student-t.ts'
