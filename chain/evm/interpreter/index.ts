export { Breath } from './breath.ts'
export { installSprints } from './install-sprints.ts'
