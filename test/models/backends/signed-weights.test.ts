import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { BackendMismatchError, selfTestModels, verifySession } from '../../../models/backends/index.ts'
import { signedWeightsBackend } from '../../suites/signed-weights-backend.ts'

/** Whether onnxruntime's u8 x s8 kernels saturate here: x86 with AVX2 and without VNNI. Elsewhere `npm run test:cpus` asks. */
function saturatesHere(): boolean {
  if (process.platform !== 'linux' || process.arch !== 'x64') return false
  const flags = /^flags\s*:(.*)$/m.exec(readFileSync('/proc/cpuinfo', 'utf8'))?.[1] ?? ''
  return / avx2\b/.test(flags) && !/ avx_vnni\b| avx512_vnni\b/.test(flags)
}

async function refusals(): Promise<number> {
  let refused = 0
  for (const model of selfTestModels()) {
    const session = await signedWeightsBackend.createSession(model)
    await verifySession(session, model).catch(error => {
      if (!(error instanceof BackendMismatchError)) throw error
      refused += 1
    })
    await session.dispose()
  }
  return refused
}

test.skipIf(!saturatesHere())('the self-test refuses u8 x s8 products, which saturate on this CPU', async () => {
  expect(await refusals()).toBeGreaterThan(0)
})

test.skipIf(saturatesHere() || process.arch !== 'x64')(
  'the self-test passes u8 x s8 products where they are exact',
  async () => {
    expect(await refusals()).toBe(0)
  },
)
