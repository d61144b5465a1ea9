import { privateKeyToAccount } from 'viem/accounts'
import { bytesToHex, type Gas, type Hex, type Wei } from '../../primitives/index.ts'
import { type Fork, signTransaction } from '../evm/index.ts'
import type { CallRequest } from '../views.ts'
import type { DevAccount } from './dev-accounts.ts'
import { TypedDataError, UnknownAccountError } from './errors.ts'

/** What a transaction takes where its request is silent. */
export interface TransactionDefaults {
  readonly nonce: (sender: Hex) => Promise<bigint>
  readonly gas: (request: CallRequest) => Promise<Gas>
  readonly maxFeePerGas: (maxPriorityFeePerGas: Wei) => Wei
  readonly maxPriorityFeePerGas: Wei
}

/** Signs with the keys that the node holds. */
export class Signer {
  readonly #fork: () => Fork
  readonly #accounts: ReadonlyMap<Hex, DevAccount>

  /** @param fork the rules of the next block. */
  constructor(fork: () => Fork, accounts: readonly DevAccount[]) {
    this.#fork = fork
    this.#accounts = new Map(accounts.map(account => [account.address, account]))
  }

  /**
   * Fills in a request and signs it as a type 2 transaction.
   * @returns EIP-2718 bytes.
   * @throws UnknownAccountError
   */
  async sign(request: CallRequest, defaults: TransactionDefaults): Promise<Uint8Array> {
    const { address, privateKey } = this.#account(request.from)
    const maxPriorityFeePerGas = request.maxPriorityFeePerGas ?? request.gasPrice ?? defaults.maxPriorityFeePerGas
    const transaction = {
      from: address,
      to: request.to,
      nonce: request.nonce ?? (await defaults.nonce(address)),
      gas: request.gas ?? (await defaults.gas(request)),
      value: request.value ?? 0n,
      data: request.data ?? new Uint8Array(),
      maxFeePerGas: request.maxFeePerGas ?? request.gasPrice ?? defaults.maxFeePerGas(maxPriorityFeePerGas),
      maxPriorityFeePerGas,
      accessList: request.accessList ?? [],
      ...(request.authorizationList && { authorizationList: request.authorizationList }),
    }
    return signTransaction(this.#fork(), transaction, privateKey)
  }

  /**
   * Signs a message.
   * @returns r, s and v, 65 bytes. @see EIP-191
   * @throws UnknownAccountError
   */
  async signMessage(address: Hex, message: Uint8Array): Promise<Hex> {
    const account = privateKeyToAccount(bytesToHex(this.#account(address).privateKey))
    return account.signMessage({ message: { raw: message } })
  }

  /**
   * Signs structured data.
   * @returns r, s and v, 65 bytes. @see EIP-712
   * @throws UnknownAccountError, TypedDataError.
   */
  async signTypedData(address: Hex, typedData: object): Promise<Hex> {
    const account = privateKeyToAccount(bytesToHex(this.#account(address).privateKey))
    try {
      return await account.signTypedData(typedData as Parameters<typeof account.signTypedData>[0])
    } catch (cause) {
      throw new TypedDataError(cause)
    }
  }

  #account(address: Hex | undefined): DevAccount {
    const account = address && this.#accounts.get(address)
    if (!account) throw new UnknownAccountError(address)
    return account
  }
}
