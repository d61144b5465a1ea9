import { flagAttribute } from '../../attributes.ts'
import type { NodeSite, Operator } from '../../operator.ts'
import { demand, integersAt, typeOf } from '../../site.ts'

export const affineGrid: Operator = {
  opType: 'AffineGrid',
  inputCount: [2, 2],
  sinceOpset: 20,
  inferTypes(site) {
    const { sizes } = gridPoints(site)
    return [{ elementType: 'float32', shape: [typeOf(site, 0, ['float32']).shape[0]!, ...sizes, sizes.length] }]
  },
}

/**
 * The points that an AffineGrid maps: row-major, each as its coordinates from -1 to 1, the last axis first, and 1.
 * @see ONNX AffineGrid-20
 */
export function gridPoints(site: NodeSite): { readonly sizes: readonly number[]; readonly points: Float32Array } {
  const theta = typeOf(site, 0, ['float32']).shape
  const [batch, , ...sizes] = integersAt(site, 1, 'size')
  const axes = sizes.length
  demand(axes === 2 || axes === 3, `its size has ${axes} axes after batch and channels, want 2 or 3`)
  demand(
    theta.length === 3 && theta[0] === batch && theta[1] === axes && theta[2] === axes + 1,
    `its matrices have shape [${theta}], want [${batch},${axes},${axes + 1}]`,
  )
  const count = sizes.reduce((product, size) => product * size, 1)
  demand(sizes.every(size => size >= 1) && count <= 2 ** 20, `its size [${sizes}] has no or too many points`)
  const aligned = flagAttribute(site.node, 'align_corners', false)
  const points = new Float32Array(count * (axes + 1)).fill(1)
  for (let point = 0; point < count; point++)
    for (let axis = axes - 1, rest = point; axis >= 0; axis--) {
      const size = sizes[axis]!
      const at = rest % size
      rest = Math.floor(rest / size)
      const coordinate = aligned ? (size === 1 ? 0 : (2 * at) / (size - 1) - 1) : (2 * at + 1) / size - 1
      points[point * (axes + 1) + axes - 1 - axis] = coordinate
    }
  return { sizes, points }
}
