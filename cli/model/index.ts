export { addModel, listModels } from './remote.ts'
