export { depthwise, planeDots } from './depthwise'
export { clamp, codeArithmetic, dequantize, lookup, quantize } from './elementwise'
export { maxPool } from './pooling'
export { conv, linear, matMul } from './products'
