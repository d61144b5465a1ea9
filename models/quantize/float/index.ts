export { type BoundDim, bindDims } from './bind-dims.ts'
export { type FloatModel, viewFloatModel } from './float-model.ts'
export { hoistRelus } from './hoist-relus.ts'
export { simplify } from './simplify.ts'
