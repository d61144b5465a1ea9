import type { Operator } from '../../operator.ts'
import { normalizer } from './normalizer.ts'
import { treeEnsembleRegressor } from './tree-ensemble-regressor.ts'

export const classicalOperators: readonly Operator[] = [normalizer, treeEnsembleRegressor]

export { forestOf } from './tree-ensemble-regressor.ts'
