import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createPublicClient, createWalletClient, type Hex, http } from 'viem'
import { mnemonicToAccount } from 'viem/accounts'
import { foundry } from 'viem/chains'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { packagePath } from '../../primitives/index.ts'

const engine = inject('engine')
const project = `inlay-test-${process.pid}`
const url = 'http://127.0.0.1:8545'
const folder = mkdtempSync(join(tmpdir(), 'inlay-docker-'))
/** A published port takes connections before the node does, and leaves them open: a short time-out asks again soon. */
const reader = createPublicClient({ chain: foundry, transport: http(url, { retryCount: 0, timeout: 1_000 }) })
const account = mnemonicToAccount('test test test test test test test test test test test junk')
const wallet = createWalletClient({ account, chain: foundry, transport: http(url) })
const recipient = '0x00000000000000000000000000000000000000b0'

describe.skipIf(engine === undefined)('devnet in docker', () => {
  beforeAll(() => {
    if (engine?.hostNetwork)
      writeFileSync(join(folder, 'override.yml'), 'services: { devnet: { build: { network: host } } }\n')
    compose('build')
  })

  afterAll(() => {
    compose('down', '--volumes', '--timeout', '5')
    rmSync(folder, { recursive: true })
  })

  test('docker compose up answers on 127.0.0.1:8545', async () => {
    const started = performance.now()
    compose('up', '--detach')
    await answered()
    console.log(`seconds from compose up to the first answer: ${((performance.now() - started) / 1000).toFixed(2)}`)
    const size = Number(docker('image', 'inspect', 'inlay', '--format', '{{.Size}}'))
    console.log(`image size: ${(size / 1e6).toFixed(0)} MB`)
    expect(await reader.getChainId()).toBe(31337)
  })

  test('the node runs as a user of its own, under an init, and reports healthy', async () => {
    expect(compose('exec', '-T', 'devnet', 'id', '-un').trim()).toBe('node')
    expect(readFileSync(`/proc/${containerState('.State.Pid')}/comm`, 'utf8').trim()).toMatch(/^(docker-init|tini)$/)
    await expect.poll(() => containerState('.State.Health.Status'), { timeout: 60_000, interval: 500 }).toBe('healthy')
  })

  test('what was mined, and a model that was admitted, survive docker kill', async () => {
    const artifact = readFileSync(packagePath('models', 'zoo', 'volatility', 'volatility.onnx'))
    const added = await fetch(`${url}/models`, {
      method: 'PUT',
      headers: { 'content-type': 'application/octet-stream' },
      body: artifact,
    })
    expect(added.status).toBe(200)
    const { id } = (await added.json()) as { id: Hex }
    const hash = await wallet.sendTransaction({ to: recipient, value: 7n })
    const receipt = await reader.waitForTransactionReceipt({ hash })
    const head = await reader.getBlock({ blockNumber: receipt.blockNumber })

    compose('kill', '--signal', 'KILL')
    compose('up', '--detach')
    await answered()

    expect((await reader.getBlock({ blockNumber: receipt.blockNumber })).hash).toBe(head.hash)
    expect(await reader.getTransactionReceipt({ hash })).toEqual(receipt)
    expect(await reader.getBalance({ address: recipient })).toBe(7n)
    const kept = await fetch(`${url}/models/${id}`)
    expect(Buffer.from(await kept.arrayBuffer()).equals(artifact)).toBe(true)
  })

  test('docker stop ends it cleanly, well before the grace period', () => {
    const started = performance.now()
    compose('stop')
    expect(containerState('.State.ExitCode')).toBe('0')
    expect(performance.now() - started).toBeLessThan(9_000)
  })
})

async function answered(): Promise<void> {
  const deadline = performance.now() + 60_000
  for (;;) {
    try {
      await reader.getBlockNumber({ cacheTime: 0 })
      return
    } catch (error) {
      if (performance.now() > deadline) throw new Error(compose('logs', '--tail', '40'), { cause: error })
      await new Promise(resolve => setTimeout(resolve, 50))
    }
  }
}

function containerState(path: string): string {
  return docker('inspect', '--format', `{{${path}}}`, compose('ps', '--all', '--quiet', 'devnet').trim())
}

function compose(...words: readonly string[]): string {
  const override = engine?.hostNetwork ? ['--file', join(folder, 'override.yml')] : []
  return docker('compose', '--project-name', project, '--file', packagePath('compose.yaml'), ...override, ...words)
}

function docker(...words: readonly string[]): string {
  const environment = { ...process.env, ...engine?.environment }
  return execFileSync('docker', words, {
    encoding: 'utf8',
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  }).trim()
}
