export { attentionRewrite } from './attention.ts'
