import { intAttribute } from '../../attributes.ts'
import type { NodeSite, Operator } from '../../operator.ts'
import { demand, typeAt } from '../../site.ts'

export const depthToSpace: Operator = {
  opType: 'DepthToSpace',
  inputCount: [1, 1],
  sinceOpset: 1,
  inferTypes(site) {
    const { elementType, shape, block } = blocksOf(site)
    const [n, c, h, w] = shape
    demand(c % (block * block) === 0, `${c} channels don't divide into blocks of ${block} x ${block}`)
    return [{ elementType, shape: [n, c / (block * block), h * block, w * block] }]
  },
}

export const spaceToDepth: Operator = {
  opType: 'SpaceToDepth',
  inputCount: [1, 1],
  sinceOpset: 1,
  inferTypes(site) {
    const { elementType, shape, block } = blocksOf(site)
    const [n, c, h, w] = shape
    demand(h % block === 0 && w % block === 0, `a plane of ${h} x ${w} doesn't divide into blocks of ${block}`)
    return [{ elementType, shape: [n, c * block * block, h / block, w / block] }]
  },
}

function blocksOf(site: NodeSite) {
  const { elementType, shape } = typeAt(site, 0)
  const block = intAttribute(site.node, 'blocksize', 0)
  demand(shape.length === 4 && block >= 1, `it moves blocks of ${block} of a tensor of rank ${shape.length}, want 4`)
  return { elementType, shape: shape as readonly [number, number, number, number], block }
}
