export { bytesToTensors, tensorsToBytes } from './raw-bytes.ts'
export {
  createElements,
  createTensor,
  type ElementArray,
  type ElementType,
  elementCount,
  elementSizeBytes,
  type Shape,
  sizeBytes,
  type Tensor,
  type TensorType,
  viewElements,
} from './tensor.ts'
