import { NodeFault } from '../../../graph/index.ts'
import { readRecurrentSite } from '../../float/index.ts'
import type { LayerReader } from '../layer.ts'

/** What is left of recurrent operators when layers are read: those that can't be written out step by step, and why. */
export const recurrentLayer: LayerReader = {
  opTypes: ['GRU', 'LSTM', 'RNN'],
  read(node, model) {
    readRecurrentSite(node, model)
    throw new NodeFault('its outputs are not used', 'Remove the node.')
  },
}
