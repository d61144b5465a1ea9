import { mnemonicToAccount } from 'viem/accounts'

/** The devnet's first accounts, able to sign what the node itself doesn't. */
export const wallets = Array.from({ length: 4 }, (_, addressIndex) =>
  mnemonicToAccount('test test test test test test test test test test test junk', { addressIndex }),
)
