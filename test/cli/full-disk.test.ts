import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createPublicClient, createWalletClient, type Hex, http } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { foundry } from 'viem/chains'
import { afterAll, describe, expect, test } from 'vitest'
import { privateKey } from '../rpc/running-node.ts'
import { startInlay } from './run-inlay.ts'

const disk = mkdtempSync(join(tmpdir(), 'inlay-disk-'))
const mounted = mount('size=1m')
afterAll(() => {
  if (mounted) execFileSync('umount', [disk])
  rmSync(disk, { recursive: true, force: true })
})

/** Whether this user may mount file systems here. */
function mount(options: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', disk], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

describe.skipIf(!mounted)('inlay node on a disk that is full (skipped where tmpfs can not be mounted)', () => {
  test('error: it ends with 1 at the first write that fails, and has all that it answered for when it runs again', async () => {
    const args = ['--port', '0', '--db', join(disk, 'chain')]
    const account = privateKeyToAccount(privateKey)
    const node = await startInlay(...args)
    const wallet = createWalletClient({ chain: foundry, transport: http(node.url, { retryCount: 0 }), account })
    const answered: Hex[] = []
    let refusal: unknown
    for (let nonce = 0; nonce < 100 && refusal === undefined; nonce++)
      await wallet
        .sendTransaction({ to: account.address, data: `0x${'ab'.repeat(40_000)}`, gas: 3_000_000n, nonce })
        .then(
          hash => answered.push(hash),
          thrown => {
            refusal = thrown
          },
        )
    expect(answered.length).toBeGreaterThan(3)
    expect(String(refusal)).toContain('so this node stores nothing more')
    const { exitCode, stderr } = await node.ended
    expect(exitCode).toBe(1)
    expect(stderr).toMatch(
      /^error: Cannot write to the database at .*: .*No space left on device\.\nhint: Free space on its disk.*\n$/,
    )

    execFileSync('mount', ['-o', 'remount,size=64m', disk])
    const again = await startInlay(...args)
    const reader = createPublicClient({ chain: foundry, transport: http(again.url) })
    for (const hash of answered)
      expect(await reader.getTransactionReceipt({ hash })).toMatchObject({ status: 'success' })
    expect(await reader.getBlockNumber()).toBe(BigInt(answered.length))
    expect(await again.stop()).toMatchObject({ exitCode: 0 })
  }, 60_000)
})
