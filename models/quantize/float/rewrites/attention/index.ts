export { attentionRewrite } from './attention.ts'
export { rotaryEmbeddingRewrite } from './rotary-embedding.ts'
