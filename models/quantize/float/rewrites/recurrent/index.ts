export { readRecurrentSite } from './site.ts'
export { partOfSteps } from './step-names.ts'
export { recurrentRewrite } from './unroll.ts'
