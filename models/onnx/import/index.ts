export type { ExternalFiles } from './external-data.ts'
export { importModel, listExternalFiles } from './import-model.ts'
